//! The plain tree of a document, and a cursor with its JSON pointer.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;

/// A value of a document. Unlike in `serde_json::Value`, an object keeps the order in which it was written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the variants are JSON's types")]
pub enum Node {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    String(String),
    Array(Vec<Node>),
    Object(IndexMap<String, Node>),
}

impl Node {
    /// Returns the same value without its order.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Boolean(value) => (*value).into(),
            Self::Integer(value) => (*value).into(),
            Self::Number(value) => (*value).into(),
            Self::String(value) => value.as_str().into(),
            Self::Array(items) => items.iter().map(Self::to_json).collect(),
            Self::Object(members) => {
                serde_json::Value::Object(members.iter().map(|(k, v)| (k.clone(), v.to_json())).collect())
            }
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// A document that cannot be read or generated from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    /// Path of the document from the workspace's root.
    pub document: String,
    /// JSON pointer to what is wrong.
    pub pointer: String,
    /// The error, with a hint as second sentence.
    pub reason: String,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: #{}: {}", self.document, self.pointer, self.reason)
    }
}

impl std::error::Error for DocumentError {}

/// A position in a document.
#[derive(Debug, Clone)]
pub struct Cursor<'a> {
    document: &'a str,
    root: &'a Node,
    node: &'a Node,
    pointer: String,
    /// Pointers to the schemas that include this one by `allOf`.
    included: Vec<String>,
}

impl<'a> Cursor<'a> {
    /// Returns a cursor at the root.
    pub fn new(document: &'a str, root: &'a Node) -> Self {
        Self { document, root, node: root, pointer: String::new(), included: Vec::new() }
    }

    pub fn document(&self) -> &'a str {
        self.document
    }

    pub fn node(&self) -> &'a Node {
        self.node
    }

    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns an error at this position.
    pub fn refuse<T>(&self, reason: impl Into<String>) -> Result<T, DocumentError> {
        Err(DocumentError {
            document: self.document.to_owned(),
            pointer: self.pointer.clone(),
            reason: reason.into(),
        })
    }

    fn step(&self, key: &str, node: &'a Node) -> Self {
        let pointer = format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"));
        Self { document: self.document, root: self.root, node, pointer, included: self.included.clone() }
    }

    pub fn object(&self) -> Result<&'a IndexMap<String, Node>, DocumentError> {
        match self.node {
            Node::Object(members) => Ok(members),
            other => self.refuse(format!("expected an object, found {}", other.type_name())),
        }
    }

    /// Returns the field `key`, if present.
    pub fn get(&self, key: &str) -> Result<Option<Self>, DocumentError> {
        Ok(self.object()?.get(key).map(|node| self.step(key, node)))
    }

    /// Returns the field `key`, or an error if it is absent.
    pub fn require(&self, key: &str) -> Result<Self, DocumentError> {
        match self.get(key)? {
            Some(cursor) => Ok(cursor),
            None => self.refuse(format!("missing field `{key}`")),
        }
    }

    /// Returns the fields, in the order in which they were written.
    pub fn members(&self) -> Result<Vec<(&'a str, Self)>, DocumentError> {
        Ok(self.object()?.iter().map(|(key, node)| (key.as_str(), self.step(key, node))).collect())
    }

    pub fn items(&self) -> Result<Vec<Self>, DocumentError> {
        match self.node {
            Node::Array(items) => Ok(items
                .iter()
                .enumerate()
                .map(|(index, node)| self.step(&index.to_string(), node))
                .collect()),
            other => self.refuse(format!("expected an array, found {}", other.type_name())),
        }
    }

    pub fn string(&self) -> Result<&'a str, DocumentError> {
        match self.node {
            Node::String(text) => Ok(text),
            other => self.refuse(format!("expected a string, found {}", other.type_name())),
        }
    }

    pub fn boolean(&self) -> Result<bool, DocumentError> {
        match self.node {
            Node::Boolean(value) => Ok(*value),
            other => self.refuse(format!("expected a boolean, found {}", other.type_name())),
        }
    }

    pub fn integer(&self) -> Result<i64, DocumentError> {
        match self.node {
            Node::Integer(value) => Ok(*value),
            other => self.refuse(format!("expected an integer of 64 bits, found {}", other.type_name())),
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "bounds of floats are floats")]
    pub fn number(&self) -> Result<f64, DocumentError> {
        match self.node {
            Node::Integer(value) => Ok(*value as f64),
            Node::Number(value) if value.is_finite() => Ok(*value),
            other => self.refuse(format!("expected a finite number, found {}", other.type_name())),
        }
    }

    pub fn length(&self) -> Result<usize, DocumentError> {
        usize::try_from(self.integer()?)
            .or_else(|_| self.refuse("expected a length, found a negative integer"))
    }

    /// Returns an error for a field that is neither in `known` nor an extension (`x-`).
    pub fn only(&self, known: &[&str]) -> Result<(), DocumentError> {
        for (key, cursor) in self.members()? {
            if !known.contains(&key) && !key.starts_with("x-") {
                return cursor.refuse(format!("unsupported keyword `{key}`. Remove it."));
            }
        }
        Ok(())
    }

    pub fn optional_string(&self, key: &str) -> Result<String, DocumentError> {
        self.get(key)?
            .map_or(Ok(String::new()), |cursor| cursor.string().map(|text| text.trim_end().to_owned()))
    }

    pub fn optional_boolean(&self, key: &str) -> Result<bool, DocumentError> {
        self.get(key)?.map_or(Ok(false), |cursor| cursor.boolean())
    }

    /// Returns the name in a `$ref` into `#/components/KIND`; `None` without `$ref`.
    pub fn reference(&self, kind: &str) -> Result<Option<String>, DocumentError> {
        let Node::Object(members) = self.node else { return Ok(None) };
        if !members.contains_key("$ref") {
            return Ok(None);
        }
        let cursor = self.require("$ref")?;
        if members.len() > 1 {
            return cursor.refuse("`$ref` has siblings: OpenAPI 3.0 ignores them. Use `allOf`.");
        }
        let text = cursor.string()?;
        match text.strip_prefix(&format!("#/components/{kind}/")) {
            Some(name) if !name.contains('/') => Ok(Some(name.replace("~1", "/").replace("~0", "~"))),
            _ => cursor.refuse(format!("unsupported reference: expected #/components/{kind}/NAME")),
        }
    }

    /// Returns a cursor at the root.
    pub fn top(&self) -> Self {
        Self::new(self.document, self.root)
    }

    /// Resolves a reference to what becomes a part of this schema; an error if it is a part of itself.
    pub fn include(&self, kind: &str) -> Result<Self, DocumentError> {
        let mut target = self.clone().resolve(kind)?;
        if self.included.contains(&target.pointer) {
            return self.refuse("circular `allOf`: the schema is a part of itself");
        }
        target.included.push(target.pointer.clone());
        Ok(target)
    }

    /// Follows references into `#/components/KIND`; returns this position without one.
    pub fn resolve(self, kind: &str) -> Result<Self, DocumentError> {
        let mut cursor = self;
        for _ in 0..32 {
            let Some(name) = cursor.reference(kind)? else { return Ok(cursor) };
            let root = Self { included: cursor.included.clone(), ..cursor.top() };
            let target = match root.get("components")? {
                Some(components) => match components.get(kind)? {
                    Some(all) => all.get(&name)?,
                    None => None,
                },
                None => None,
            };
            cursor = match target {
                Some(target) => target,
                None => {
                    return cursor
                        .refuse(format!("dangling reference: #/components/{kind}/{name} does not exist"));
                }
            };
        }
        cursor.refuse("circular reference")
    }
}
