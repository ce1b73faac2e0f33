//! From a document to the client's code: an adapted copy (`adapt`), progenitor, and a tidy text.
//!
//! progenitor writes for the compiler: absolute paths, each type's JSON Schema in its documentation, a builder for every
//! type that a server answers. What is generated here is committed and read, so this module takes that away again, as far as
//! it changes nothing for a caller who sends requests and reads answers.
//!
//! Deliberately not here: files. The caller parses the document and writes the text, or compares it.

mod adapt;

use adapt::{Fault, pointer};

use crate::document::DocumentError;
use crate::text;
use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl, UnknownPolicy};
use quote::{ToTokens, quote};
use schemars::schema::{InstanceType, SchemaObject};
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic;
use std::sync::Once;
use syn::parse::Parser;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Attribute, Block, Expr, ExprMatch, ExprMethodCall, ExprPath, Field, FieldValue, GenericArgument,
    Ident, ImplItem, Item, ItemImpl, LitInt, Member, Pat, PathArguments, Stmt, Type, Visibility, parse_quote,
};

/// The text of `client/src/generated/NAME.rs` for the document `openapi/NAME.yaml`.
pub fn generate(name: &str, document: &Value) -> Result<String, DocumentError> {
    let refusal = |Fault { pointer, reason }| DocumentError {
        document: format!("openapi/{name}.yaml"),
        pointer,
        reason,
    };
    let adapted = adapt::adapt(document).map_err(refusal)?;
    let code = run_progenitor(&adapted).map_err(|reason| refusal(locate(&adapted, &reason)))?;
    let no_rust = |error: syn::Error| {
        refusal(Fault { pointer: String::new(), reason: format!("the generated code is no Rust: {error}") })
    };
    let mut file = syn::parse2(code).map_err(no_rust)?;
    tidy(&mut file);
    let text = shorten_paths(&close_up(&prettyplease::unparse(&file)));
    // Shorter names leave lines that were broken for longer ones, so the text is formatted once more.
    let text = prettyplease::unparse(&syn::parse_file(&text).map_err(no_rust)?);
    Ok(format!(
        "// @generated from openapi/{name}.yaml by `cargo xtask generate`. Do not edit.\n\n{}",
        text::spaced(&close_up(&text)).replace("```ignore", "```text")
    ))
}

/// Runs progenitor, and makes its panics (`todo!`, `assert!`) errors like its others.
fn run_progenitor(document: &Value) -> Result<proc_macro2::TokenStream, String> {
    thread_local! {
        /// Whether a panic on this thread is about to become a refusal, and so need not be printed too.
        static EXPECTED: Cell<bool> = const { Cell::new(false) };
    }
    static INSTALL_HOOK: Once = Once::new();
    INSTALL_HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !EXPECTED.get() {
                print(info);
            }
        }));
    });

    let document: OpenAPI = serde_json::from_value(document.clone())
        .map_err(|error| format!("this is no OpenAPI 3.0: {error}"))?;
    EXPECTED.set(true);
    let outcome = panic::catch_unwind(|| Generator::new(&settings()).generate_tokens(&document));
    EXPECTED.set(false);
    match outcome {
        Ok(Ok(code)) => Ok(code),
        Ok(Err(error)) => Err(error.to_string()),
        Err(payload) => Err(payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("it stopped without a message")
            .to_owned()),
    }
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        // Ordered, so that what is printed or compared does not change from run to run.
        .with_map_type("::std::collections::BTreeMap")
        .with_inner_type(quote!(crate::runtime::Runtime))
        // Only our own adapted copy says `x-rust-type`; a document's extensions are dropped.
        .with_unknown_crates(UnknownPolicy::Allow);
    for (kind, format, rust_type) in adapt::FORMATS {
        let schema = SchemaObject {
            instance_type: Some(
                match *kind {
                    "number" => InstanceType::Number,
                    "integer" => InstanceType::Integer,
                    _ => InstanceType::String,
                }
                .into(),
            ),
            format: Some((*format).to_owned()),
            ..SchemaObject::default()
        };
        settings.with_conversion(schema, rust_type, [TypeImpl::Display, TypeImpl::FromStr].into_iter());
    }
    settings
}

