//! The types of each operation's requests, responses and errors, and how calls are served.

use std::fmt::Write as _;

use indexmap::{IndexMap, IndexSet};

use super::types::Types;
use super::{model, security};
use crate::document::{Document, DocumentError, Header, Operation, Response};
use crate::names::{camel, doc, is_named, literal, snake, status_constant, status_variant};

/// The operations of one document, with their types.
pub(super) struct Operations<'a> {
    document: &'a Document,
    all: Vec<Described<'a>>,
}

struct Described<'a> {
    operation: &'a Operation,
    /// Fields of the request type: doc comment, name, type.
    request: Vec<(String, String, String)>,
    responses: Vec<Variant<'a>>,
}

/// One documented response as a variant.
struct Variant<'a> {
    response: &'a Response,
    name: String,
    constant: String,
    body: Option<String>,
    /// Headers that the operation returns: field, type, header.
    headers: Vec<(String, String, &'a Header)>,
}

impl<'a> Operations<'a> {
    pub(super) fn new(document: &'a Document, types: &mut Types<'_>) -> Result<Self, DocumentError> {
        let mut all = Vec::new();
        for operation in &document.operations {
            let name = camel(&operation.id);
            for suffix in ["Request", "Response", "Error"] {
                if types.has(&format!("{name}{suffix}")) {
                    return types.refuse(
                        &operation.pointer,
                        format!("duplicate type `{name}{suffix}`: the operation needs this name. Rename the schema."),
                    );
                }
            }
            all.push(Described {
                operation,
                request: request(operation, types)?,
                responses: operation
                    .responses
                    .iter()
                    .map(|response| variant(operation, response, types))
                    .collect::<Result<_, _>>()?,
            });
        }
        for described in &all {
            let bodies = described.responses.iter().filter(|variant| variant.response.status >= 400);
            let methods: Vec<_> =
                bodies.filter_map(|variant| variant.body.as_deref()).map(error_method).collect();
            let clash = document
                .operations
                .iter()
                .map(|operation| snake(&operation.id))
                .chain(security::used(document).map(|(name, _)| snake(name)))
                .find(|name| methods.contains(name));
            if let Some(name) = clash {
                return types.refuse(
                    &described.operation.pointer,
                    format!("duplicate method `{name}` of an error schema and an operation or security scheme. Rename one of them."),
                );
            }
        }
        Ok(Self { document, all })
    }

    /// Returns request, response and error types.
    pub(super) fn types_text(&self) -> String {
        self.all.iter().map(Described::types_text).collect()
    }

    /// Returns the trait's methods that make error bodies, one per type.
    pub(super) fn error_methods(&self) -> String {
        let bodies = self.all.iter().flat_map(|described| &described.responses);
        let bodies = bodies.filter(|variant| variant.response.status >= 400);
        let bodies: IndexSet<&String> = bodies.filter_map(|variant| variant.body.as_ref()).collect();
        let methods = bodies.into_iter().map(|body| {
            format!(
                "/// Converts a request error to the body of an error response.\n\
                 fn {}(cx: &RequestContext<Self::Context>, error: RequestError) -> {body};\n\n",
                error_method(body)
            )
        });
        methods.collect()
    }

    /// Returns the module that serves the operations.
    pub(super) fn served_text(&self, api: &str) -> String {
        let mut text = security::functions(self.document, api);
        for described in &self.all {
            text.push_str(&described.served(self.document, api));
            text.push_str(&described.replies_text());
        }
        text.push_str(&model::text(self.document));
        let http = if text.contains("StatusCode::") { "use http::StatusCode;\n\n" } else { "" };
        let uses: Vec<_> = [
            "AuthError",
            "Call",
            "IntoReply",
            "Model",
            "Operation",
            "OperationTable",
            "Reply",
            "RequestError",
            "Serve",
        ]
        .into_iter()
        .filter(|name| is_named(&text, name))
        .collect();
        let uses = format!(
            "use std::sync::LazyLock;\n\n{http}use dropshot_openapi::{{{}}};\nuse super::*;\n\n",
            uses.join(", ")
        );
        format!(
            "/// The operations as they are served: authentication, authorization, validation, responses.\n\
             pub mod operations {{\n{uses}{text}}}\n\n"
        )
    }
}

