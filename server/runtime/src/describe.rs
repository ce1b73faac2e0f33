//! The tables in the words of schemars, so that the description which dropshot emits of a server is made from what that
//! server enforces. The project's check holds that description against the document.
//!
//! dropshot asks types for their schema; here the schema belongs to the operation's table, so the types below stand for
//! "the path parameters of this operation" and the like. They are never made: requests are read by [`Call`](super::Call).

use std::marker::PhantomData;

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{
    ArrayValidation, InstanceType, Metadata, NumberValidation, ObjectValidation, Schema as JsonSchemaSchema,
    SchemaObject, SingleOrVec, StringValidation, SubschemaValidation,
};
use serde::{Deserialize, Serialize};

use super::operation::{Operation, Parameter};
use super::refusal::ParameterLocation;
use super::schema::{Additional, Case, Kind, Schema, any, string};

/// Which of an operation's schemas is described.
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
        // Named schemas refer to themselves by their own names; the parts of an operation have none.
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
                let $operation = O::TABLE;
                $schema
            }
        }
    };
}

part!(
    /// The parameters in the path.
    PathParameters,
    |operation, generator| parameters(operation.parameters, ParameterLocation::Path, generator)
);
part!(
    /// The parameters in the query.
    QueryParameters,
    |operation, generator| parameters(operation.parameters, ParameterLocation::Query, generator)
);
part!(
    /// The parameters in headers.
    HeaderParameters,
    |operation, generator| parameters(operation.parameters, ParameterLocation::Header, generator)
);
part!(
    /// The request's body.
    RequestBody,
    |operation, generator| describe(operation.body.map_or(&ANY, |body| body.schema), generator)
);
part!(
    /// The body of the first documented success.
    SuccessBody,
    |operation, generator| describe(operation.success().body.unwrap_or(&ANY), generator)
);
part!(
    /// The body of the first documented failure.
    ErrorBody,
    |operation, generator| describe(operation.error().and_then(|error| error.body).unwrap_or(&ANY), generator)
);

/// One path parameter, of which nothing is known but that it is a text.
#[derive(Debug)]
pub(super) struct AnyPathParameter;

impl Part for AnyPathParameter {
    const NAME: &'static str = "AnyPathParameter";

    fn schema(generator: &mut SchemaGenerator) -> JsonSchemaSchema {
        static TEXT: Schema = string();
        static ONE: Parameter = Parameter::path("any", "any", &TEXT);
        parameters(std::slice::from_ref(&ONE), ParameterLocation::Path, generator)
    }
}

static ANY: Schema = any();

/// dropshot takes scalar parameters only. A list is described by nothing, and stands in the committed list of what
/// dropshot cannot express.
fn parameters(
    all: &'static [Parameter],
    place: ParameterLocation,
    generator: &mut SchemaGenerator,
) -> JsonSchemaSchema {
    let mut object = ObjectValidation::default();
    for parameter in all.iter().filter(|parameter| parameter.place == place) {
        if matches!(parameter.schema.kind, Kind::Array(_) | Kind::OneOf(_) | Kind::AnyOf(_) | Kind::Any) {
            continue;
        }
        let schema = describe(parameter.schema, generator);
        object.properties.insert(parameter.name.to_owned(), schema);
        if parameter.required {
            object.required.insert(parameter.name.to_owned());
        }
    }
    SchemaObject {
        instance_type: Some(InstanceType::Object.into()),
        object: Some(Box::new(object)),
        ..SchemaObject::default()
    }
    .into()
}

