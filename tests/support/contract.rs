//! An API's document, read as a promise about every answer.
//!
//! Written for OpenAPI 3.0 as the documents in `openapi/` use it: each `$ref` points into its own document, and bodies
//! have one media type each.
//!
//! Deliberately not here: whether a document is well made. `cargo xtask check` says that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDateTime;
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, Method, StatusCode};
use jsonschema::{Draft, Validator};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

/// The methods that OpenAPI knows.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One API's document.
#[derive(Debug)]
pub struct Contract {
    /// The API's name, which is its file's.
    pub name: String,
    /// Every operation, in the document's order of paths.
    pub operations: Vec<Operation>,
    document: Value,
    /// What an answer looks like that belongs to no operation: the shape that every documented failure has.
    failure: Promise,
}

/// One operation of a document.
#[derive(Debug)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// Its method.
    pub method: Method,
    /// Its path, as the document writes it.
    pub path: String,
    /// Its parameters, those of its path included, with references resolved.
    pub parameters: Vec<Value>,
    /// The security schemes that a caller has to satisfy, all of them. None where anybody may call.
    pub security: Vec<Scheme>,
    /// The permissions of which a caller needs one. None where signing in is enough.
    pub permissions: Vec<String>,
    takes_body: bool,
    /// The examples of its request body: media type, name, value.
    pub request_examples: Vec<(String, String, Value)>,
    /// The schema of its request body, as the document has it: often a reference.
    pub request_schema: Option<Value>,
    /// The examples of its answers: status, name, value.
    pub response_examples: Vec<(u16, String, Value)>,
    /// The schemas of its answers that have a body, by their status.
    pub response_schemas: BTreeMap<u16, Value>,
    /// The examples of its answers' headers: status, name, value.
    pub header_examples: Vec<(u16, String, Value)>,
    responses: BTreeMap<u16, Promise>,
}

/// A security scheme, and how its credential travels.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// The header that carries the credential.
    pub header: String,
    /// What stands in front of the credential there.
    pub prefix: &'static str,
}

/// A value that a document gives as an example.
#[derive(Debug)]
pub struct Example {
    /// Where it stands: a JSON pointer.
    pub pointer: String,
    /// The example.
    pub value: Value,
    /// What its schema has against it.
    pub wrong: Vec<String>,
}

/// What is documented for one status.
#[derive(Debug)]
struct Promise {
    body: Option<BodyPromise>,
    headers: Vec<HeaderPromise>,
}

#[derive(Debug)]
struct BodyPromise {
    media_type: String,
    schema: Validator,
}

#[derive(Debug, Clone)]
struct HeaderPromise {
    name: String,
    required: bool,
    is_integer: bool,
    schema: Validator,
}

/// What was asked and answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exchange<'a> {
    pub(crate) method: &'a Method,
    /// The path below the API's mount.
    pub(crate) path: &'a str,
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// What an answer was found to be.
#[derive(Debug)]
pub(crate) struct Verdict<'a> {
    /// The operation that was called, if the request was for one.
    pub(crate) operation: Option<&'a Operation>,
    /// Each promise that is broken.
    pub(crate) wrong: Vec<String>,
}

/// Every document in `openapi/`.
pub fn contracts() -> &'static [Contract] {
    static CONTRACTS: OnceLock<Vec<Contract>> = OnceLock::new();
    CONTRACTS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi");
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path())
            .filter(|file| file.extension().is_some_and(|extension| extension == "yaml"))
            .collect();
        files.sort();
        let contracts = files.iter().map(|file| {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            Contract::parse(&name, &text)
        });
        contracts.collect()
    })
}

/// The document of one API.
pub fn contract(name: &str) -> &'static Contract {
    let found = contracts().iter().find(|contract| contract.name == name);
    found.unwrap_or_else(|| panic!("there is no openapi/{name}.yaml"))
}

