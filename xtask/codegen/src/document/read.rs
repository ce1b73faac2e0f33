//! Reads a whole document: operations, parameters, bodies, responses, security.

use std::sync::Arc;

use http::Method;
use indexmap::IndexMap;

use super::model::{Document, Scheme, SchemeKind};
use super::node::{Cursor, DocumentError, Node};
use super::{
    Body, Format, Header, Kind, METHODS, MediaType, Operation, Parameter, ParameterLocation, Response,
    Schema, Schemas, schema,
};
use crate::names::snake;

/// Reads the document `openapi/NAME.yaml`, and returns it with its plain tree.
pub fn read(name: &str, text: &str) -> Result<(Document, Node), DocumentError> {
    read_file(&format!("openapi/{name}.yaml"), name, text)
}

/// Reads the document of the API `name`. `file` is the path that errors and generated code show.
pub fn read_file(file: &str, name: &str, text: &str) -> Result<(Document, Node), DocumentError> {
    let root: Node = serde_saphyr::from_str(text).map_err(|error| DocumentError {
        document: file.to_owned(),
        pointer: String::new(),
        reason: format!("invalid YAML: {error}"),
    })?;
    let document = read_root(name, &Cursor::new(file, &root))?;
    Ok((document, root))
}

fn read_root(name: &str, root: &Cursor<'_>) -> Result<Document, DocumentError> {
    root.only(&["openapi", "info", "servers", "tags", "security", "paths", "components", "externalDocs"])?;
    own_formats(root)?;
    let version = root.require("openapi")?;
    if !version.string()?.starts_with("3.0.") {
        return version.refuse("unsupported version: expected OpenAPI 3.0");
    }
    let info = root.require("info")?;
    info.only(&["title", "description", "version", "contact", "license", "termsOfService"])?;
    let mut schemas = Vec::new();
    let mut security_schemes = IndexMap::new();
    if let Some(components) = root.get("components")? {
        components.only(&[
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
        ])?;
        for (_, kind) in components.members()? {
            for (name, cursor) in kind.members()? {
                let is_known = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
                if !name.contains(|c: char| c.is_ascii_alphanumeric()) || !name.chars().all(is_known) {
                    return cursor.refuse(
                        "invalid name: expected letters, digits, `.`, `-` and `_`, with a letter or a digit",
                    );
                }
            }
        }
        for (name, cursor) in members(&components, "schemas")? {
            schemas.push((name.to_owned(), schema::read(&cursor)?));
        }
        for (name, cursor) in members(&components, "securitySchemes")? {
            security_schemes.insert(name.to_owned(), scheme(&cursor)?);
        }
    }
    let schemas: Arc<Schemas> = Arc::new(schemas.into_iter().collect());
    let shared = Shared { schemas: &schemas, schemes: &security_schemes };
    let mut operations: Vec<Operation> = Vec::new();
    let default_security = root.get("security")?;
    for (path, item) in root.require("paths")?.members()? {
        item.only(&[&METHODS[..], &["summary", "description", "parameters"]].concat())?;
        for method in METHODS {
            if let Some(cursor) = item.get(method)? {
                let security = cursor.get("security")?.or_else(|| default_security.clone());
                let operation = operation(&cursor, &item, method, path, security, &shared)?;
                if operations.iter().any(|other| snake(&other.id) == snake(&operation.id)) {
                    return cursor
                        .require("operationId")?
                        .refuse(format!("duplicate operation id `{}`", operation.id));
                }
                operations.push(operation);
            }
        }
    }
    check_schemas(root, &schemas, &operations)?;
    Ok(Document {
        file: root.document().to_owned(),
        name: name.to_owned(),
        title: info.require("title")?.string()?.to_owned(),
        description: info.optional_string("description")?,
        operations,
        schemas,
        schemes: security_schemes,
    })
}

/// What the operations of a document share.
struct Shared<'a> {
    schemas: &'a Arc<Schemas>,
    schemes: &'a IndexMap<String, Scheme>,
}

/// Checks what takes all schemas of a document to check.
fn check_schemas(
    root: &Cursor<'_>,
    schemas: &Schemas,
    operations: &[Operation],
) -> Result<(), DocumentError> {
    if let Some(components) = root.get("components")? {
        for (name, cursor) in members(&components, "schemas")? {
            schema::check_recursion(&cursor, schemas, name)?;
        }
    }
    let of_operations = operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.schema);
        let body = operation.body.iter().map(|body| &body.schema);
        let responses = operation.responses.iter().flat_map(|response| {
            response.body.iter().chain(response.headers.iter().map(|header| &header.schema))
        });
        parameters.chain(body).chain(responses)
    });
    let mut all = schemas.iter().map(|(_, schema)| schema).chain(of_operations);
    all.try_for_each(|schema| schema::check_defaults(root.document(), schemas, schema))
}

