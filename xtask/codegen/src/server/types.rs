//! The document's schemas as Rust types.
//!
//! typify, which writes the client's types, is not used here. Requests are validated before they are deserialized, so
//! types that validate themselves would do so twice, stop at the first violation and hide the values in newtypes; and in
//! the body of an update, absent, null and empty have to stay distinct.

use indexmap::IndexMap;

use crate::document::{Additional, Document, DocumentError, Format, Kind, Property, Schema};
use crate::names::{camel, doc, literal, snake};

/// The types of one document, in the order of their first use.
pub(super) struct Types<'a> {
    document: &'a Document,
    items: IndexMap<String, String>,
    /// Named schemas whose types are being written in place, to find one that contains itself.
    open: Vec<String>,
}

/// Returns `true` if a schema needs a named type; the types of others are written in place.
fn has_own_type(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::Object { properties, .. } => !properties.is_empty(),
        Kind::Enumeration(_) | Kind::OneOf(_) | Kind::AnyOf(_) => true,
        _ => false,
    }
}

impl<'a> Types<'a> {
    /// Returns the types of all named schemas.
    pub(super) fn new(document: &'a Document) -> Result<Self, DocumentError> {
        let mut types = Self { document, items: IndexMap::new(), open: Vec::new() };
        for (name, schema) in document.schemas.iter().filter(|(_, schema)| has_own_type(schema)) {
            let rust_name = camel(name);
            // Reserved before any is written, so that no inline schema gets the name.
            types.reserve(&rust_name, schema)?;
        }
        for (name, schema) in document.schemas.iter().filter(|(_, schema)| has_own_type(schema)) {
            let text = types.definition(&camel(name), schema)?;
            types.items.insert(camel(name), text);
        }
        Ok(types)
    }

    pub(super) fn refuse<T>(&self, pointer: &str, reason: impl Into<String>) -> Result<T, DocumentError> {
        Err(DocumentError {
            document: self.document.file.clone(),
            pointer: pointer.to_owned(),
            reason: reason.into(),
        })
    }

    /// Reserves a type's name.
    pub(super) fn reserve(&mut self, name: &str, schema: &Schema) -> Result<(), DocumentError> {
        if self.items.insert(name.to_owned(), String::new()).is_some() {
            return self.refuse(
                &schema.pointer,
                format!("duplicate type `{name}`. Name one of the schemas under components/schemas."),
            );
        }
        Ok(())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.items.contains_key(name)
    }

    /// Returns all definitions.
    pub(super) fn into_text(self) -> String {
        self.items.into_values().collect()
    }

    /// Returns the type of values of `schema`, null included. An inline schema's type gets the name `name`.
    pub(super) fn of(&mut self, schema: &Schema, name: &str) -> Result<String, DocumentError> {
        let plain = self.without_null(schema, name)?;
        Ok(if self.is_nullable(schema) { format!("Option<{plain}>") } else { plain })
    }

    pub(super) fn is_nullable(&self, schema: &Schema) -> bool {
        schema.nullable
            || match &schema.kind {
                Kind::Named(name) => self.document.schemas.get(name).is_some_and(|schema| schema.nullable),
                _ => false,
            }
    }