/// Returns the name of the trait's method that makes an error body of this type.
pub(super) fn error_method(body: &str) -> String {
    snake(body)
}

fn request(
    operation: &Operation,
    types: &mut Types<'_>,
) -> Result<Vec<(String, String, String)>, DocumentError> {
    let name = camel(&operation.id);
    let mut fields: Vec<(String, String, String)> = Vec::new();
    for parameter in &operation.parameters {
        let field = parameter.field.clone();
        if field == "body" || fields.iter().any(|(_, other, _)| *other == field) {
            return types.refuse(
                &parameter.pointer,
                format!("duplicate field `{field}` of the request. Rename one of the parameters."),
            );
        }
        let ty = types.of(&parameter.schema, &format!("{name}{}", camel(&parameter.name)))?;
        let optional = !parameter.required && parameter.schema.default.is_none();
        let ty = if optional && !ty.starts_with("Option<") { format!("Option<{ty}>") } else { ty };
        let words = if parameter.description.is_empty() {
            types.words(&parameter.schema)
        } else {
            doc(&parameter.description)
        };
        let words = if words.is_empty() { doc(&format!("`{}`.", parameter.name)) } else { words };
        fields.push((words, field, ty));
    }
    if let Some(body) = &operation.body {
        let ty = types.of(&body.schema, &format!("{name}Body"))?;
        let ty = if body.required || ty.starts_with("Option<") { ty } else { format!("Option<{ty}>") };
        let words =
            if body.description.is_empty() { "/// Body.\n".to_owned() } else { doc(&body.description) };
        fields.push((words, "body".to_owned(), ty));
    }
    Ok(fields)
}

fn variant<'a>(
    operation: &'a Operation,
    response: &'a Response,
    types: &mut Types<'_>,
) -> Result<Variant<'a>, DocumentError> {
    let (Some(name), Some(constant)) = (status_variant(response.status), status_constant(response.status))
    else {
        return types
            .refuse(&response.pointer, format!("unsupported status {}: it has no name", response.status));
    };
    let body = match &response.body {
        Some(schema) => Some(types.of(schema, &format!("{}{name}", camel(&operation.id)))?),
        None => None,
    };
    let mut headers = Vec::new();
    for header in response.headers.iter().filter(|header| !header.set_by_server) {
        if response.status >= 400 && header.required {
            return types.refuse(
                &response.pointer,
                format!(
                    "unsupported required header `{}` of a failure: request errors cannot return it. Mark it `x-set-by-server: true`.",
                    header.name
                ),
            );
        }
        let ty = types.of(&header.schema, &format!("{}{}", camel(&operation.id), camel(&header.name)))?;
        let ty = if header.required { ty } else { format!("Option<{ty}>") };
        headers.push((snake(&header.name), ty, header));
    }
    Ok(Variant { response, name, constant, body, headers })
}