/// Reads `x-formats`: formats of the document's own, each with a description.
fn own_formats(root: &Cursor<'_>) -> Result<(), DocumentError> {
    for (name, description) in members(root, "x-formats")? {
        if Format::known(name).is_some() {
            return description.refuse(format!("`{name}` is a known format. Remove it from `x-formats`."));
        }
        if description.string()?.trim().is_empty() {
            return description.refuse("empty description of a format");
        }
    }
    Ok(())
}

fn members<'a>(cursor: &Cursor<'a>, key: &str) -> Result<Vec<(&'a str, Cursor<'a>)>, DocumentError> {
    cursor.get(key)?.map_or(Ok(Vec::new()), |members| members.members())
}

fn scheme(cursor: &Cursor<'_>) -> Result<Scheme, DocumentError> {
    let description = cursor.optional_string("description")?;
    let kind = cursor.require("type")?;
    let kind = match kind.string()? {
        "http" => match cursor.require("scheme")? {
            scheme if scheme.string()?.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
            scheme => return scheme.refuse("unsupported http scheme: expected `bearer`"),
        },
        "oauth2" => SchemeKind::Bearer,
        "apiKey" => match cursor.require("in")? {
            place if place.string()? == "header" => {
                SchemeKind::ApiKey { header: header_name(&cursor.require("name")?)?.to_ascii_lowercase() }
            }
            place => return place.refuse("unsupported location of a key: expected `header`"),
        },
        other => {
            return kind
                .refuse(format!("unsupported security scheme `{other}`: expected apiKey, http or oauth2"));
        }
    };
    Ok(Scheme { description, kind })
}

fn operation(
    cursor: &Cursor<'_>,
    item: &Cursor<'_>,
    method: &str,
    path: &str,
    security: Option<Cursor<'_>>,
    shared: &Shared<'_>,
) -> Result<Operation, DocumentError> {
    cursor.only(&[
        "operationId",
        "tags",
        "summary",
        "description",
        "parameters",
        "requestBody",
        "responses",
        "security",
        "deprecated",
        "externalDocs",
    ])?;
    let id = cursor.require("operationId")?;
    if !id.string()?.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return id.refuse("unsupported operation id: expected a letter at its start");
    }
    let tags = cursor.require("tags")?.items()?;
    let [tag] = tags.as_slice() else { return cursor.require("tags")?.refuse("expected one tag") };
    let security = match security {
        Some(security) => required_schemes(&security, shared.schemes)?,
        None => Vec::new(),
    };
    let permissions = match cursor.get("x-required-permissions")? {
        Some(permissions) => {
            if security.is_empty() {
                return permissions.refuse("permissions without a caller: the operation has no `security`");
            }
            permissions
                .items()?
                .iter()
                .map(|item| item.string().map(ToOwned::to_owned))
                .collect::<Result<_, _>>()?
        }
        None => Vec::new(),
    };
    let conditional_permissions = match cursor.get("x-conditional-permissions")? {
        Some(permissions) => permissions
            .items()?
            .iter()
            .map(|item| item.string().map(ToOwned::to_owned))
            .collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let operation = Operation {
        challenge: challenge(&security, shared.schemes),
        schemas: Arc::clone(shared.schemas),
        pointer: cursor.pointer().to_owned(),
        id: id.string()?.to_owned(),
        method: Method::from_bytes(method.to_ascii_uppercase().as_bytes()).unwrap_or_default(),
        path: path.to_owned(),
        tag: tag.string()?.to_owned(),
        summary: cursor.optional_string("summary")?,
        description: cursor.optional_string("description")?,
        parameters: parameters(cursor, item, path, shared.schemas)?,
        body: cursor.get("requestBody")?.map(request_body).transpose()?,
        security,
        permissions,
        conditional_permissions,
        responses: responses(&cursor.require("responses")?)?,
    };
    if operation.responses.iter().all(|response| response.status >= 400) {
        return cursor.require("responses")?.refuse("no success is documented");
    }
    Ok(operation)
}