    fn without_null(&mut self, schema: &Schema, name: &str) -> Result<String, DocumentError> {
        Ok(match &schema.kind {
            Kind::Named(named) => match self.document.schemas.get(named) {
                Some(target) if !has_own_type(target) => {
                    if self.open.contains(named) {
                        return self.refuse(
                            &schema.pointer,
                            format!("circular schema: `{named}` contains itself without an object between"),
                        );
                    }
                    self.open.push(named.clone());
                    let text = self.without_null(target, name)?;
                    self.open.pop();
                    text
                }
                _ => camel(named),
            },
            Kind::Any => "Value".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            Kind::Integer { bits: 32, .. } => "i32".to_owned(),
            Kind::Integer { .. } => "i64".to_owned(),
            Kind::Number { decimal: true, .. } => "Decimal".to_owned(),
            Kind::Number { .. } => "f64".to_owned(),
            Kind::String { format: Some(format), .. } => match format {
                Format::Uuid => "Uuid",
                Format::Date => "NaiveDate",
                Format::DateTime => "DateTime<Utc>",
                Format::SqlDateTime => "SqlDateTime",
                Format::Password => "Secret",
                Format::Uri | Format::Email | Format::Own { .. } => "String",
            }
            .to_owned(),
            Kind::String { .. } => "String".to_owned(),
            Kind::Array { items, .. } => format!("Vec<{}>", self.of(items, &format!("{name}Item"))?),
            Kind::Object { properties, additional, .. } if properties.is_empty() => match additional {
                Additional::Schema(value) => {
                    format!("BTreeMap<String, {}>", self.of(value, &format!("{name}Value"))?)
                }
                _ => "serde_json::Map<String, Value>".to_owned(),
            },
            Kind::Object { .. } | Kind::Enumeration(_) | Kind::OneOf(_) | Kind::AnyOf(_) => {
                let name = if schema.title.is_empty() { name.to_owned() } else { camel(&schema.title) };
                self.reserve(&name, schema)?;
                let text = self.definition(&name, schema)?;
                self.items.insert(name.clone(), text);
                name
            }
        })
    }

    fn definition(&mut self, name: &str, schema: &Schema) -> Result<String, DocumentError> {
        let words = doc(if schema.description.is_empty() { &schema.title } else { &schema.description });
        let words = if words.is_empty() { format!("/// `{name}`.\n") } else { words };
        match &schema.kind {
            Kind::Object { properties, additional, .. } if !properties.is_empty() => {
                self.structure(name, &words, properties, additional)
            }
            Kind::Enumeration(values) => self.enumeration(name, &words, values, schema),
            Kind::OneOf(schemas) | Kind::AnyOf(schemas) => self.choice(name, &words, schemas),
            _ => self.refuse(
                &schema.pointer,
                format!("`{name}` needs no named type, which is the generator's mistake"),
            ),
        }
    }

    fn structure(
        &mut self,
        name: &str,
        words: &str,
        properties: &[Property],
        additional: &Additional,
    ) -> Result<String, DocumentError> {
        let mut fields = String::new();
        let mut taken: Vec<String> = Vec::new();
        for property in properties {
            let field = snake(&property.name);
            if taken.contains(&field) {
                return self.refuse(
                    &property.schema.pointer,
                    format!("duplicate field `{field}` of `{name}`. Rename one of the properties."),
                );
            }
            fields.push_str(&self.field(name, &field, property)?);
            taken.push(field);
        }
        if let Additional::Schema(value) = additional {
            if taken.iter().any(|field| field == "others") {
                return self.refuse(
                    &value.pointer,
                    format!("duplicate field `others` of `{name}`: it holds the additional properties"),
                );
            }
            let value = self.of(value, &format!("{name}Value"))?;
            fields.push_str(&format!(
                "/// Additional properties.\n#[serde(flatten)]\npub others: BTreeMap<String, {value}>,\n"
            ));
        }
        Ok(format!(
            "{words}#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\npub struct {name} {{\n{fields}}}\n\n"
        ))
    }

    fn field(&mut self, owner: &str, field: &str, property: &Property) -> Result<String, DocumentError> {
        let schema = &property.schema;
        let nullable = self.is_nullable(schema);
        let mut plain = self.without_null(schema, &format!("{owner}{}", camel(&property.name)))?;
        if self.contains(schema, owner, 0) {
            plain = format!("Box<{plain}>");
        }
        let mut attributes = Vec::new();
        if field != property.name {
            attributes.push(format!("rename = {}", literal(&property.name)));
        }
        // Validation fills in defaults, so the field is always present.
        let optional = !property.required && schema.default.is_none();
        let ty = match (optional, nullable) {
            (false, false) => plain,
            (false, true) => format!("Option<{plain}>"),
            (true, false) => {
                attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
                format!("Option<{plain}>")
            }
            (true, true) => {
                attributes.push("default".to_owned());
                attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
                attributes.push("with = \"absent_or_null\"".to_owned());
                format!("Option<Option<{plain}>>")
            }
        };
        let words = self.words(schema);
        let words = if words.is_empty() { doc(&format!("`{}`.", property.name)) } else { words };
        let attributes = if attributes.is_empty() {
            String::new()
        } else {
            format!("#[serde({})]\n", attributes.join(", "))
        };
        Ok(format!("{words}{attributes}pub {field}: {ty},\n"))
    }