/// Finds the part of the document that progenitor refuses, which it rarely says: the schemas are tried by themselves, then
/// each operation with them.
fn locate(document: &Value, reason: &str) -> Fault {
    let advice = "say it in another way, or teach xtask/codegen/src/client/adapt.rs a rule for it";
    let fault = |pointer: String, reason: &str| Fault {
        pointer,
        reason: format!("progenitor cannot generate a client: {}; {advice}", reason.trim_end_matches('.')),
    };
    let mut trial = document.clone();
    trial["paths"] = Value::Object(serde_json::Map::new());
    if let Err(reason) = run_progenitor(&trial) {
        let pointer = if document.get("components").is_some() { "/components/schemas" } else { "" };
        return fault(pointer.to_owned(), &reason);
    }
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !operation.is_object() || method == "parameters" {
                continue;
            }
            let mut lone = serde_json::Map::new();
            lone.insert(method.clone(), operation.clone());
            if let Some(parameters) = item.get("parameters") {
                lone.insert("parameters".into(), parameters.clone());
            }
            trial["paths"] = serde_json::json!({ path: lone });
            if let Err(reason) = run_progenitor(&trial) {
                return fault(pointer(&["paths", path, method]), &reason);
            }
        }
    }
    fault("/paths".into(), reason)
}

/// Takes out what a reader of the committed file has no use for.
fn tidy(file: &mut syn::File) {
    // `prelude` is the door's business.
    file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    // The generator allows every clippy lint here and there; the door does so once, with a reason.
    remove_unused_builders(file);
    stand_on_the_runtime(file);
    Tidy.visit_file_mut(file);
}

