//! Reads a whole document: operations, parameters, bodies, responses, security.

use indexmap::IndexMap;

use super::model::{
    Body, Document, Header, Kind, Operation, Parameter, ParameterLocation, Response, Schema, Scheme,
    SchemeKind,
};
use super::node::{Cursor, DocumentError, Node};
use super::schema;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Reads the document of the API `name` from its text.
pub fn read(name: &str, text: &str) -> Result<(Document, Node), DocumentError> {
    let file = format!("openapi/{name}.yaml");
    let root: Node = serde_saphyr::from_str(text).map_err(|error| DocumentError {
        document: file.clone(),
        pointer: String::new(),
        reason: format!("is not YAML: {error}"),
    })?;
    let document = read_root(name, &Cursor::new(&file, &root))?;
    Ok((document, root))
}

fn read_root(name: &str, root: &Cursor<'_>) -> Result<Document, DocumentError> {
    root.only(&["openapi", "info", "servers", "tags", "security", "paths", "components", "externalDocs"])?;
    own_formats(root)?;
    let version = root.require("openapi")?;
    if !version.string()?.starts_with("3.0.") {
        return version.refuse("only OpenAPI 3.0 is supported");
    }
    let info = root.require("info")?;
    info.only(&["title", "description", "version", "contact", "license", "termsOfService"])?;
    let mut schemas = IndexMap::new();
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
                        "OpenAPI allows letters, digits, `.`, `-` and `_` in this name, and it needs a letter or a digit",
                    );
                }
            }
        }
        for (name, cursor) in members(&components, "schemas")? {
            schemas.insert(name.to_owned(), schema::read(&cursor)?);
        }
        for (name, cursor) in members(&components, "securitySchemes")? {
            security_schemes.insert(name.to_owned(), scheme(&cursor)?);
        }
    }
    let mut operations = Vec::new();
    let default_security = root.get("security")?;
    for (path, item) in root.require("paths")?.members()? {
        item.only(&[&METHODS[..], &["summary", "description", "parameters"]].concat())?;
        for method in METHODS {
            if let Some(cursor) = item.get(method)? {
                let security = cursor.get("security")?.or_else(|| default_security.clone());
                operations.push(operation(&cursor, &item, method, path, security, &security_schemes)?);
            }
        }
    }
    for (index, operation) in operations.iter().enumerate() {
        if operations[..index].iter().any(|other| other.id == operation.id) {
            return root.get("paths")?.map_or(root.refuse(""), |paths| {
                paths.refuse(format!("two operations are called `{}`", operation.id))
            });
        }
    }
    Ok(Document {
        name: name.to_owned(),
        title: info.require("title")?.string()?.to_owned(),
        description: info.optional_string("description")?,
        operations,
        schemas,
        schemes: security_schemes,
    })
}

/// A format under `x-formats` has a name that the server does not know, and says what it is.
fn own_formats(root: &Cursor<'_>) -> Result<(), DocumentError> {
    for (name, description) in members(root, "x-formats")? {
        if schema::STRING_FORMATS.contains(&name) {
            return description.refuse(format!("the server knows the format `{name}`: leave it out here"));
        }
        if description.string()?.trim().is_empty() {
            return description.refuse("say what the format is");
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
            scheme => return scheme.refuse("only the http scheme `bearer` is supported"),
        },
        "oauth2" => SchemeKind::Bearer,
        "apiKey" => match cursor.require("in")? {
            place if place.string()? == "header" => {
                SchemeKind::ApiKey { header: header_name(&cursor.require("name")?)?.to_ascii_lowercase() }
            }
            place => return place.refuse("only keys in a header are supported: others end up in logs"),
        },
        other => return kind.refuse(format!("security schemes of type `{other}` are not supported")),
    };
    Ok(Scheme { description, kind })
}

fn operation(
    cursor: &Cursor<'_>,
    item: &Cursor<'_>,
    method: &str,
    path: &str,
    security: Option<Cursor<'_>>,
    schemes: &IndexMap<String, Scheme>,
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
    if !is_snake_case(id.string()?) {
        return id.refuse("names a method of a trait: write it in snake case, from a letter on");
    }
    let tags = cursor.require("tags")?.items()?;
    let [tag] = tags.as_slice() else { return cursor.require("tags")?.refuse("give one tag") };
    let security = match security {
        Some(security) => required_schemes(&security, schemes)?,
        None => Vec::new(),
    };
    let permissions = match cursor.get("x-required-permissions")? {
        Some(permissions) => {
            if security.is_empty() {
                return permissions.refuse("asks for a permission of a caller that no security scheme tells");
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
        pointer: cursor.pointer().to_owned(),
        id: id.string()?.to_owned(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        tag: tag.string()?.to_owned(),
        summary: cursor.optional_string("summary")?,
        description: cursor.optional_string("description")?,
        parameters: parameters(cursor, item, path)?,
        body: cursor.get("requestBody")?.map(request_body).transpose()?,
        security,
        permissions,
        conditional_permissions,
        responses: responses(&cursor.require("responses")?)?,
    };
    promises_what_the_server_will_answer(cursor, &operation)?;
    Ok(operation)
}

/// What the server refuses by itself has to be documented: without that, a caller meets a status that the document does
/// not list.
fn promises_what_the_server_will_answer(
    cursor: &Cursor<'_>,
    operation: &Operation,
) -> Result<(), DocumentError> {
    let responses = cursor.require("responses")?;
    let documents = |status: u16| operation.responses.iter().any(|response| response.status == status);
    let checked = |place| operation.parameters.iter().any(|parameter| parameter.place == place);
    if !operation.responses.iter().any(|response| response.status < 400) {
        return responses.refuse("no success is documented");
    }
    if !operation.security.is_empty() && !documents(401) {
        return responses
            .refuse("401 is missing: the operation has `security`, and a credential can be wrong");
    }
    if !operation.permissions.is_empty() && !documents(403) {
        return responses
            .refuse("403 is missing: the operation has `x-required-permissions`, and they can be lacking");
    }
    if (operation.body.is_some() || checked(ParameterLocation::Query) || checked(ParameterLocation::Header))
        && !documents(400)
        && !documents(422)
    {
        return responses
            .refuse("400 is missing: the operation takes a body or parameters, and they can be wrong");
    }
    if checked(ParameterLocation::Path) && !documents(400) && !documents(404) && !documents(422) {
        return responses.refuse("400 or 404 is missing: the path has parameters, and they can be wrong");
    }
    Ok(())
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
                    return cursor.refuse(format!("#/components/securitySchemes/{name} does not exist"));
                }
                names.push(name.to_owned());
            }
            Ok(names)
        }
        _ => security.refuse(
            "alternatives are not supported: give one requirement, with all the schemes that it takes",
        ),
    }
}