/// One schema; a named one becomes a definition and a reference to it.
fn describe(schema: &'static Schema, generator: &mut SchemaGenerator) -> JsonSchemaSchema {
    let Some(name) = schema.name else { return inline(schema, generator).into() };
    let reference = format!("{}{name}", generator.settings().definitions_path);
    if !generator.definitions().contains_key(name) {
        // The name is taken before the schema is described, so that a schema that contains itself comes to an end.
        generator.definitions_mut().insert(name.to_owned(), JsonSchemaSchema::Bool(true));
        let described = inline(schema, generator).into();
        generator.definitions_mut().insert(name.to_owned(), described);
    }
    JsonSchemaSchema::new_ref(reference)
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "bounds past 2^53 and 2^32 are absent bounds"
)]
fn inline(schema: &'static Schema, generator: &mut SchemaGenerator) -> SchemaObject {
    let mut object = SchemaObject::default();
    let length = |length: usize| Some(length as u32).filter(|_| length < usize::MAX);
    let least = |count: usize| Some(count as u32).filter(|count| *count > 0);
    match schema.kind {
        Kind::Any => {}
        Kind::Boolean => object.instance_type = Some(InstanceType::Boolean.into()),
        Kind::Integer(rules) => {
            object.instance_type = Some(InstanceType::Integer.into());
            object.format = Some(format!("int{}", rules.bits));
            let (lowest, highest) = if rules.bits == 32 {
                (i64::from(i32::MIN), i64::from(i32::MAX))
            } else {
                (i64::MIN, i64::MAX)
            };
            object.number = Some(Box::new(NumberValidation {
                multiple_of: rules.multiple_of.map(|factor| factor as f64),
                minimum: Some(rules.minimum as f64).filter(|_| rules.minimum > lowest),
                maximum: Some(rules.maximum as f64).filter(|_| rules.maximum < highest),
                ..NumberValidation::default()
            }));
        }
        Kind::Number(rules) => {
            object.instance_type = Some(InstanceType::Number.into());
            object.format = rules.decimal.then(|| "decimal".to_owned());
            object.number = Some(Box::new(NumberValidation {
                multiple_of: rules.multiple_of,
                minimum: rules.minimum.filter(|_| !rules.exclusive_minimum),
                exclusive_minimum: rules.minimum.filter(|_| rules.exclusive_minimum),
                maximum: rules.maximum.filter(|_| !rules.exclusive_maximum),
                exclusive_maximum: rules.maximum.filter(|_| rules.exclusive_maximum),
            }));
        }
        Kind::String(rules) => {
            object.instance_type = Some(InstanceType::String.into());
            object.format = rules.format.map(|format| format.name().to_owned());
            object.string = Some(Box::new(StringValidation {
                min_length: least(rules.min_length),
                max_length: length(rules.max_length),
                pattern: rules.pattern.map(ToOwned::to_owned),
            }));
        }
        Kind::Enumeration(values) => {
            object.instance_type = Some(InstanceType::String.into());
            let null = schema.nullable.then_some(serde_json::Value::Null);
            object.enum_values = Some(values.iter().map(|value| (*value).into()).chain(null).collect());
        }
        Kind::Array(rules) => {
            object.instance_type = Some(InstanceType::Array.into());
            object.array = Some(Box::new(ArrayValidation {
                items: Some(SingleOrVec::Single(Box::new(describe(rules.items, generator)))),
                min_items: least(rules.min_items),
                max_items: length(rules.max_items),
                unique_items: rules.unique_items.then_some(true),
                ..ArrayValidation::default()
            }));
        }
        Kind::Object(rules) => {
            object.instance_type = Some(InstanceType::Object.into());
            let mut members = ObjectValidation {
                min_properties: least(rules.min_properties),
                max_properties: length(rules.max_properties),
                additional_properties: match rules.additional {
                    Additional::Allowed => None,
                    Additional::Refused => Some(Box::new(JsonSchemaSchema::Bool(false))),
                    Additional::Schema(schema) => Some(Box::new(describe(schema, generator))),
                },
                ..ObjectValidation::default()
            };
            for property in rules.properties {
                members.properties.insert(property.name.to_owned(), describe(property.schema, generator));
                if property.required {
                    members.required.insert(property.name.to_owned());
                }
            }
            object.object = Some(Box::new(members));
            if !rules.cases.is_empty() {
                let cases = rules.cases.iter().map(|case| described_case(case, generator)).collect();
                object.subschemas = Some(Box::new(SubschemaValidation {
                    any_of: Some(cases),
                    ..SubschemaValidation::default()
                }));
            }
        }
        Kind::OneOf(schemas) => object.subschemas = Some(Box::new(choice(schemas, true, generator))),
        Kind::AnyOf(schemas) => object.subschemas = Some(Box::new(choice(schemas, false, generator))),
    }
    if schema.nullable {
        object.extensions.insert("nullable".to_owned(), true.into());
    }
    object.metadata = Some(Box::new(Metadata { default: schema.default_value(), ..Metadata::default() }));
    object
}

fn described_case(case: &'static Case, generator: &mut SchemaGenerator) -> JsonSchemaSchema {
    let mut members = ObjectValidation::default();
    members.required.extend(case.required.iter().map(|name| (*name).to_owned()));
    for property in case.properties {
        members.properties.insert(property.name.to_owned(), describe(property.schema, generator));
    }
    let instance_type = Some(InstanceType::Object.into());
    SchemaObject { instance_type, object: Some(Box::new(members)), ..SchemaObject::default() }.into()
}

fn choice(
    schemas: &'static [&'static Schema],
    exactly_one: bool,
    generator: &mut SchemaGenerator,
) -> SubschemaValidation {
    let described = schemas.iter().map(|schema| describe(schema, generator)).collect();
    if exactly_one {
        SubschemaValidation { one_of: Some(described), ..SubschemaValidation::default() }
    } else {
        SubschemaValidation { any_of: Some(described), ..SubschemaValidation::default() }
    }
}