/// Has the code stand on the client's own runtime (`client/src/runtime`) instead of progenitor's, whose hooks cannot say why
/// a call failed in a type of their own: signing in, for instance, has a documented refusal.
///
/// What a call goes through is one expression there, and whoever makes a `Client` comes through the hand-written door.
fn stand_on_the_runtime(file: &mut syn::File) {
    file.items.retain(|item| !matches!(item, Item::Impl(item) if is_hooks(item)));
    let mut uses = 0;
    for item in &mut file.items {
        match item {
            Item::Use(item) if item.to_token_stream().to_string().contains("progenitor_client") => {
                uses += 1;
                item.tree = if matches!(item.vis, Visibility::Inherited) {
                    parse_quote!(crate::runtime::{OperationInfo, RequestBuilderExt, encode_path})
                } else {
                    parse_quote!(crate::runtime::{ClientInfo, Error, ResponseValue})
                };
            }
            Item::Impl(item) if item.trait_.is_none() => {
                item.items
                    .retain(|item| !matches!(item, ImplItem::Fn(function) if function.sig.ident == "new"));
                for item in &mut item.items {
                    if let ImplItem::Fn(function) = item
                        && function.sig.ident == "new_with_client"
                    {
                        function.vis = parse_quote!(pub(crate));
                    }
                }
            }
            Item::Mod(module) if module.ident == "builder" => {
                for item in module.content.iter_mut().flat_map(|(_, items)| items) {
                    match item {
                        Item::Use(item) if item.to_token_stream().to_string().contains("ClientHooks") => {
                            item.tree = parse_quote!(
                                super::{Error, OperationInfo, RequestBuilderExt, ResponseValue, encode_path}
                            );
                        }
                        // What goes through a list reads where it is to begin.
                        Item::Struct(item) => {
                            item.fields.iter_mut().for_each(|field| field.vis = parse_quote!(pub(crate)));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    debug_assert!(uses == 0 || uses == 2, "progenitor imports its runtime otherwise than it did");
}

/// Whether this is `impl ClientHooks<…> for &Client {}`.
fn is_hooks(item: &ItemImpl) -> bool {
    let name = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
    name.is_some_and(|name| name.ident == "ClientHooks")
}

/// One call of the runtime instead of progenitor's three hooks around its own.
fn send_through_the_runtime(block: &mut Block) {
    let text = |statement: &Stmt| statement.to_token_stream().to_string().replace(' ', "");
    if !block.stmts.iter().any(|statement| text(statement).starts_with("client.pre(")) {
        return;
    }
    block.stmts.retain(|statement| {
        let text = text(statement);
        !["client.pre(", "letresult=client.exec(", "client.post("].iter().any(|start| text.starts_with(start))
    });
    for statement in &mut block.stmts {
        match statement {
            Stmt::Local(local) if is_named(&local.pat, "request") => {
                if let Some(init) = &mut local.init {
                    Rewritable.visit_expr_mut(&mut init.expr);
                    let build = &init.expr;
                    *statement = parse_quote!(let request = || Ok(#build););
                }
            }
            Stmt::Local(local) if is_named(&local.pat, "response") => {
                *statement = parse_quote!(let response = client.inner.send(&request, &info).await?;);
            }
            _ => {}
        }
    }
}

/// Lets a request be written more than once, for each try anew: what is written into it is only borrowed.
struct Rewritable;

impl VisitMut for Rewritable {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        for argument in &mut call.args {
            if let Expr::Path(path) = argument {
                if path.path.is_ident("url") {
                    *argument = parse_quote!(&url);
                } else if path.path.is_ident("header_map") {
                    *argument = parse_quote!(header_map.clone());
                }
            }
        }
        visit_mut::visit_expr_method_call_mut(self, call);
    }
}

struct Tidy;

impl VisitMut for Tidy {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        *attributes = std::mem::take(attributes).into_iter().flat_map(tidy_attribute).collect();
        attributes.sort_by_key(|attribute| !attribute.path().is_ident("doc"));
        for attribute in attributes {
            self.visit_attribute_mut(attribute);
        }
    }

    /// A patch is its own option: typify's `Option` around it would make null and absent one again.
    fn visit_type_mut(&mut self, kind: &mut Type) {
        if let Some(patch) = optional_patch(kind) {
            *kind = patch;
        }
        visit_mut::visit_type_mut(self, kind);
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        drop_api_version(block);
        send_through_the_runtime(block);
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        join_equal_arms(expression);
        visit_mut::visit_expr_match_mut(self, expression);
    }

    /// The runtime's constructors box what is large; progenitor's variants do not.
    fn visit_expr_path_mut(&mut self, expression: &mut ExprPath) {
        let path = expression.path.to_token_stream().to_string().replace(' ', "");
        match path.as_str() {
            "Error::ErrorResponse" => expression.path = parse_quote!(Error::refused),
            "Error::UnexpectedResponse" => expression.path = parse_quote!(Error::unexpected),
            _ => {}
        }
        visit_mut::visit_expr_path_mut(self, expression);
    }

    /// `client: client` is `client`.
    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        if let (Member::Named(name), Expr::Path(value)) = (&field.member, &field.expr)
            && value.path.is_ident(name)
        {
            field.colon_token = None;
        }
        visit_mut::visit_field_value_mut(self, field);
    }

    /// `200u16` is `200`: the compiler knows the type of each such number from where it stands.
    fn visit_lit_int_mut(&mut self, number: &mut LitInt) {
        if ["u16", "u64", "usize"].contains(&number.suffix()) {
            *number = LitInt::new(number.base10_digits(), number.span());
        }
    }

    fn visit_field_mut(&mut self, field: &mut Field) {
        if optional_patch(&field.ty).is_some() {
            for attribute in &mut field.attrs {
                if attribute.path().is_ident("serde") {
                    let rename = serde_rename(attribute).into_iter();
                    let skip = format!("{}::is_absent", adapt::PATCH);
                    *attribute =
                        parse_quote!(#[serde(#(rename = #rename,)* default, skip_serializing_if = #skip)]);
                }
            }
        }
        visit_mut::visit_field_mut(self, field);
    }
}

/// Drops the header `api-version`, which progenitor sends because dropshot servers read it.
///
/// No document names it, and a client sends what its document says. Where it was the only header, so is the map.
fn drop_api_version(block: &mut Block) {
    let mut others = false;
    let mut found = false;
    block.stmts.retain(|statement| {
        let text = statement.to_token_stream().to_string().replace(' ', "");
        let version = text.starts_with("header_map.append(") && text.contains("\"api-version\"");
        found |= version;
        others |= !version && text.contains("header_map.append(");
        !version
    });
    if !found {
        return;
    }
    for statement in &mut block.stmts {
        let Stmt::Local(local) = statement else { continue };
        let Some(init) = &mut local.init else { continue };
        if others && is_named(&local.pat, "header_map") {
            // Its capacity counted the header that is gone.
            *init.expr = parse_quote!(reqwest::header::HeaderMap::new());
        } else if !others {
            DropHeaders.visit_expr_mut(&mut init.expr);
        }
    }
    if !others {
        block.stmts.retain(
            |statement| !matches!(statement, Stmt::Local(local) if is_named(&local.pat, "header_map")),
        );
    }
}

fn is_named(pattern: &Pat, name: &str) -> bool {
    matches!(pattern, Pat::Ident(pattern) if pattern.ident == name)
}

/// Takes `.headers(header_map)` out of a chain of calls.
struct DropHeaders;

impl VisitMut for DropHeaders {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        if let Expr::MethodCall(call) = expression
            && call.method == "headers"
        {
            *expression = (*call.receiver).clone();
        }
        visit_mut::visit_expr_mut(self, expression);
    }
}

/// `400 => e, 401 => e` is `400 | 401 => e`.
fn join_equal_arms(expression: &mut ExprMatch) {
    let mut joined: Vec<Arm> = Vec::new();
    for mut arm in std::mem::take(&mut expression.arms) {
        if let Expr::Block(block) = &*arm.body
            && let [Stmt::Expr(inner, None)] = block.block.stmts.as_slice()
        {
            *arm.body = inner.clone();
            arm.comma = Some(parse_quote!(,));
        }
        // Numbers only: joined names and wildcards could bind or hide something.
        let is_number = |pattern: &Pat| matches!(pattern, Pat::Lit(_) | Pat::Range(_) | Pat::Or(_));
        if let Some(last) = joined.last_mut()
            && is_number(&last.pat)
            && is_number(&arm.pat)
            && last.body.to_token_stream().to_string() == arm.body.to_token_stream().to_string()
        {
            let (one, other) = (&last.pat, &arm.pat);
            if let Ok(either) = Pat::parse_multi.parse2(quote!(#one | #other)) {
                last.pat = either;
                continue;
            }
        }
        joined.push(arm);
    }
    expression.arms = joined;
}

/// `Patch<T>`, if this is `Option<Patch<T>>`.
fn optional_patch(kind: &Type) -> Option<Type> {
    let Type::Path(path) = kind else { return None };
    let option = path.path.segments.last().filter(|segment| segment.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &option.arguments else { return None };
    let Some(GenericArgument::Type(Type::Path(inner))) = arguments.args.first() else { return None };
    let name =
        inner.path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::");
    (name == adapt::PATCH).then(|| Type::Path(inner.clone()))
}

fn serde_rename(attribute: &Attribute) -> Option<syn::LitStr> {
    let mut name = None;
    // What cannot be read this way is no rename.
    let _ = attribute.parse_nested_meta(|meta| {
        if meta.path.is_ident("rename") {
            name = Some(meta.value()?.parse()?);
        } else if meta.input.peek(syn::Token![=]) {
            meta.value()?.parse::<syn::Expr>()?;
        }
        Ok(())
    });
    name
}

/// Documentation without the JSON Schema that typify appends, one attribute a line so that each becomes a `///`.
fn tidy_attribute(attribute: Attribute) -> Vec<Attribute> {
    if attribute.path().is_ident("allow") {
        // Kept where the compiler, not clippy, would complain.
        let text = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        return if text.replace(' ', "") == "clippy::all" { Vec::new() } else { vec![attribute] };
    }
    let text = match &attribute.meta {
        syn::Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => text.value(),
            _ => return vec![attribute],
        },
        _ => return vec![attribute],
    };
    let text = text::line_feeds(&text);
    let text = text.split("<details><summary>JSON schema</summary>").next().unwrap_or_default().trim_end();
    // Without a description, typify says the type's name.
    if text
        .strip_prefix('`')
        .and_then(|text| text.strip_suffix('`'))
        .is_some_and(|name| name.chars().all(char::is_alphanumeric))
    {
        return Vec::new();
    }
    // What was a `///` in progenitor's source begins with its blank; what comes from the document does not.
    let margin = if text.lines().all(|line| line.is_empty() || line.starts_with(' ')) { "" } else { " " };
    let mut lines: Vec<String> =
        text.lines().map(|line| format!("{margin}{line}").trim_end().to_owned()).collect();
    lines.dedup_by(|line, previous| line.is_empty() && previous.is_empty());
    if lines.is_empty() {
        lines.push(String::new());
    }
    let style = attribute.style;
    lines
        .into_iter()
        .map(|line| {
            let mut attribute: Attribute = parse_quote!(#[doc = #line]);
            attribute.style = style;
            attribute
        })
        .collect()
}

/// Keeps the builders of types that a request holds, and drops those of types that only answers hold.
///
/// progenitor's methods use a builder for each body that is an object (`body_map`); a caller can build what such a body
/// holds in the same way. Nobody builds an answer, and its fields are public for those who do so in a test.
fn remove_unused_builders(file: &mut syn::File) {
    let mut requests = BTreeSet::new();
    for item in &file.items {
        if let Item::Mod(module) = item
            && module.ident == "builder"
            && let Some((_, items)) = &module.content
        {
            for item in items {
                let Item::Struct(operation) = item else { continue };
                for field in &operation.fields {
                    requests.extend(names_in(&field.ty));
                }
            }
        }
    }
    let Some(types) = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_mut().map(|(_, items)| items),
        _ => None,
    }) else {
        return;
    };
    let known: BTreeSet<String> = types
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    requests.retain(|name| known.contains(name));
    // What a kept type holds is kept too, however deep.
    loop {
        let before = requests.len();
        for item in types.iter() {
            match item {
                Item::Struct(item) if requests.contains(&item.ident.to_string()) => {
                    requests.extend(item.fields.iter().flat_map(|field| names_in(&field.ty)));
                }
                Item::Enum(item) if requests.contains(&item.ident.to_string()) => {
                    let fields = item.variants.iter().flat_map(|variant| &variant.fields);
                    requests.extend(fields.flat_map(|field| names_in(&field.ty)));
                }
                _ => {}
            }
        }
        requests.retain(|name| known.contains(name));
        if requests.len() == before {
            break;
        }
    }
    let mut some_left = false;
    for item in types.iter_mut() {
        let Item::Mod(module) = item else { continue };
        if module.ident == "builder"
            && let Some((_, items)) = &mut module.content
        {
            items.retain(|item| match item {
                Item::Struct(item) => requests.contains(&item.ident.to_string()),
                // `impl Name`, `impl TryFrom<Name> for super::Name`, `impl From<super::Name> for Name`.
                Item::Impl(item) => names_in(&item.self_ty).iter().any(|name| requests.contains(name)),
                _ => true,
            });
            some_left = items.iter().any(|item| matches!(item, Item::Struct(_)));
        }
    }
    for item in types.iter_mut() {
        if let Item::Impl(item) = item
            && item.trait_.is_none()
            && !names_in(&item.self_ty).iter().any(|name| requests.contains(name))
        {
            item.items
                .retain(|item| !matches!(item, ImplItem::Fn(function) if function.sig.ident == "builder"));
        }
    }
    types.retain(|item| match item {
        Item::Impl(item) => item.trait_.is_some() || !item.items.is_empty(),
        Item::Mod(module) => module.ident != "builder" || some_left,
        _ => true,
    });
}

/// Every identifier in a type.
fn names_in(kind: &Type) -> BTreeSet<String> {
    struct Names(BTreeSet<String>);
    impl VisitMut for Names {
        fn visit_ident_mut(&mut self, ident: &mut Ident) {
            self.0.insert(ident.to_string());
        }
    }
    let mut names = Names(BTreeSet::new());
    names.visit_type_mut(&mut kind.clone());
    names.0
}

/// Paths as a person writes them, longest first: what the standard prelude holds needs none.
const SHORT: &[(&str, &str)] = &[
    ("std::string::ToString", "ToString"),
    ("std::string::String", "String"),
    ("std::option::Option", "Option"),
    ("std::result::Result", "Result"),
    ("std::vec::Vec", "Vec"),
    ("std::boxed::Box", "Box"),
    ("std::clone::Clone", "Clone"),
    ("std::default::Default", "Default"),
    ("std::ops::FnOnce", "FnOnce"),
    ("std::convert::TryFrom", "TryFrom"),
    ("std::convert::TryInto", "TryInto"),
    ("std::convert::From", "From"),
    ("std::convert::Into", "Into"),
    ("std::convert::AsRef", "AsRef"),
    ("chrono::offset::Utc", "chrono::Utc"),
    ("chrono::naive::NaiveDate", "chrono::NaiveDate"),
];

/// Closes the gaps that tokens have when a path was printed into a message or an attribute, or stands in a macro.
fn close_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let names_a_type =
            ["skip_serializing_if = \"", "\"conversion to `"].iter().any(|start| line.contains(start));
        if names_a_type && !line.trim_start().starts_with("//") {
            let gaps =
                [(" :: ", "::"), ("\":: ", "\"::"), ("`:: ", "`::"), (" < ", "<"), (" <", "<"), (" >", ">")];
            out.push_str(&gaps.iter().fold(line.to_owned(), |line, (gap, closed)| line.replace(gap, closed)));
        } else if line.contains("= format!(") {
            out.push_str(&line.replace(",);", ");"));
        } else {
            out.push_str(line);
        }
    }
    let mut pieces = out.split("encode_path(&");
    let mut closed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        closed.push_str("encode_path(&");
        closed.push_str(piece.trim_start());
    }
    closed
}

/// Writes the paths of [`SHORT`] short, unless the document has a type of that name, and absolute paths without their `::`.
fn shorten_paths(text: &str) -> String {
    let short: Vec<_> = SHORT
        .iter()
        .filter(|(_, short)| {
            !["struct", "enum", "type"].iter().any(|kind| text.contains(&format!("pub {kind} {short} ")))
        })
        .collect();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("//") {
            out.push_str(line);
            continue;
        }
        let mut rest = line;
        let mut previous = ' ';
        while let Some(character) = rest.chars().next() {
            let starts_path = !(previous.is_alphanumeric() || "_>:".contains(previous));
            let path = rest.strip_prefix("::").unwrap_or(rest);
            if starts_path && path.starts_with(|first: char| first.is_ascii_lowercase()) {
                if let Some((long, short)) = short.iter().find(|(long, _)| starts_with_path(path, long)) {
                    out.push_str(short);
                    rest = &path[long.len()..];
                    previous = '_';
                    continue;
                }
                rest = path;
            }
            let character = if rest.starts_with(character) {
                character
            } else {
                rest.chars().next().unwrap_or(character)
            };
            out.push(character);
            previous = character;
            rest = &rest[character.len_utf8()..];
        }
    }
    out
}

fn starts_with_path(text: &str, path: &str) -> bool {
    text.strip_prefix(path)
        .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

#[cfg(test)]
mod tests;