impl Variant<'_> {
    fn definition(&self) -> String {
        let words = doc(&format!("{}: {}", self.response.status, self.response.description));
        let name = &self.name;
        match (&self.body, self.headers.is_empty()) {
            (None, true) => format!("{words}{name},\n"),
            (Some(body), true) => format!("{words}{name}({body}),\n"),
            (body, false) => {
                let mut fields = String::new();
                if let Some(body) = body {
                    let _ = writeln!(fields, "/// Body.\nbody: {body},");
                }
                for (field, ty, header) in &self.headers {
                    let words = if header.description.is_empty() {
                        doc(&format!("`{}`.", header.name))
                    } else {
                        doc(&header.description)
                    };
                    let _ = writeln!(fields, "{words}{field}: {ty},");
                }
                format!("{words}{name} {{ {fields} }},\n")
            }
        }
    }

    /// Returns the arm that turns the variant of `ty` into a reply.
    fn reply(&self, ty: &str) -> String {
        let status = format!("StatusCode::{}", self.constant);
        let reply = match &self.body {
            Some(_) => format!("Reply::json({status}, {}, &body)", literal(&self.response.media_type)),
            None => format!("Reply::empty({status})"),
        };
        let name = &self.name;
        if self.headers.is_empty() {
            let fields = if self.body.is_some() { "(body)" } else { "" };
            return format!("{ty}::{name}{fields} => {reply},\n");
        }
        let mut fields: Vec<&str> = self.headers.iter().map(|(field, ..)| field.as_str()).collect();
        if self.body.is_some() {
            fields.insert(0, "body");
        }
        let mut text = format!("{ty}::{name} {{ {} }} => {{\nlet reply = {reply};\n", fields.join(", "));
        for (index, (field, _, header)) in self.headers.iter().enumerate() {
            let wire = literal(&header.name.to_ascii_lowercase());
            let with = if header.required {
                format!("reply.with_header({wire}, {field})")
            } else {
                format!(
                    "match {field} {{ Some({field}) => reply.with_header({wire}, {field}), None => reply }}"
                )
            };
            if index + 1 == self.headers.len() {
                let _ = writeln!(text, "{with}\n}}");
            } else {
                let _ = writeln!(text, "let reply = {with};");
            }
        }
        text
    }

    /// Returns the variant, made from the request error that `error` names.
    fn error_variant(&self, ty: &str, error: &str) -> String {
        let body = self.body.as_ref().map(|body| format!("A::{}(cx, {error})", error_method(body)));
        match (body, self.headers.is_empty()) {
            (None, true) => format!("{ty}::{}", self.name),
            (Some(body), true) => format!("{ty}::{}({body})", self.name),
            (body, false) => {
                let mut fields: Vec<_> =
                    self.headers.iter().map(|(field, ..)| format!("{field}: None")).collect();
                if let Some(body) = body {
                    fields.insert(0, format!("body: {body}"));
                }
                format!("{ty}::{} {{ {} }}", self.name, fields.join(", "))
            }
        }
    }
}