impl Contract {
    /// Reads a document.
    pub fn parse(name: &str, yaml: &str) -> Self {
        let document: Value =
            serde_saphyr::from_str(yaml).unwrap_or_else(|error| panic!("openapi/{name}.yaml: {error}"));
        let reader = Reader { name, document: &document };
        let operations = reader.operations();
        let failure = reader.failure(&operations);
        Self { name: name.to_owned(), operations, failure, document }
    }

    /// A node of the document, or what it refers to.
    pub fn resolve<'a>(&'a self, node: &'a Value) -> &'a Value {
        Reader { name: &self.name, document: &self.document }.resolve(node)
    }

    /// The operation that has this id.
    pub fn operation(&self, id: &str) -> &Operation {
        let found = self.operations.iter().find(|operation| operation.id == id);
        found.unwrap_or_else(|| panic!("openapi/{}.yaml has no operation {id}", self.name))
    }

    /// The operation that a request for a path is for.
    pub(crate) fn called(&self, method: &Method, path: &str) -> Option<&Operation> {
        let path = self.find_path(path)?;
        self.operations.iter().find(|operation| operation.path == path && operation.method == *method)
    }

    /// Returns the id of the operation that a request is for.
    pub fn called_id(&self, method: &str, path: &str) -> Option<&String> {
        self.called(&method.parse().ok()?, path).map(|operation| &operation.id)
    }

