//! Lines of JSON, put together by whoever has something to say.
//!
//! slog's own way to another thread is to copy each of an event's values into a box of its own, to be written there; with a
//! line for each request, that was a tenth of what a short request takes. A line that is a text already is one copy.

use std::cell::RefCell;
use std::fmt;

use chrono::{DateTime, Utc};
use serde::Serialize;
use slog::{Drain, Key, Never, OwnedKVList, Record, Serializer};

use super::lines::Lines;
use crate::json;

const DIGITS: &[u8; 10] = b"0123456789";

/// Writes each event as an object on a line.
pub(super) struct Json(pub(super) Lines);

impl Drain for Json {
    type Ok = ();
    type Err = Never;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<(), Never> {
        thread_local! {
            static LINE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        LINE.with_borrow_mut(|line| {
            line.clear();
            write_event(line, record, values);
            self.0.push(line);
        });
        Ok(())
    }
}

fn write_event(line: &mut Vec<u8>, record: &Record<'_>, values: &OwnedKVList) {
    let mut object = Object(line);
    object.0.push(b'{');
    object.value("msg", record.msg());
    object.value("level", record.level().as_str());
    object.time("time", Utc::now());
    // A value that cannot be shown is left out: nobody can be told of it but by a log.
    let _ = slog::KV::serialize(values, record, &mut object);
    let _ = slog::KV::serialize(&record.kv(), record, &mut object);
    line.extend_from_slice(b"}\n");
}

/// An object that is being written.
struct Object<'a>(&'a mut Vec<u8>);

impl Object<'_> {
    fn name(&mut self, name: &str) {
        if self.0.last() != Some(&b'{') {
            self.0.push(b',');
        }
        json::write_text(self.0, name);
        self.0.push(b':');
    }

    fn value(&mut self, name: &str, value: impl Serialize) {
        self.name(name);
        // None of the values that slog hands over fails to be one.
        let _ = json::write(self.0, &value);
    }

    fn time(&mut self, name: &str, time: DateTime<Utc>) {
        thread_local! {
            /// The last second that was written, and how: most lines are of the same second as the one before.
            static SECOND: RefCell<(i64, String)> = const { RefCell::new((i64::MIN, String::new())) };
        }
        self.name(name);
        SECOND.with_borrow_mut(|(second, text)| {
            if *second != time.timestamp() {
                *second = time.timestamp();
                *text = time.format("%Y-%m-%dT%H:%M:%S").to_string();
            }
            self.0.push(b'"');
            self.0.extend_from_slice(text.as_bytes());
            self.0.push(b'.');
            let micros = time.timestamp_subsec_micros();
            for place in [100_000, 10_000, 1_000, 100, 10, 1] {
                self.0.push(DIGITS[(micros / place % 10) as usize]);
            }
            self.0.extend_from_slice(b"Z\"");
        });
    }
}

impl Serializer for Object<'_> {
    fn emit_arguments(&mut self, key: Key, value: &fmt::Arguments<'_>) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }

    fn emit_str(&mut self, key: Key, value: &str) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }

    fn emit_bool(&mut self, key: Key, value: bool) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }

    fn emit_none(&mut self, key: Key) -> slog::Result {
        self.value(key.as_ref(), ());
        Ok(())
    }

    fn emit_unit(&mut self, key: Key) -> slog::Result {
        self.value(key.as_ref(), ());
        Ok(())
    }

    fn emit_usize(&mut self, key: Key, value: usize) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }

    fn emit_u16(&mut self, key: Key, value: u16) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }

    fn emit_u32(&mut self, key: Key, value: u32) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }

    fn emit_u64(&mut self, key: Key, value: u64) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }

    fn emit_i64(&mut self, key: Key, value: i64) -> slog::Result {
        self.value(key.as_ref(), value);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use slog::{Level, Logger, info, o};

    use super::*;

    struct Last(std::sync::Mutex<Vec<u8>>);

    impl Drain for Last {
        type Ok = ();
        type Err = Never;

        fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<(), Never> {
            let mut line = self.0.lock().unwrap();
            line.clear();
            write_event(&mut line, record, values);
            Ok(())
        }
    }

    #[test]
    fn a_time_has_all_its_microseconds() {
        let written = |nanoseconds: i64| {
            let mut line = vec![b'{'];
            Object(&mut line).time("t", DateTime::from_timestamp_nanos(nanoseconds));
            String::from_utf8(line).unwrap()
        };

        assert_eq!(written(1_700_000_000_000_045_999), r#"{"t":"2023-11-14T22:13:20.000045Z""#);
        assert_eq!(written(1_700_000_000_987_654_321), r#"{"t":"2023-11-14T22:13:20.987654Z""#);
        assert_eq!(written(1_700_000_001_000_000_000), r#"{"t":"2023-11-14T22:13:21.000000Z""#);
    }

    #[test]
    fn an_event_is_one_line_of_json_whatever_is_in_it() {
        let last = std::sync::Arc::new(Last(std::sync::Mutex::default()));
        let log = Logger::root(std::sync::Arc::clone(&last).ignore_res(), o!("server" => "here"));

        info!(log, "it is {}\n", "\"done\""; "status" => 200_u16, "took" => 1.5, "none" => None::<u64>,
            "uri" => %"/a?b=\u{1}", "is_new" => true);

        let line = String::from_utf8(last.0.lock().unwrap().clone()).unwrap();
        assert_eq!(line.find('\n'), Some(line.len() - 1), "{line}");
        let mut event: serde_json::Value = serde_json::from_str(&line).unwrap();
        let time = event["time"].take();
        let written: DateTime<Utc> = time.as_str().unwrap().parse().unwrap();
        assert!((Utc::now() - written).num_seconds().abs() < 60, "{time}");
        assert_eq!(
            event,
            serde_json::json!({
                "msg": "it is \"done\"\n", "level": Level::Info.as_str(), "time": null, "server": "here",
                "status": 200, "took": "1.5", "none": null, "uri": "/a?b=\u{1}", "is_new": true,
            })
        );
    }
}