fn parameters(
    operation: &Cursor<'_>,
    item: &Cursor<'_>,
    path: &str,
) -> Result<Vec<Parameter>, DocumentError> {
    let mut all: Vec<Parameter> = Vec::new();
    for list in [item.get("parameters")?, operation.get("parameters")?].into_iter().flatten() {
        for cursor in list.items()? {
            let parameter = parameter(&cursor.resolve("parameters")?)?;
            // An operation's own parameter stands in for the path's.
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
            return operation.refuse(format!("the path has `{{{variable}}}`, and no parameter describes it"));
        }
    }
    for parameter in &all {
        if parameter.place == ParameterLocation::Path && !variables.contains(&parameter.name) {
            return operation.refuse(format!("the parameter `{}` is not in the path", parameter.name));
        }
    }
    // In the order in which a reader meets them: path, query, headers.
    all.sort_by_key(|parameter| parameter.place as u8);
    Ok(all)
}

fn variables(path: &str, item: &Cursor<'_>) -> Result<Vec<String>, DocumentError> {
    if !path.starts_with('/') {
        return item.refuse("a path begins with `/`");
    }
    let mut variables = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(name) if !name.is_empty() && !name.contains(['{', '}']) => {
                if variables.iter().any(|other| other == name) {
                    return item.refuse(format!("`{{{name}}}` stands in the path twice"));
                }
                variables.push(name.to_owned());
            }
            None if !segment.contains(['{', '}']) && (!segment.is_empty() || path == "/") => {}
            _ => {
                return item
                    .refuse(format!("a variable takes a whole segment of the path, `{segment}` does not"));
            }
        }
    }
    Ok(variables)
}

fn parameter(cursor: &Cursor<'_>) -> Result<Parameter, DocumentError> {
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
        other => return place.refuse(format!("parameters in a {other} are not supported")),
    };
    let style = if place == ParameterLocation::Query { "form" } else { "simple" };
    if let Some(given) = cursor.get("style")?
        && given.string()? != style
    {
        return given.refuse(format!("only the style `{style}` is supported here"));
    }
    let required = cursor.optional_boolean("required")?;
    if place == ParameterLocation::Path && !required {
        return cursor.refuse("a parameter in the path needs `required: true`");
    }
    let schema = schema::read(&cursor.require("schema")?)?;
    if place != ParameterLocation::Query && matches!(schema.kind, Kind::Array { .. } | Kind::Object { .. }) {
        return cursor.require("schema")?.refuse("only the query takes lists, and nothing takes objects");
    }
    if matches!(schema.kind, Kind::Object { .. }) {
        return cursor.require("schema")?.refuse("parameters that are objects are not supported");
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
    let form = match media_type.as_str() {
        "application/json" => false,
        "application/x-www-form-urlencoded" => true,
        other => return media.refuse(format!("request bodies of {other} are not supported")),
    };
    Ok(Body {
        description: cursor.optional_string("description")?,
        required: cursor.optional_boolean("required")?,
        form,
        schema: schema::read(&media.require("schema")?)?,
    })
}

fn one_media_type<'a>(content: &Cursor<'a>) -> Result<(String, Cursor<'a>), DocumentError> {
    let mut all = content.members()?;
    if all.len() != 1 {
        return content.refuse("give one media type: choosing between several is not supported");
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
                "list each status by itself, from 200 to 599: `default` and ranges leave open what a caller has to expect",
            );
        };
        all.push(self::response(status, &response.resolve("responses")?)?);
    }
    all.sort_by_key(|response| response.status);
    one_schema(cursor, all.iter().filter(|response| response.status >= 400), "failures")?;
    Ok(all)
}

/// dropshot and progenitor know one error schema an operation, and so does a caller who handles errors in one place.
fn one_schema<'a>(
    cursor: &Cursor<'_>,
    responses: impl Iterator<Item = &'a Response>,
    which: &str,
) -> Result<(), DocumentError> {
    let mut bodies: Vec<Option<&Kind>> = Vec::new();
    for response in responses {
        let body = response.body.as_ref().map(|schema| &schema.kind);
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    if bodies.len() > 1 {
        return cursor.refuse(format!("all {which} of an operation need the same schema"));
    }
    Ok(())
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
            return header.refuse("response headers that are lists or objects are not supported");
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
                return media.refuse(format!("responses of {media_type} are not supported"));
            }
            let schema: Schema = schema::read(&media.require("schema")?)?;
            (media_type, Some(schema))
        }
    };
    if body.is_some() && [204, 205, 304].contains(&status) {
        return cursor.refuse(format!("a response of status {status} has no body"));
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
        Err(_) => cursor
            .refuse(format!("{name:?} cannot be the name of a header: HTTP allows letters, digits and `-`")),
    }
}

fn is_snake_case(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
