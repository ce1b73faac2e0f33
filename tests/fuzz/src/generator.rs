//! The generator: almost valid documents, and arbitrary texts.
//!
//! An input that begins with a control character is a sequence of edits of the valid document that the character selects.
//! Any other input is a document.

use std::collections::HashSet;

use arbitrary::{Arbitrary as _, Unstructured};
use dropshot_openapi_codegen::document::{self, DocumentError, Node};
use dropshot_openapi_codegen::{client, server};
use indexmap::IndexMap;
use serde_json::Value;
use syn::{FnArg, Ident, ImplItem, Item, Pat, TraitItem};

/// Runs one input.
pub fn run(data: &[u8]) {
    match data.split_first() {
        Some((pick, edits)) if *pick < b'\t' => try_document(&edited(usize::from(*pick), edits)),
        _ => {
            if let Ok(text) = std::str::from_utf8(data) {
                try_document(text);
            }
        }
    }
}

/// Checks that both sides are generated, or that the document is rejected with a reason.
fn try_document(text: &str) {
    let (document, tree) = match document::read("fuzz", text) {
        Ok(read) => read,
        Err(refusal) => return assert_reason(&refusal),
    };
    let sides = [server::generate(&document), client::generate("fuzz", &tree.to_json())];
    // Nothing is written if one side is rejected.
    let refused = sides.iter().any(Result::is_err);
    for side in sides {
        match side.as_deref().map(syn::parse_file) {
            Ok(Ok(file)) => {
                if let Some(name) = declared_twice(&file.items).filter(|_| !refused) {
                    panic!("{name} is declared twice in what is generated from\n{text}");
                }
            }
            Ok(Err(error)) => panic!("{error} in what is generated from\n{text}"),
            Err(refusal) => assert_reason(refusal),
        }
    }
}

/// Returns a name that two items of a module or two members of an item have: it parses, but does not compile.
fn declared_twice(items: &[Item]) -> Option<String> {
    let (mut types, mut values) = (HashSet::new(), HashSet::new());
    items.iter().find_map(|item| {
        let (place, name, members) = match item {
            Item::Struct(item) => {
                (&mut types, &item.ident, names(item.fields.iter().filter_map(|f| f.ident.as_ref())))
            }
            Item::Enum(item) => {
                (&mut types, &item.ident, names(item.variants.iter().map(|variant| &variant.ident)))
            }
            Item::Trait(item) => (&mut types, &item.ident, names(item.items.iter().filter_map(trait_name))),
            Item::Type(item) => (&mut types, &item.ident, Vec::new()),
            Item::Fn(item) => {
                (&mut values, &item.sig.ident, names(item.sig.inputs.iter().filter_map(argument_name)))
            }
            Item::Static(item) => (&mut values, &item.ident, Vec::new()),
            Item::Const(item) => (&mut values, &item.ident, Vec::new()),
            Item::Mod(item) => {
                let inner = item.content.as_ref().and_then(|(_, items)| declared_twice(items));
                return inner
                    .or_else(|| (!types.insert(item.ident.to_string())).then(|| item.ident.to_string()));
            }
            Item::Impl(item) => {
                let functions = item.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(&function.sig.ident),
                    _ => None,
                });
                return twice(names(functions));
            }
            _ => return None,
        };
        let name = name.to_string();
        if place.insert(name.clone()) { twice(members) } else { Some(name) }
    })
}

fn names<'a>(idents: impl Iterator<Item = &'a Ident>) -> Vec<String> {
    idents.map(ToString::to_string).collect()
}

fn twice(names: Vec<String>) -> Option<String> {
    let mut seen = HashSet::new();
    names.into_iter().find(|name| !seen.insert(name.clone()))
}

fn trait_name(item: &TraitItem) -> Option<&Ident> {
    match item {
        TraitItem::Fn(function) => Some(&function.sig.ident),
        TraitItem::Type(kind) => Some(&kind.ident),
        _ => None,
    }
}