    /// Returns the description of a schema, or of the named schema that it refers to, as doc comment lines.
    pub(super) fn words(&self, schema: &Schema) -> String {
        match &schema.kind {
            _ if !schema.description.is_empty() => doc(&schema.description),
            Kind::Named(name) => {
                self.document.schemas.get(name).map_or(String::new(), |named| doc(&named.description))
            }
            _ => String::new(),
        }
    }

    /// Returns `true` if a value of `schema` contains a value of the type `owner`, outside lists and maps.
    fn contains(&self, schema: &Schema, owner: &str, depth: usize) -> bool {
        if depth > 64 {
            return true;
        }
        match &schema.kind {
            Kind::Named(name) => {
                camel(name) == owner
                    || self
                        .document
                        .schemas
                        .get(name)
                        .is_some_and(|schema| self.contains(schema, owner, depth + 1))
            }
            Kind::Object { properties, .. } => {
                properties.iter().any(|property| self.contains(&property.schema, owner, depth + 1))
            }
            Kind::OneOf(schemas) | Kind::AnyOf(schemas) => {
                schemas.iter().any(|schema| self.contains(schema, owner, depth + 1))
            }
            _ => false,
        }
    }

    fn enumeration(
        &self,
        name: &str,
        words: &str,
        values: &[String],
        schema: &Schema,
    ) -> Result<String, DocumentError> {
        let mut variants = String::new();
        let mut taken: Vec<String> = Vec::new();
        for value in values {
            let variant = camel(value);
            if taken.contains(&variant) {
                return self.refuse(
                    &schema.pointer,
                    format!("duplicate variant `{variant}` of `{name}`. Rename one of the values."),
                );
            }
            let rename = if variant == *value {
                String::new()
            } else {
                format!("#[serde(rename = {})]\n", literal(value))
            };
            variants.push_str(&format!("{}{rename}{variant},\n", doc(&format!("`{value}`"))));
            taken.push(variant);
        }
        Ok(format!(
            "{words}#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]\npub enum {name} {{\n{variants}}}\n\n"
        ))
    }

    fn choice(&mut self, name: &str, words: &str, schemas: &[Schema]) -> Result<String, DocumentError> {
        let mut variants = String::new();
        let mut taken: Vec<String> = Vec::new();
        for schema in schemas {
            let variant = match &schema.kind {
                _ if !schema.title.is_empty() => camel(&schema.title),
                Kind::Named(name) => camel(name),
                Kind::Any => "Any".to_owned(),
                Kind::Boolean => "Boolean".to_owned(),
                Kind::Integer { .. } => "Integer".to_owned(),
                Kind::Number { .. } => "Number".to_owned(),
                Kind::String { .. } => "String".to_owned(),
                Kind::Enumeration(_) => "Enumeration".to_owned(),
                Kind::Array { .. } => "Array".to_owned(),
                Kind::Object { .. } => "Object".to_owned(),
                Kind::OneOf(_) | Kind::AnyOf(_) => "Choice".to_owned(),
            };
            if taken.contains(&variant) {
                return self.refuse(
                    &schema.pointer,
                    format!("duplicate variant `{variant}` of `{name}`. Give each alternative a `title`."),
                );
            }
            let inner = self.of(schema, &format!("{name}{variant}"))?;
            let inner = if self.contains(schema, name, 0) { format!("Box<{inner}>") } else { inner };
            let own = self.words(schema);
            let own = if own.is_empty() { format!("/// {variant}.\n") } else { own };
            variants.push_str(&format!("{own}{variant}({inner}),\n"));
            taken.push(variant);
        }
        Ok(format!(
            "{words}#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n#[serde(untagged)]\npub enum {name} {{\n{variants}}}\n\n"
        ))
    }
}
