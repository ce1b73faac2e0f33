//! Writes JSON: the bodies of answers, and the lines of the log.
//!
//! It writes what `serde_json` writes, and leaves all but texts to it. `serde_json` looks at the bytes of each text and of each
//! member's name one by one, for what has to be escaped; of the time that a page of a list takes, that was a tenth. Here
//! sixteen are looked at together.

#![expect(
    clippy::inline_always,
    reason = "a name that is written where it is given costs nothing to look through, which is half of a page's JSON"
)]

use std::fmt::{self, Display, Write as _};

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::{Error, Result};

/// Writes `value` behind what `json` holds. If it fails, a part may be there.
///
/// # Errors
///
/// What serializes `value` may fail, and a map's keys have to be texts.
pub fn write<T: Serialize + ?Sized>(json: &mut Vec<u8>, value: &T) -> Result<()> {
    value.serialize(Json { json })
}

/// Writes a text, in quotes.
#[inline(always)]
pub fn write_text(json: &mut Vec<u8>, text: &str) {
    json.push(b'"');
    write_within_quotes(json, text);
    json.push(b'"');
}

#[inline(always)]
fn write_within_quotes(json: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    if !is_plain(rest) {
        while let Some(at) = rest.iter().position(|byte| needs_escape(*byte)) {
            json.extend_from_slice(&rest[..at]);
            write_escaped(json, rest[at]);
            rest = &rest[at + 1..];
        }
    }
    json.extend_from_slice(rest);
}

#[cold]
fn write_escaped(json: &mut Vec<u8>, byte: u8) {
    const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";

    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            let [high, low] = [byte >> 4, byte & 0xF].map(|digit| HEXADECIMAL[usize::from(digit)]);
            return json.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
        }
    };
    json.extend_from_slice(&[b'\\', short]);
}

/// Whether a byte may not stand in a text as it is.
const fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Whether there is nothing to escape.
#[inline(always)]
fn is_plain(bytes: &[u8]) -> bool {
    // What is left over at the end is looked at once more with those before it, and not by itself.
    if let Some(last) = bytes.last_chunk::<16>() {
        let (sixteens, _) = bytes.as_chunks::<16>();
        return sixteens.iter().all(are_plain) && are_plain(last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return are_plain(first) && are_plain(last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return are_plain(first) && are_plain(last);
    }
    !bytes.iter().any(|byte| needs_escape(*byte))
}

/// The same of so many bytes. None is reason to stop: so the compiler looks at all of them with one instruction.
fn are_plain<const N: usize>(bytes: &[u8; N]) -> bool {
    !bytes.iter().fold(false, |found, byte| found | needs_escape(*byte))
}

/// How `serde_json` calls the struct that is one of its numbers, where somebody has switched on its feature
/// `arbitrary_precision`: there is one field, and that is the number's text.
const NUMBER: &str = "$serde_json::private::Number";

/// A place for one value.
struct Json<'a> {
    json: &'a mut Vec<u8>,
}

impl<'a> Json<'a> {
    fn begin(self, open: &[u8], close: &'static [u8]) -> Parts<'a> {
        self.json.extend_from_slice(open);
        Parts { json: self.json, is_first: true, close }
    }

    fn begin_variant(self, variant: &str, open: u8, close: &'static [u8]) -> Parts<'a> {
        self.json.push(b'{');
        write_text(self.json, variant);
        self.begin(&[b':', open], close)
    }
}

/// Numbers of every size are written alike.
macro_rules! with_serde_json {
    ($($method:ident $number:ty),* $(,)?) => {
        $(
            fn $method(self, value: $number) -> Result<()> {
                serde_json::to_writer(self.json, &value)
            }
        )*
    };
}

impl<'a> Serializer for Json<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.json.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    with_serde_json! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_f32 f32, serialize_f64 f64,
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        write_text(self.json, value);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        self.json.push(b'"');
        write!(WithinQuotes(self.json), "{value}").map_err(Error::custom)?;
        self.json.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.json.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let mut map = self.serialize_map(Some(1))?;
        map.serialize_entry(variant, value)?;
        SerializeMap::end(map)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>> {
        Ok(self.begin(b"[", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>> {
        Ok(self.begin_variant(variant, b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'a>> {
        Ok(self.begin(b"{", b"}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'a>> {
        if name == NUMBER { Ok(self.begin(b"", b"")) } else { self.serialize_map(None) }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>> {
        Ok(self.begin_variant(variant, b'{', b"}}"))
    }
}

/// An array or an object, of which some parts are written.
struct Parts<'a> {
    json: &'a mut Vec<u8>,
    is_first: bool,
    close: &'static [u8],
}

impl Parts<'_> {
    #[inline(always)]
    fn comma(&mut self) {
        if !self.is_first {
            self.json.push(b',');
        }
        self.is_first = false;
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.comma();
        write(self.json, value)
    }

    #[inline(always)]
    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        self.comma();
        write_text(self.json, name);
        self.json.push(b':');
        write(self.json, value)
    }

    fn close(self) {
        self.json.extend_from_slice(self.close);
    }
}

/// Arrays are written alike, whatever they are called in Rust.
macro_rules! arrays {
    ($($kind:ident $method:ident),* $(,)?) => {
        $(
            impl $kind for Parts<'_> {
                type Ok = ();
                type Error = Error;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                    self.item(value)
                }

                fn end(self) -> Result<()> {
                    self.close();
                    Ok(())
                }
            }
        )*
    };
}

arrays! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.comma();
        let begin = self.json.len();
        write(self.json, key)?;
        if self.json.get(begin) == Some(&b'"') { Ok(()) } else { Err(Error::custom("a key is no text")) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.json.push(b':');
        write(self.json, value)
    }

    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Error;

    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        if name != NUMBER {
            return self.member(name, value);
        }
        let text = serde_json::to_value(value)?;
        self.json.extend_from_slice(text.as_str().unwrap_or("null").as_bytes());
        Ok(())
    }

    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}

impl SerializeStructVariant for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.member(name, value)
    }

    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}

/// Takes the pieces of a text that is shown.
struct WithinQuotes<'a>(&'a mut Vec<u8>);