/// Returns what `WWW-Authenticate` says on a 401.
fn challenge(security: &[String], schemes: &IndexMap<String, Scheme>) -> String {
    let mut challenges: Vec<String> = Vec::new();
    // An operation that takes credentials in its body challenges with the scheme that it opens.
    let opened = schemes.keys().take(usize::from(security.is_empty()));
    for name in security.iter().chain(opened) {
        let challenge = match schemes.get(name).map(|scheme| &scheme.kind) {
            Some(SchemeKind::ApiKey { header }) => format!("ApiKey header=\"{header}\""),
            _ => "Bearer".to_owned(),
        };
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    challenges.join(", ")
}

fn required_schemes(
    security: &Cursor<'_>,
    schemes: &IndexMap<String, Scheme>,
) -> Result<Vec<String>, DocumentError> {
    let alternatives = security.items()?;
    match alternatives.as_slice() {
        [] => Ok(Vec::new()),
        [all] => {
            let mut names = Vec::new();
            for (name, cursor) in all.members()? {
                if !schemes.contains_key(name) {
                    return cursor.refuse(format!(
                        "dangling reference: #/components/securitySchemes/{name} does not exist"
                    ));
                }
                names.push(name.to_owned());
            }
            Ok(names)
        }
        _ => security.refuse("unsupported alternatives: expected one requirement"),
    }
}

fn parameters(
    operation: &Cursor<'_>,
    item: &Cursor<'_>,
    path: &str,
    schemas: &Schemas,
) -> Result<Vec<Parameter>, DocumentError> {
    let mut all: Vec<Parameter> = Vec::new();
    for list in [item.get("parameters")?, operation.get("parameters")?].into_iter().flatten() {
        for cursor in list.items()? {
            let parameter = parameter(&cursor.resolve("parameters")?, schemas)?;
            // An operation's own parameter overrides the path's.
            all.retain(|other| other.name != parameter.name || other.place != parameter.place);
            all.push(parameter);
        }
    }
    let variables = variables(path, item)?;
    for variable in &variables {
        if !all
            .iter()
            .any(|parameter| parameter.place == ParameterLocation::Path && parameter.name == *variable)
        {
            return operation.refuse(format!("path variable `{variable}` has no parameter"));
        }
    }
    for parameter in &all {
        if parameter.place == ParameterLocation::Path && !variables.contains(&parameter.name) {
            return operation.refuse(format!("parameter `{}` is not in the path", parameter.name));
        }
    }
    // Path, query, headers.
    all.sort_by_key(|parameter| parameter.place as u8);
    Ok(all)
}

fn variables(path: &str, item: &Cursor<'_>) -> Result<Vec<String>, DocumentError> {
    if !path.starts_with('/') {
        return item.refuse("invalid path: expected `/` at its start");
    }
    let mut variables = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(name) if !name.is_empty() && !name.contains(['{', '}']) => {
                if variables.iter().any(|other| other == name) {
                    return item.refuse(format!("duplicate path variable `{name}`"));
                }
                variables.push(name.to_owned());
            }
            None if !segment.contains(['{', '}']) && (!segment.is_empty() || path == "/") => {}
            _ => {
                return item.refuse(format!(
                    "unsupported path segment `{segment}`: a variable has to be a whole segment"
                ));
            }
        }
    }
    Ok(variables)
}

fn parameter(cursor: &Cursor<'_>, schemas: &Schemas) -> Result<Parameter, DocumentError> {
    cursor.only(&[
        "name",
        "in",
        "description",
        "required",
        "deprecated",
        "schema",
        "style",
        "explode",
        "example",
        "examples",
    ])?;
    let place = cursor.require("in")?;
    let place = match place.string()? {
        "path" => ParameterLocation::Path,
        "query" => ParameterLocation::Query,
        "header" => ParameterLocation::Header,
        other => {
            return place.refuse(format!("unsupported location `{other}`: expected header, path or query"));
        }
    };
    let style = if place == ParameterLocation::Query { "form" } else { "simple" };
    if let Some(given) = cursor.get("style")?
        && given.string()? != style
    {
        return given.refuse(format!("unsupported style: expected `{style}`"));
    }
    let required = cursor.optional_boolean("required")?;
    if place == ParameterLocation::Path && !required {
        return cursor.refuse("a path parameter has to be `required: true`");
    }
    let schema = schema::read(&cursor.require("schema")?)?;
    match schemas.resolve(&schema).kind {
        Kind::Array { .. } if place != ParameterLocation::Query => {
            return cursor.require("schema")?.refuse("unsupported list: only the query can hold lists");
        }
        Kind::Object { .. } => {
            return cursor.require("schema")?.refuse("unsupported object: parameters are scalars or lists");
        }
        _ => {}
    }
    let explode = match cursor.get("explode")? {
        Some(explode) => explode.boolean()?,
        None => place == ParameterLocation::Query,
    };
    let name = cursor.require("name")?;
    let name =
        if place == ParameterLocation::Header { header_name(&name)? } else { name.string()?.to_owned() };
    Ok(Parameter {
        pointer: cursor.pointer().to_owned(),
        field: snake(&name),
        name,
        place,
        required,
        explode,
        description: cursor.optional_string("description")?,
        schema,
    })
}

