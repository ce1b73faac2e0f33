//! Schemas as schemars types, so that the description which dropshot emits of a server is made from what that server
//! enforces. The project's check compares that description with the document.
//!
//! dropshot asks types for their schemas; here the schemas belong to the operation's model, so the types below stand for
//! "the path parameters of this operation" and the like. No values of them exist: [`Call`](super::Call) reads requests.

use std::marker::PhantomData;

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema as JsonSchemaSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::ParameterLocation;
use super::model;
use super::operation::Operation;
use super::schema::{Kind, Schema, Schemas};

/// One part of an operation that has a schema.
pub(super) trait Part: Send + Sync + 'static {
    const NAME: &'static str;
    fn schema(generator: &mut SchemaGenerator) -> JsonSchemaSchema;
}

/// Stands for one part of an operation wherever dropshot wants a type.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub(super) struct Described<P>(PhantomData<P>);

impl<P: Part> JsonSchema for Described<P> {
    fn schema_name() -> String {
        P::NAME.to_owned()
    }

    fn is_referenceable() -> bool {
        // Only the document's named schemas have names.
        false
    }

    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaSchema {
        P::schema(generator)
    }
}

macro_rules! part {
    ($(#[$doc:meta])* $name:ident, |$operation:ident, $generator:ident| $schema:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name<O>(PhantomData<O>);

        impl<O: Operation> Part for $name<O> {
            const NAME: &'static str = stringify!($name);

            fn schema($generator: &mut SchemaGenerator) -> JsonSchemaSchema {
                let $operation = O::table();
                $schema
            }
        }
    };
}

part!(
    /// The parameters in the path.
    PathParameters,
    |operation, generator| parameters(operation, ParameterLocation::Path, generator)
);
part!(
    /// The parameters in the query.
    QueryParameters,
    |operation, generator| parameters(operation, ParameterLocation::Query, generator)
);
part!(
    /// The parameters in headers.
    HeaderParameters,
    |operation, generator| parameters(operation, ParameterLocation::Header, generator)
);
part!(
    /// The request body.
    RequestBody,
    |operation, generator| describe(operation, operation.body.as_ref().map(|body| &body.schema), generator)
);
part!(
    /// The body of the first documented success.
    SuccessBody,
    |operation, generator| describe(operation, operation.success().body.as_ref(), generator)
);
part!(
    /// The body of the first documented failure.
    ErrorBody,
    |operation, generator| {
        describe(operation, operation.error().and_then(|error| error.body.as_ref()), generator)
    }
);

/// A path parameter that can be any string.
#[derive(Debug)]
pub(super) struct AnyPathParameter;

impl Part for AnyPathParameter {
    const NAME: &'static str = "AnyPathParameter";

    fn schema(_: &mut SchemaGenerator) -> JsonSchemaSchema {
        schemars_schema(json!({
            "type": "object", "required": ["any"], "properties": { "any": { "type": "string" } },
        }))
    }
}

/// Describes the parameters in one location as an object.
///
/// dropshot supports scalar parameters only. Lists are left out, and stand in the committed list of what dropshot cannot
/// express.
fn parameters(
    operation: &model::Operation,
    place: ParameterLocation,
    generator: &mut SchemaGenerator,
) -> JsonSchemaSchema {
    let mut properties = serde_json::Map::new();
    let mut required = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.place == place) {
        let kind = &operation.schemas.resolve(&parameter.schema).kind;
        if matches!(kind, Kind::Array { .. } | Kind::OneOf(_) | Kind::AnyOf(_) | Kind::Any) {
            continue;
        }
        properties
            .insert(parameter.name.clone(), self_contained(&operation.schemas, &parameter.schema, generator));
        if parameter.required {
            required.push(&parameter.name);
        }
    }
    schemars_schema(json!({ "type": "object", "properties": properties, "required": required }))
}

fn describe(
    operation: &model::Operation,
    schema: Option<&Schema>,
    generator: &mut SchemaGenerator,
) -> JsonSchemaSchema {
    match schema {
        Some(schema) => schemars_schema(self_contained(&operation.schemas, schema, generator)),
        None => schemars_schema(json!({})),
    }
}

/// Returns the JSON of a schema, with the named schemas that it refers to defined in `generator`.
fn self_contained(schemas: &Schemas, schema: &Schema, generator: &mut SchemaGenerator) -> Value {
    let mut json = serde_json::to_value(schema).unwrap_or_default();
    define_references(schemas, &mut json, generator);
    json
}

fn define_references(schemas: &Schemas, json: &mut Value, generator: &mut SchemaGenerator) {
    match json {
        Value::Array(items) => {
            for item in items {
                define_references(schemas, item, generator);
            }
        }
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            let name = reference.and_then(|reference| reference.rsplit('/').next()).map(ToOwned::to_owned);
            let Some((name, schema)) = name.and_then(|name| schemas.get(&name).map(|schema| (name, schema)))
            else {
                return members.values_mut().for_each(|member| define_references(schemas, member, generator));
            };
            if let Some(default) = members.get("default").cloned() {
                // dropshot ignores what stands beside a reference.
                let mut changed = schema.clone();
                changed.default = Some(default);
                *json = self_contained(schemas, &changed, generator);
            } else if !generator.definitions().contains_key(&name) {
                // The name is defined before its schema is, so that a schema that contains itself ends.
                generator.definitions_mut().insert(name.clone(), JsonSchemaSchema::Bool(true));
                let described = schemars_schema(self_contained(schemas, schema, generator));
                generator.definitions_mut().insert(name, described);
            }
        }
        _ => {}
    }
}

fn schemars_schema(json: Value) -> JsonSchemaSchema {
    // Anything, should the two ways of writing schemas ever differ: the check of the description finds that.
    serde_json::from_value(json).unwrap_or(JsonSchemaSchema::Bool(true))
}