impl Described<'_> {
    fn types_text(&self) -> String {
        let name = camel(&self.operation.id);
        let id = &self.operation.id;
        let mut text = String::new();
        if !self.request.is_empty() {
            let fields: String = self
                .request
                .iter()
                .map(|(words, field, ty)| format!("{words}pub {field}: {ty},\n"))
                .collect();
            let _ = writeln!(
                text,
                "/// The request of `{id}`.\n#[derive(Debug, Deserialize)]\npub struct {name}Request {{\n{fields}}}\n"
            );
        }
        let (errors, successes): (Vec<_>, Vec<_>) =
            self.responses.iter().partition(|variant| variant.response.status >= 400);

        let definitions: String = successes.iter().map(|variant| variant.definition()).collect();
        let _ = writeln!(
            text,
            "/// The successful responses of `{id}`.\n#[derive(Debug)]\npub enum {name}Response {{\n{definitions}}}\n"
        );
        let definitions: String = errors.iter().map(|variant| variant.definition()).collect();
        let _ = writeln!(
            text,
            "/// The errors of `{id}`.\n#[derive(Debug)]\npub enum {name}Error {{\n{definitions}\
             /// An internal error, which the document does not list.\nInternal(InternalError),\n}}\n\n\
             impl From<InternalError> for {name}Error {{\nfn from(error: InternalError) -> Self {{\nSelf::Internal(error)\n}}\n}}\n"
        );
        text
    }

    /// Returns how successes become replies.
    fn replies_text(&self) -> String {
        let name = camel(&self.operation.id);
        let successes = self.responses.iter().filter(|variant| variant.response.status < 400);
        let replies: String = successes.map(|variant| variant.reply("Self")).collect();
        format!(
            "impl IntoReply for {name}Response {{\nfn into_reply(self) -> Reply {{\nmatch self {{\n{replies}}}\n}}\n}}\n\n"
        )
    }

    /// Returns how errors become replies.
    fn error_replies_text(&self) -> String {
        let ty = format!("{}Error", camel(&self.operation.id));
        let errors: Vec<_> = self.responses.iter().filter(|variant| variant.response.status >= 400).collect();
        let replies: String = errors.iter().map(|variant| variant.reply(&ty)).collect();
        let (cx, internal) =
            match errors.iter().find_map(|variant| Some((variant.body.as_ref()?, variant.response))) {
                Some((body, response)) => (
                    "cx",
                    format!(
                        "Reply::internal_error({}, error, |error| A::{}(cx, error))",
                        literal(&response.media_type),
                        error_method(body)
                    ),
                ),
                None => ("_cx", "Reply::empty_internal_error(error)".to_owned()),
            };
        format!(
            "fn error_reply({cx}: &RequestContext<A::Context>, error: Self::Error) -> Reply {{\n\
             match error {{\n{replies}{ty}::Internal(error) => {internal},\n}}\n}}\n"
        )
    }

    /// Returns how request errors become the errors that this operation documents for them.
    fn errors_text(&self) -> String {
        let ty = format!("{}Error", camel(&self.operation.id));
        let documented =
            |status: u16| self.responses.iter().find(|variant| variant.response.status == status);
        let mut arms: IndexMap<String, Vec<&str>> = IndexMap::new();
        let mut add = |pattern, statuses: &[u16]| {
            if let Some(variant) = statuses.iter().find_map(|status| documented(*status)) {
                arms.entry(variant.error_variant(&ty, "error")).or_default().push(pattern);
                return;
            }
            // An invalid path names nothing that exists.
            if pattern.starts_with("RequestError::Invalid")
                && let Some(variant) = documented(404)
            {
                arms.entry(variant.error_variant(&ty, "RequestError::NotFound")).or_default().push(pattern);
            }
        };
        add("RequestError::Unauthenticated { .. }", &[401]);
        add("RequestError::Forbidden { .. }", &[403]);
        if !self.request.is_empty() {
            add("RequestError::Invalid(_)", &[400, 422]);
        }
        if self.operation.body.is_some() {
            add("RequestError::TooLarge { .. }", &[413, 400, 422]);
            add("RequestError::UnsupportedMediaType { .. }", &[415, 400, 422]);
            add("RequestError::Incomplete", &[408, 400, 422]);
        }
        add("RequestError::NotFound", &[404]);
        add("RequestError::TooManyRequests { .. }", &[429]);
        let cx = if arms.keys().any(|value| value.contains("(cx, ")) { "cx" } else { "_cx" };
        let body = if arms.is_empty() {
            format!("{ty}::Internal(error.into_internal_error())")
        } else {
            let arms: String = arms
                .into_iter()
                .map(|(value, patterns)| format!("{} => {value},\n", patterns.join(" | ")))
                .collect();
            format!("match error {{\n{arms}error => {ty}::Internal(error.into_internal_error()),\n}}")
        };
        format!(
            "fn error({cx}: &RequestContext<A::Context>, error: RequestError) -> Self::Error {{\n{body}\n}}\n\n"
        )
    }

    fn served(&self, document: &Document, api: &str) -> String {
        let operation = self.operation;
        let name = camel(&operation.id);
        let takes = !self.request.is_empty();
        let request = if takes { format!("{name}Request") } else { "()".to_owned() };
        let mut steps = security::checks(operation, document);
        if takes {
            steps.push_str("let request = call.read()?;\n");
        }
        let mut arguments = vec!["call.cx()".to_owned()];
        arguments.extend(operation.security.iter().map(|scheme| snake(scheme)));
        if takes {
            arguments.push("request".to_owned());
        }
        format!(
            "{}#[derive(Debug)]\npub struct {name};\n\n\
             impl Operation for {name} {{\n\
             type Request = {request};\ntype Response = {name}Response;\ntype Error = {name}Error;\n\n\
             fn table() -> &'static OperationTable {{\nMODEL.operation({})\n}}\n}}\n\n\
             impl<A: {api}> Serve<A> for {name} {{\ntype Context = A::Context;\n\n\
             async fn serve(call: &mut Call<'_, A::Context>) -> Result<Result<Self::Response, Self::Error>, RequestError> {{\n\
             {steps}Ok(A::{}({}).await)\n}}\n\n{}{}}}\n\n",
            doc(&format!("`{} {}`", operation.method, operation.path)),
            literal(&operation.id),
            snake(&operation.id),
            arguments.join(", "),
            self.errors_text(),
            self.error_replies_text()
        )
    }
}