impl fmt::Write for WithinQuotes<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        write_within_quotes(self.0, piece);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use serde_json::json;

    use super::*;

    /// What is written, which is what `serde_json` writes.
    fn written<T: Serialize + ?Sized>(value: &T) -> String {
        let mut json = Vec::new();
        write(&mut json, value).unwrap();
        let json = String::from_utf8(json).unwrap();
        assert_eq!(json, serde_json::to_string(value).unwrap());
        json
    }

    #[test]
    fn each_character_is_written_as_serde_json_writes_it_wherever_it_stands() {
        for character in ('\0'..='\u{17F}').chain(['€', '\u{2028}', '\u{FEFF}', '😀', '\u{10FFFF}']) {
            for before in 0..26 {
                for after in [0, 1, 7, 8, 9] {
                    written(&format!("{}{character}{}", "x".repeat(before), "é".repeat(after)));
                }
            }
        }
    }

    #[derive(Serialize)]
    struct All {
        empty: [u8; 0],
        numbers: (i8, i16, i32, i64, u8, u16, u32, u64),
        #[serde(rename = "a \"name\"\n")]
        named: Option<char>,
        absent: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<bool>,
        unit: (),
        nothing: Nothing,
        variants: Vec<Variant>,
        map: BTreeMap<String, f64>,
        no_map: BTreeMap<String, f64>,
        small: f32,
        #[serde(flatten)]
        flat: BTreeMap<&'static str, Pair>,
    }

    #[derive(Serialize)]
    struct Nothing;

    #[derive(Serialize)]
    struct Pair(bool, &'static str);

    #[derive(Serialize)]
    enum Variant {
        Unit,
        Newtype(u8),
        Tuple(u8, bool),
        Struct { a: u8, b: Box<Variant> },
    }

    #[test]
    fn every_kind_of_value_is_written_as_serde_json_writes_it() {
        written(&All {
            empty: [],
            numbers: (-128, 1, i32::MIN, i64::MIN, 255, 0, 7, u64::MAX),
            named: Some('"'),
            absent: None,
            left_out: None,
            unit: (),
            nothing: Nothing,
            variants: vec![
                Variant::Unit,
                Variant::Newtype(1),
                Variant::Tuple(2, true),
                Variant::Struct { a: 3, b: Box::new(Variant::Unit) },
            ],
            map: [("é\t", 0.1), ("nan", f64::NAN), ("big", 1e300)].map(|(k, v)| (k.to_owned(), v)).into(),
            no_map: BTreeMap::new(),
            small: 0.1,
            flat: [("x", Pair(true, "\\"))].into(),
        });
        written(&json!({"a": [1, -1, 1.5, null, true, "x\u{1}", {}, []], "": {"b": {"c": []}}}));
        assert_eq!(written(&format_args!("{}-{:?}", 1, "a\n")), r#""1-\"a\\n\"""#);
    }

    #[test]
    fn a_number_is_one_also_where_serde_json_keeps_its_text() {
        #[derive(Serialize)]
        #[serde(rename = "$serde_json::private::Number")]
        struct Number {
            #[serde(rename = "$serde_json::private::Number")]
            text: &'static str,
        }

        let mut json = Vec::new();
        write(&mut json, &[Number { text: "1.50" }, Number { text: "-7" }]).unwrap();
        assert_eq!(json, b"[1.50,-7]");
    }

    #[test]
    fn a_key_that_is_no_text_is_refused() {
        let mut json = Vec::new();
        assert!(write(&mut json, &BTreeMap::from([(true, 1)])).is_err());
        assert!(write(&mut json, &BTreeMap::from([(None::<&str>, 1)])).is_err());
    }
}