fn request_body(cursor: Cursor<'_>) -> Result<Body, DocumentError> {
    let cursor = cursor.resolve("requestBodies")?;
    cursor.only(&["description", "content", "required"])?;
    let (media_type, media) = one_media_type(&cursor.require("content")?)?;
    let media_type = match media_type.as_str() {
        "application/json" => MediaType::Json,
        "application/x-www-form-urlencoded" => MediaType::Form,
        other => return media.refuse(format!("unsupported request body: {other}")),
    };
    Ok(Body {
        description: cursor.optional_string("description")?,
        required: cursor.optional_boolean("required")?,
        media_type,
        schema: schema::read(&media.require("schema")?)?,
    })
}

fn one_media_type<'a>(content: &Cursor<'a>) -> Result<(String, Cursor<'a>), DocumentError> {
    let mut all = content.members()?;
    if all.len() != 1 {
        return content.refuse("expected one media type");
    }
    let (media_type, media) = all.remove(0);
    media.only(&["schema", "example", "examples"])?;
    Ok((media_type.to_owned(), media))
}

fn responses(cursor: &Cursor<'_>) -> Result<Vec<Response>, DocumentError> {
    let mut all = Vec::new();
    for (status, response) in cursor.members()? {
        let Some(status) = status.parse().ok().filter(|status| (200..600).contains(status)) else {
            return response.refuse(
                "unsupported status: expected one from 200 to 599. List each status instead of `default` or a range.",
            );
        };
        all.push(self::response(status, &response.resolve("responses")?)?);
    }
    all.sort_by_key(|response| response.status);
    Ok(all)
}

fn response(status: u16, cursor: &Cursor<'_>) -> Result<Response, DocumentError> {
    cursor.only(&["description", "headers", "content", "links"])?;
    let mut headers = Vec::new();
    for (name, header) in members(cursor, "headers")? {
        is_header_name(&header, name)?;
        let header = header.resolve("headers")?;
        header.only(&[
            "description",
            "required",
            "deprecated",
            "schema",
            "style",
            "explode",
            "example",
            "examples",
        ])?;
        let schema = schema::read(&header.require("schema")?)?;
        if matches!(schema.kind, Kind::Array { .. } | Kind::Object { .. }) {
            return header.refuse("unsupported response header: lists and objects");
        }
        headers.push(Header {
            name: name.to_owned(),
            description: header.optional_string("description")?,
            required: header.optional_boolean("required")?,
            set_by_server: header.optional_boolean("x-set-by-server")?,
            schema,
        });
    }
    let (media_type, body) = match cursor.get("content")? {
        None => (String::new(), None),
        Some(content) => {
            let (media_type, media) = one_media_type(&content)?;
            if media_type != "application/json" && !media_type.ends_with("+json") {
                return media.refuse(format!("unsupported response body: {media_type}"));
            }
            let schema: Schema = schema::read(&media.require("schema")?)?;
            (media_type, Some(schema))
        }
    };
    if body.is_some() && [204, 205, 304].contains(&status) {
        return cursor.refuse(format!("a {status} response has no body"));
    }
    Ok(Response {
        pointer: cursor.pointer().to_owned(),
        status,
        description: cursor.require("description")?.string()?.trim_end().to_owned(),
        media_type,
        body,
        headers,
    })
}

fn header_name(cursor: &Cursor<'_>) -> Result<String, DocumentError> {
    let name = cursor.string()?;
    is_header_name(cursor, name)?;
    Ok(name.to_owned())
}

fn is_header_name(cursor: &Cursor<'_>, name: &str) -> Result<(), DocumentError> {
    match http::HeaderName::from_bytes(name.as_bytes()) {
        Ok(_) => Ok(()),
        Err(_) => cursor.refuse(format!("invalid header name {name:?}: expected letters, digits and `-`")),
    }
}