fn argument_name(argument: &FnArg) -> Option<&Ident> {
    match argument {
        FnArg::Typed(argument) => match &*argument.pat {
            Pat::Ident(name) => Some(&name.ident),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

fn assert_reason(refusal: &DocumentError) {
    let DocumentError { document, pointer, reason } = refusal;
    assert_eq!(document, "openapi/fuzz.yaml");
    assert!(pointer.is_empty() || pointer.starts_with('/'), "{refusal}");
    assert!(!reason.trim().is_empty(), "{refusal}");
    // A reason that blames the generator does not say what to change.
    let blames = reason.starts_with("the generated code is invalid Rust")
        || reason.starts_with("the generated code is no Rust")
        || reason.ends_with("which is the generator's mistake");
    assert!(!blames, "{refusal}");
}

/// Small documents, one per feature.
const DOCUMENTS: [&str; 9] = [
    include_str!("../../../xtask/codegen/tests/golden/array_query.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/choices.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/constraints.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/defaults.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/form_body.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/recursive.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/response_headers.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/security.yaml"),
    include_str!("../../../xtask/codegen/tests/golden/update_body.yaml"),
];

/// Keywords of documents, and texts that are hard to turn into identifiers.
#[rustfmt::skip]
const WORDS: [&str; 64] = [
    "", " ", "_", "$", "1", "-", "/", "~", "{", "}", "\"", "'", "\\", "\n", "\0", "*/", "//", "é", "ß",
    "名前", "🦀", "\u{301}", "Self", "self", "type", "crate", "super", "async", "String", "Option", "Vec",
    "Value", "Error", "Fuzz", "A-b", "a_b", "true", "null", "none", "get", "put", "$ref",
    "#/components/schemas/", "items", "properties", "required", "oneOf", "allOf", "anyOf", "enum",
    "nullable", "default", "additionalProperties", "object", "array", "string", "integer", "number",
    "boolean", "format", "pattern", "minimum", "{id}", "200",
];

/// Applies edits to a document.
fn edited(pick: usize, edits: &[u8]) -> String {
    let mut tree = match document::read("fuzz", DOCUMENTS[pick % DOCUMENTS.len()]) {
        Ok((_, tree)) => tree,
        Err(refusal) => panic!("a valid document is rejected: {refusal}"),
    };
    let mut bytes = Unstructured::new(edits);
    for _ in 0..8 {
        if bytes.is_empty() || edit(&mut tree, &mut bytes).is_err() {
            break;
        }
    }
    // JSON is YAML.
    let mut text = String::new();
    write(&tree, &mut text);
    text
}

fn edit(tree: &mut Node, bytes: &mut Unstructured<'_>) -> arbitrary::Result<()> {
    let count = count(tree);
    let place = bytes.int_in_range(0..=count - 1)?;
    let other = node(tree, &mut bytes.int_in_range(0..=count - 1)?).cloned().unwrap_or(Node::Null);
    let what = bytes.int_in_range(0..=9)?;
    let word = word(bytes)?;
    let Some(node) = node(tree, &mut { place }) else { return Ok(()) };
    match (what, &mut *node) {
        (0, Node::Object(members)) => {
            let at = bytes.choose_index(members.len().max(1))?;
            members.shift_remove_index(at);
        }
        (0, Node::Array(items)) => drop(items.pop()),
        (1, Node::Object(members)) => {
            let at = bytes.choose_index(members.len().max(1))?;
            if let Some((_, value)) = members.shift_remove_index(at) {
                members.insert(word, value);
            }
        }
        (2, Node::Object(members)) => {
            let at = bytes.choose_index(members.len().max(1))?;
            if let Some(value) = members.get_index(at).map(|(_, value)| value.clone()) {
                members.insert(word, value);
            }
        }
        (3, Node::Object(members)) => drop(members.insert(word, other)),
        (3, Node::Array(items)) => items.push(other),
        (4, node) => *node = Node::String(word),
        (5, node) => *node = other,
        (6, node) => *node = scalar(bytes)?,
        (7, node) => {
            let mut inner = std::mem::replace(node, Node::Null);
            for _ in 0..bytes.int_in_range(1..=200)? {
                inner = Node::Object(IndexMap::from([(word.clone(), inner)]));
            }
            *node = inner;
        }
        (8, node) => {
            let mut inner = std::mem::replace(node, Node::Null);
            for _ in 0..bytes.int_in_range(1..=200)? {
                let members =
                    [("type".to_owned(), Node::String("array".to_owned())), ("items".to_owned(), inner)];
                inner = Node::Object(IndexMap::from(members));
            }
            *node = inner;
        }
        (_, node) => {
            let reference = Node::String(format!("#/components/schemas/{word}"));
            *node = Node::Object(IndexMap::from([("$ref".to_owned(), reference)]));
        }
    }
    Ok(())
}

fn word(bytes: &mut Unstructured<'_>) -> arbitrary::Result<String> {
    Ok(if bytes.ratio(1, 8)? {
        <&str>::arbitrary(bytes)?.to_owned()
    } else {
        let word = *bytes.choose(&WORDS)?;
        if bytes.ratio(1, 8)? { format!("{word}{}", bytes.choose(&WORDS)?) } else { word.to_owned() }
    })
}

fn scalar(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Node> {
    let numbers = [0.0, -0.0, 0.1, 1e-300, 1e300, -1.5, f64::MAX, f64::MIN_POSITIVE];
    let integers = [0, 1, -1, i64::MAX, i64::MIN, i64::from(i32::MAX) + 1, 1000];
    Ok(match bytes.int_in_range(0..=4)? {
        0 => Node::Null,
        1 => Node::Boolean(bytes.arbitrary()?),
        2 => Node::Integer(*bytes.choose(&integers)?),
        3 => Node::Number(*bytes.choose(&numbers)?),
        _ => Node::Array(Vec::new()),
    })
}

fn count(node: &Node) -> usize {
    1 + match node {
        Node::Array(items) => items.iter().map(count).sum(),
        Node::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// Returns a node by its index in document order.
fn node<'a>(tree: &'a mut Node, place: &mut usize) -> Option<&'a mut Node> {
    if *place == 0 {
        return Some(tree);
    }
    *place -= 1;
    match tree {
        Node::Array(items) => items.iter_mut().find_map(|item| node(item, place)),
        Node::Object(members) => members.values_mut().find_map(|member| node(member, place)),
        _ => None,
    }
}

/// Writes JSON in the order of the tree, which `serde_json`'s map may not keep.
fn write(node: &Node, text: &mut String) {
    let quoted = |name: &str| Value::from(name).to_string();
    match node {
        Node::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                write(item, text);
            }
            text.push(']');
        }
        Node::Object(members) => {
            text.push('{');
            for (index, (name, member)) in members.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_str(&quoted(name));
                text.push_str(": ");
                write(member, text);
            }
            text.push('}');
        }
        scalar => text.push_str(&scalar.to_json().to_string()),
    }
}