    /// Holds an answer against the document.
    pub(crate) fn judge(&self, exchange: Exchange<'_>) -> Verdict<'_> {
        if !is_readable(exchange.path) {
            let statuses = [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND];
            return outside(exchange, &statuses, "this path cannot be read");
        }
        let Some(path) = self.find_path(exchange.path) else {
            return outside(exchange, &[StatusCode::NOT_FOUND], "the document has no such path");
        };
        let methods = |fits: &dyn Fn(&str) -> bool| -> BTreeSet<&str> {
            let operations = self.operations.iter().filter(|operation| fits(&operation.path));
            operations.map(|operation| operation.method.as_str()).collect()
        };
        let operation = self
            .operations
            .iter()
            .find(|operation| operation.path == path && operation.method == *exchange.method);
        let Some(operation) = operation else {
            let statuses = [StatusCode::METHOD_NOT_ALLOWED];
            let mut verdict = outside(exchange, &statuses, "the document's path has no such method");
            let documented = methods(&|other| other == path);
            verdict.wrong.extend(wrong_with_allow(exchange, &documented));
            return verdict;
        };
        let wrong = match operation.responses.get(&exchange.status.as_u16()) {
            Some(promise) => promise.wrong(exchange),
            None => vec![format!(
                "status {} is not documented for it; documented are {:?}",
                exchange.status.as_u16(),
                operation.statuses()
            )],
        };
        Verdict { operation: Some(operation), wrong }
    }

    /// Holds an answer against what a server may say that has too much to do: no document has it, so that it has the shape
    /// of the documented failures, and says when to come back.
    pub(crate) fn judge_overloaded(&self, exchange: Exchange<'_>) -> Vec<String> {
        let mut wrong = self.failure.wrong(exchange);
        let after = exchange.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let seconds: Option<u32> = after.and_then(|after| after.parse().ok());
        if seconds.is_none_or(|seconds| seconds == 0) {
            wrong.push(format!("Retry-After is {after:?}, and has to be some seconds"));
        }
        wrong
    }

    /// Returns the document's path for a request's: literals take precedence over variables, as OpenAPI requires.
    fn find_path(&self, given: &str) -> Option<&str> {
        let variables =
            |path: &str| path.split('/').map(|segment| segment.starts_with('{')).collect::<Vec<_>>();
        let fits = |path: &str| {
            path.split('/').count() == given.split('/').count()
                && path
                    .split('/')
                    .zip(given.split('/'))
                    .all(|(own, given)| own == given || (own.starts_with('{') && !given.is_empty()))
        };
        self.operations
            .iter()
            .map(|operation| operation.path.as_str())
            .filter(|path| fits(path))
            .min_by_key(|path| variables(path))
    }

    /// Every example of the document, wherever it stands, held against its schema.
    pub fn examples(&self) -> Vec<Example> {
        let mut examples = Vec::new();
        self.collect_examples(&self.document, "", &mut examples);
        examples
    }

    fn collect_examples(&self, node: &Value, pointer: &str, examples: &mut Vec<Example>) {
        match node {
            Value::Object(members) => {
                // What has a `schema` is a parameter, a header or a media type; what has no `schema` is one.
                let schema = members.get("schema").unwrap_or(node);
                let mut add = |pointer: String, value: &Value| {
                    let wrong = Reader { name: &self.name, document: &self.document }.validator(schema);
                    examples.push(Example { pointer, value: value.clone(), wrong: errors(&wrong, value) });
                };
                if let Some(value) = members.get("example") {
                    add(format!("{pointer}/example"), value);
                }
                if let Some(Value::Object(named)) = members.get("examples") {
                    for (name, example) in named {
                        add(format!("{pointer}/examples/{name}/value"), &example["value"]);
                    }
                }
                for (name, member) in members {
                    if !matches!(name.as_str(), "example" | "examples" | "default" | "enum") {
                        let name = name.replace('~', "~0").replace('/', "~1");
                        self.collect_examples(member, &format!("{pointer}/{name}"), examples);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.collect_examples(item, &format!("{pointer}/{index}"), examples);
                }
            }
            _ => {}
        }
    }
}

impl Operation {
    /// The documented statuses.
    pub fn statuses(&self) -> BTreeSet<u16> {
        self.responses.keys().copied().collect()
    }

    /// The documented statuses whose answers have a body.
    pub fn statuses_with_body(&self) -> BTreeSet<u16> {
        self.responses
            .iter()
            .filter(|(_, promise)| promise.body.is_some())
            .map(|(status, _)| *status)
            .collect()
    }

    /// Whether it has a request body.
    pub fn takes_body(&self) -> bool {
        self.takes_body
    }
}

impl Promise {
    fn wrong(&self, exchange: Exchange<'_>) -> Vec<String> {
        let mut wrong = self.wrong_with_body(exchange);
        for header in &self.headers {
            let mut values = exchange.headers.get_all(&header.name).iter();
            match (values.next(), values.next()) {
                (None, _) if header.required => wrong.push(format!("header {} is missing", header.name)),
                (None, _) => {}
                (Some(_), Some(_)) => wrong.push(format!("header {} is given more than once", header.name)),
                (Some(value), None) => {
                    let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
                    let value = match text.parse::<i64>() {
                        Ok(integer) if header.is_integer => Value::from(integer),
                        _ => Value::from(text),
                    };
                    let errors = errors(&header.schema, &value);
                    wrong.extend(errors.into_iter().map(|error| format!("header {}: {error}", header.name)));
                }
            }
        }
        wrong
    }

    fn wrong_with_body(&self, exchange: Exchange<'_>) -> Vec<String> {
        let content_type =
            exchange.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let Some(body) = &self.body else {
            let mut wrong = Vec::new();
            if let Some(content_type) = content_type {
                wrong.push(format!("no body is documented, but Content-Type is {content_type}"));
            }
            if !exchange.body.is_empty() {
                wrong.push("a body where none is documented".to_owned());
            }
            return wrong;
        };
        let mut wrong = Vec::new();
        let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
        let (essence, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
        if essence.trim() != body.media_type || !matches!(parameters.trim(), "" | "charset=utf-8") {
            wrong.push(format!("Content-Type is {content_type:?}, documented is {:?}", body.media_type));
        }
        if exchange.method == Method::HEAD {
            return wrong;
        }
        match serde_json::from_slice(exchange.body) {
            Ok(value) => wrong.extend(errors(&body.schema, &value)),
            Err(error) => wrong.push(format!("the body is not JSON: {error}")),
        }
        wrong
    }
}

fn wrong_with_status(
    exchange: Exchange<'_>,
    statuses: &[StatusCode],
    why: &str,
    mut wrong: Vec<String>,
) -> Vec<String> {
    if !statuses.contains(&exchange.status) {
        let due: Vec<_> = statuses.iter().map(StatusCode::as_str).collect();
        wrong.push(format!("{why}: status {} is due, not {}", due.join(" or "), exchange.status.as_u16()));
    }
    wrong
}

/// Judges a response to a request that is for no operation, in dropshot's own shape.
fn outside(exchange: Exchange<'_>, statuses: &[StatusCode], why: &str) -> Verdict<'static> {
    let mut wrong = Vec::new();
    let header = |name| exchange.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let content_type = header("content-type").unwrap_or_default();
    if content_type != "application/json" {
        wrong.push(format!("Content-Type is {content_type:?}, not \"application/json\""));
    }
    let id = header("x-request-id");
    if id.is_none() {
        wrong.push("header X-Request-Id is missing".to_owned());
    }
    if exchange.method != Method::HEAD {
        match serde_json::from_slice::<Value>(exchange.body) {
            Ok(body) => {
                if !body["message"].is_string() {
                    wrong.push("the body has no \"message\"".to_owned());
                }
                if body["request_id"].as_str() != id.as_deref() {
                    wrong.push("\"request_id\" differs from X-Request-Id".to_owned());
                }
            }
            Err(error) => wrong.push(format!("the body is not JSON: {error}")),
        }
    }
    Verdict { operation: None, wrong: wrong_with_status(exchange, statuses, why, wrong) }
}

/// Returns what is wrong with `Allow`. Methods that OpenAPI does not know are answered by dropshot's router, which does not
/// tell a literal from a variable and may list more.
fn wrong_with_allow(exchange: Exchange<'_>, documented: &BTreeSet<&str>) -> Option<String> {
    let values =
        exchange.headers.get_all(ALLOW).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let values: Vec<_> = values.collect();
    let allowed = values.iter().flat_map(|value| value.split(',')).map(str::trim).collect::<BTreeSet<_>>();
    let is_known = METHODS.iter().any(|method| method.eq_ignore_ascii_case(exchange.method.as_str()));
    let is_right = if is_known { allowed == *documented } else { allowed.is_superset(documented) };
    (!is_right).then(|| format!("Allow is {values:?}, documented are {documented:?}"))
}

/// Returns `true` if a path's segments are UTF-8 and none of them is `.` or `..`.
fn is_readable(path: &str) -> bool {
    path.split('/')
        .all(|segment| segment != "." && segment != ".." && percent_decode_str(segment).decode_utf8().is_ok())
}

fn errors(schema: &Validator, value: &Value) -> Vec<String> {
    let at = |pointer: String| if pointer.is_empty() { String::new() } else { format!("{pointer}: ") };
    schema
        .iter_errors(value)
        .map(|error| format!("{}{error}", at(error.instance_path().to_string())))
        .collect()
}

/// Reads one document; whatever is missing or odd in it ends the tests with the place named.
struct Reader<'a> {
    name: &'a str,
    document: &'a Value,
}

impl<'a> Reader<'a> {
    fn resolve(&self, node: &'a Value) -> &'a Value {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else { return node };
        let target = reference.strip_prefix('#').and_then(|pointer| self.document.pointer(pointer));
        let target =
            target.unwrap_or_else(|| panic!("openapi/{}.yaml: {reference} points nowhere", self.name));
        self.resolve(target)
    }

    fn members(node: Option<&'a Value>) -> impl Iterator<Item = (&'a String, &'a Value)> {
        node.and_then(Value::as_object).into_iter().flatten()
    }

    fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (path, item) in Self::members(self.document.get("paths")) {
            let item = self.resolve(item);
            for (method, operation) in Self::members(Some(item)) {
                if METHODS.contains(&method.as_str()) {
                    operations.push(self.operation(path, item, method, operation));
                }
            }
        }
        assert!(!operations.is_empty(), "openapi/{}.yaml has no operations", self.name);
        operations
    }

    fn operation(&self, path: &str, item: &'a Value, method: &str, node: &'a Value) -> Operation {
        let method = method.to_ascii_uppercase();
        let place = format!("openapi/{}.yaml: {method} {path}", self.name);
        let id = node["operationId"].as_str().unwrap_or_else(|| panic!("{place} has no operationId"));
        let parameters = [item, node].into_iter().filter_map(|node| node["parameters"].as_array()).flatten();
        let mut operation = Operation {
            id: id.to_owned(),
            method: method.parse().unwrap_or_else(|error| panic!("{place}: {error}")),
            path: path.to_owned(),
            parameters: parameters.map(|parameter| self.resolve(parameter).clone()).collect(),
            security: self.security(node, &place),
            permissions: strings(&node["x-required-permissions"]),
            takes_body: node.get("requestBody").is_some(),
            request_examples: Vec::new(),
            request_schema: None,
            response_examples: Vec::new(),
            response_schemas: BTreeMap::new(),
            header_examples: Vec::new(),
            responses: BTreeMap::new(),
        };
        if let Some(body) = node.get("requestBody") {
            for (media_type, content) in Self::members(self.resolve(body).get("content")) {
                operation.request_schema = content.get("schema").cloned();
                let examples = self.examples_of(content).into_iter();
                operation
                    .request_examples
                    .extend(examples.map(|(name, value)| (media_type.clone(), name, value)));
            }
        }
        for (status, response) in Self::members(node.get("responses")) {
            let status = status.parse().unwrap_or_else(|_| panic!("{place}: {status} is no status"));
            let response = self.resolve(response);
            for (_, content) in Self::members(response.get("content")) {
                let examples = self.examples_of(content).into_iter();
                operation.response_examples.extend(examples.map(|(name, value)| (status, name, value)));
                operation.response_schemas.insert(status, content["schema"].clone());
            }
            for (name, header) in Self::members(response.get("headers")) {
                if let Some(example) = self.resolve(header).get("example") {
                    operation.header_examples.push((status, name.clone(), example.clone()));
                }
            }
            operation.responses.insert(status, self.promise(&place, response));
        }
        operation
    }

    fn security(&self, operation: &'a Value, place: &str) -> Vec<Scheme> {
        let own = operation.get("security").or_else(|| self.document.get("security"));
        let alternatives = own.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        assert!(alternatives.len() <= 1, "{place}: one of several ways to sign in is not understood");
        let names = Self::members(alternatives.first()).map(|(name, _)| name);
        names.map(|name| self.scheme(name, place)).collect()
    }

    fn scheme(&self, name: &str, place: &str) -> Scheme {
        let scheme = &self.document["components"]["securitySchemes"][name];
        let (header, prefix) =
            match (scheme["type"].as_str(), scheme["scheme"].as_str(), scheme["in"].as_str()) {
                (Some("http"), Some("bearer"), _) | (Some("oauth2"), ..) => ("authorization", "Bearer "),
                (Some("apiKey"), _, Some("header")) => (scheme["name"].as_str().unwrap_or_default(), ""),
                _ => panic!("{place}: how does {name} travel? {scheme}"),
            };
        Scheme { name: name.to_owned(), header: header.to_owned(), prefix }
    }

    fn examples_of(&self, content: &'a Value) -> Vec<(String, Value)> {
        let single = content.get("example").map(|value| ("example".to_owned(), value.clone()));
        let named = Self::members(content.get("examples"))
            .map(|(name, example)| (name.clone(), self.resolve(example)["value"].clone()));
        single.into_iter().chain(named).collect()
    }

    fn promise(&self, place: &str, response: &'a Value) -> Promise {
        let mut contents = Self::members(response.get("content"));
        let body = contents.next().map(|(media_type, content)| BodyPromise {
            media_type: media_type.clone(),
            schema: self.validator(&content["schema"]),
        });
        assert!(contents.next().is_none(), "{place}: one status has bodies of several media types");
        let headers = Self::members(response.get("headers"));
        Promise {
            body,
            headers: headers.map(|(name, header)| self.header(name, self.resolve(header))).collect(),
        }
    }

    fn header(&self, name: &str, header: &'a Value) -> HeaderPromise {
        HeaderPromise {
            name: name.to_owned(),
            required: header["required"] == true,
            is_integer: self.resolve(&header["schema"])["type"] == "integer",
            schema: self.validator(&header["schema"]),
        }
    }

    /// The body that most documented failures have, and the headers that every answer carries.
    fn failure(&self, operations: &[Operation]) -> Promise {
        let mut shapes: Vec<(&Value, usize)> = Vec::new();
        for (_, item) in Self::members(self.document.get("paths")) {
            for (_, operation) in Self::members(Some(self.resolve(item))) {
                let failures =
                    Self::members(operation.get("responses")).filter(|(status, _)| status.starts_with('4'));
                for node in failures.map(|(_, response)| self.resolve(response)) {
                    let Some(content) = node.get("content") else { continue };
                    let schema = |content: &Value| {
                        content.as_object().and_then(|all| all.values().next()).map(|m| m["schema"].clone())
                    };
                    match shapes
                        .iter_mut()
                        .find(|(other, _)| other.get("content").and_then(schema) == schema(content))
                    {
                        Some((_, count)) => *count += 1,
                        None => shapes.push((node, 1)),
                    }
                }
            }
        }
        let node = shapes.into_iter().max_by_key(|(_, count)| *count).map(|(node, _)| node);
        let node = node.unwrap_or_else(|| panic!("openapi/{}.yaml documents no failure", self.name));
        let mut promise = self.promise(&format!("openapi/{}.yaml", self.name), node);
        let everywhere = |name: &str| {
            let mut promises = operations.iter().flat_map(|operation| operation.responses.values());
            promises
                .all(|promise| promise.headers.iter().any(|header| header.required && header.name == name))
        };
        promise.headers.retain(|header| everywhere(&header.name));
        promise
    }

    /// A judge of values by one schema of the document.
    fn validator(&self, schema: &Value) -> Validator {
        let schemas = Self::members(self.document.pointer("/components/schemas"));
        let schemas: Map<_, _> = schemas.map(|(name, schema)| (name.clone(), json_schema(schema))).collect();
        let mut root = json_schema(schema);
        root["components"] = json!({ "schemas": schemas });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("sql-date-time", |text: &str| {
                text.len() == 19 && NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").is_ok()
            })
            .build(&root)
            .unwrap_or_else(|error| panic!("openapi/{}.yaml: {error}: {schema}", self.name))
    }
}

/// The strings of a list; none where there is no list.
fn strings(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items.map(|item| item.as_str().unwrap_or_else(|| panic!("{item} is no string")).to_owned()).collect()
}

/// A schema of OpenAPI 3.0 in the words of JSON Schema 2020-12.
fn json_schema(schema: &Value) -> Value {
    let Some(members) = schema.as_object() else { return schema.clone() };
    // In OpenAPI 3.0, what stands beside a reference does not count.
    if let Some(reference) = members.get("$ref") {
        return json!({ "$ref": reference });
    }
    let mut converted = Map::new();
    for (keyword, value) in members {
        let value = match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                properties.iter().map(|(name, schema)| (name.clone(), json_schema(schema))).collect()
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => schemas.iter().map(json_schema).collect(),
            ("items" | "not" | "additionalProperties", schema) => json_schema(schema),
            ("nullable" | "example" | "discriminator" | "xml" | "externalDocs" | "deprecated", _) => continue,
            (_, value) => value.clone(),
        };
        converted.insert(keyword.clone(), value);
    }
    for (exclusive, inclusive) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match converted.get(exclusive) {
            Some(Value::Bool(true)) => {
                let bound =
                    converted.remove(inclusive).unwrap_or_else(|| panic!("{exclusive} without {inclusive}"));
                converted.insert(exclusive.to_owned(), bound);
            }
            Some(Value::Bool(false)) => {
                converted.remove(exclusive);
            }
            _ => {}
        }
    }
    if members.get("nullable") != Some(&Value::Bool(true)) {
        return Value::Object(converted);
    }
    match converted.get_mut("type") {
        Some(kind) => {
            *kind = json!([kind, "null"]);
            Value::Object(converted)
        }
        None => json!({ "anyOf": [converted, { "type": "null" }] }),
    }
}
