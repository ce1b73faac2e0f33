//! Formats progenitor's code for people: one `///` a line, short paths, no noise.
//!
//! The code means what it meant before, and no rule depends on a name in it. The one change that the compiler sees is that
//! private fields become visible in the crate, so that hand-written code can read the parameters of a list.

use crate::text;
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Attribute, Expr, ExprMatch, ExprPath, Field, FieldValue, Ident, Item, Lit, LitInt, LitStr, Member,
    Meta, Pat, Path, QSelf, Stmt, Token, TypePath, Visibility, parse_quote,
};

/// Items of the standard prelude, by the paths that code generators use for them.
const PRELUDE: [&str; 15] = [
    "std::string::ToString",
    "std::string::String",
    "std::option::Option",
    "std::result::Result",
    "std::result::Result::Ok",
    "std::result::Result::Err",
    "std::vec::Vec",
    "std::boxed::Box",
    "std::clone::Clone",
    "std::default::Default",
    "std::ops::FnOnce",
    "std::convert::TryFrom",
    "std::convert::TryInto",
    "std::convert::From",
    "std::convert::Into",
];

/// Formats a whole file.
pub(super) fn tidy(file: &mut syn::File) {
    let mut declared = Declared(BTreeSet::new());
    declared.visit_file_mut(file);
    let shortened = PRELUDE
        .iter()
        .map(|path| path.split("::").collect::<Vec<_>>())
        .filter(|path| !path.iter().any(|name| declared.0.contains(*name)))
        .collect();
    Tidy { shortened }.visit_file_mut(file);
}

/// The names of all items, which hide those of the standard prelude.
struct Declared(BTreeSet<String>);

impl VisitMut for Declared {
    fn visit_item_mut(&mut self, item: &mut Item) {
        let name: Option<&Ident> = match item {
            Item::Enum(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.0.extend(name.map(ToString::to_string));
        visit_mut::visit_item_mut(self, item);
    }
}

struct Tidy {
    /// The paths whose last segment is in scope everywhere.
    shortened: Vec<Vec<&'static str>>,
}

impl Tidy {
    fn shorten(&self, path: &mut Path) {
        let starts_with = |long: &Vec<&str>| {
            path.segments.len() >= long.len()
                && path.segments.iter().zip(long).all(|(segment, name)| segment.ident == name)
        };
        if let Some(long) = self.shortened.iter().rev().find(|long| starts_with(long)) {
            path.segments = std::mem::take(&mut path.segments).into_iter().skip(long.len() - 1).collect();
        }
        path.leading_colon = None;
    }

    /// `<V as std::convert::TryInto<T>>::Error` counts the segments of its trait.
    fn shorten_qualified(&mut self, qself: &mut Option<QSelf>, path: &mut Path) {
        let before = path.segments.len();
        self.visit_path_mut(path);
        if let Some(qself) = qself {
            self.visit_type_mut(&mut qself.ty);
            qself.position -= before - path.segments.len();
        }
    }

    /// A path in a string, as serde's attributes have it, without the blanks between its tokens.
    fn shorten_text(&self, text: &LitStr) -> Option<String> {
        let mut path = text.parse::<Path>().ok()?;
        self.shorten(&mut path);
        Some(path.to_token_stream().to_string().replace(' ', ""))
    }
}

impl VisitMut for Tidy {
    fn visit_path_mut(&mut self, path: &mut Path) {
        self.shorten(path);
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_type_path_mut(&mut self, kind: &mut TypePath) {
        self.shorten_qualified(&mut kind.qself, &mut kind.path);
    }

    fn visit_expr_path_mut(&mut self, expression: &mut ExprPath) {
        self.shorten_qualified(&mut expression.qself, &mut expression.path);
    }

    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        *attributes = std::mem::take(attributes).into_iter().flat_map(documentation_by_line).collect();
        attributes.sort_by_key(|attribute| !attribute.path().is_ident("doc"));
        for attribute in attributes {
            self.visit_attribute_mut(attribute);
        }
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if attribute.path().is_ident("derive")
            && let Ok(mut traits) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
        {
            traits.iter_mut().for_each(|path| self.shorten(path));
            attribute.meta = parse_quote!(derive(#traits));
        } else if attribute.path().is_ident("serde")
            && let Ok(mut arguments) =
                attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        {
            for argument in &mut arguments {
                if let Meta::NameValue(argument) = argument
                    && !argument.path.is_ident("rename")
                    && let Expr::Lit(value) = &mut argument.value
                    && let Lit::Str(text) = &value.lit
                    && let Some(short) = self.shorten_text(text)
                {
                    value.lit = Lit::Str(LitStr::new(&short, text.span()));
                }
            }
            attribute.meta = parse_quote!(serde(#arguments));
        }
    }

    fn visit_field_mut(&mut self, field: &mut Field) {
        if matches!(field.vis, Visibility::Inherited) && field.ident.is_some() {
            field.vis = parse_quote!(pub(crate));
        }
        visit_mut::visit_field_mut(self, field);
    }

    /// The fields of a variant have no visibility of their own.
    fn visit_variant_mut(&mut self, variant: &mut syn::Variant) {
        self.visit_attributes_mut(&mut variant.attrs);
        for field in &mut variant.fields {
            visit_mut::visit_field_mut(self, field);
        }
    }

    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        join_equal_arms(expression);
        visit_mut::visit_expr_match_mut(self, expression);
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

    /// `200u16` is `200`: the place of each such number gives its type.
    fn visit_lit_int_mut(&mut self, number: &mut LitInt) {
        if ["u16", "u64", "usize"].contains(&number.suffix()) {
            *number = LitInt::new(number.base10_digits(), number.span());
        }
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

/// Splits documentation into one attribute a line, which is printed as `///`, without the JSON Schema that typify appends.
fn documentation_by_line(attribute: Attribute) -> Vec<Attribute> {
    let text = match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => text::line_feeds(&text.value()),
            _ => return vec![attribute],
        },
        _ => return vec![attribute],
    };
    let text = text.split("<details><summary>JSON schema</summary>").next().unwrap_or_default().trim_end();
    // Without a description, typify repeats the type's name.
    let name = text.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
    if name.is_some_and(|name| name.chars().all(char::is_alphanumeric)) {
        return Vec::new();
    }
    // What was a `///` in progenitor's source starts with a blank; what is from the document does not.
    let margin = if text.lines().all(|line| line.is_empty() || line.starts_with(' ')) { "" } else { " " };
    let mut in_code = false;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut line = format!("{margin}{line}").trim_end().to_owned();
        if line.trim_start().starts_with("```") {
            // Rust's documentation tests would compile a block without a language.
            if !in_code {
                line.truncate(line.find("```").unwrap_or_default() + 3);
                line.push_str("text");
            }
            in_code = !in_code;
        }
        lines.push(line);
    }
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
