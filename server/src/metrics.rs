//! How much is done, how fast, and with what outcome, for Prometheus (its text format 0.0.4).
//!
//! Written here rather than with a crate: `metrics` has one recorder for a process, so that two servers in one would add
//! up; `prometheus-client` writes another format; and `prometheus` wants a handle kept for each operation and status, or
//! a look-up behind a lock for each request, so that most of what stands here would stand here still.
//!
//! What is needed is little: operations are known when they are registered, so each has its place from then on, and a
//! request adds to three atomic numbers there. Nothing is allocated, looked up or locked.
//!
//! Requests for paths that belong to no API are deliberately not counted; the log has them.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use dropshot::{ApiDescriptionRegisterError, HttpError};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Response, StatusCode};

use crate::context::Context;
use crate::db::WriteStatistics;
use crate::serving::LoadStatistics;
use dropshot_openapi::route::{Observe, Observer};
use dropshot_openapi::router::{Importance, Page, RouterBuilder};
use dropshot_openapi::{OperationTable, RequestContext};

/// The upper bounds of the histogram, in seconds as they are shown and in nanoseconds: from a read in memory to a caller
/// who has given up.
const BUCKETS: [(&str, u64); 13] = [
    ("0.0005", 500_000),
    ("0.001", 1_000_000),
    ("0.0025", 2_500_000),
    ("0.005", 5_000_000),
    ("0.01", 10_000_000),
    ("0.025", 25_000_000),
    ("0.05", 50_000_000),
    ("0.1", 100_000_000),
    ("0.25", 250_000_000),
    ("0.5", 500_000_000),
    ("1", 1_000_000_000),
    ("2.5", 2_500_000_000),
    ("10", 10_000_000_000),
];

/// Every status that HTTP knows, from 100 on.
const STATUSES: usize = 500;

/// Everything that one server counts about calls, on all of its listeners together. Cheap to clone.
#[derive(Clone, Default)]
pub struct Metrics {
    /// In the order of registration. Locked to register and to show, not to count.
    series: Arc<Mutex<Vec<Arc<Series>>>>,
}

/// What is counted for one operation, or for an API's requests that are for none.
struct Series {
    api: String,
    operation: Option<&'static OperationTable>,
    by_status: [AtomicU64; STATUSES],
    /// The last is for what took longer than the last bound.
    by_duration: [AtomicU64; BUCKETS.len() + 1],
    nanoseconds: AtomicU64,
}

impl Metrics {
    fn series(&self, api: &str, operation: Option<&'static OperationTable>) -> Arc<Series> {
        let mut all = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        let id = |operation: Option<&OperationTable>| operation.map(|table| table.id);
        if let Some(known) = all.iter().find(|known| known.api == api && id(known.operation) == id(operation))
        {
            return Arc::clone(known);
        }
        let new = Arc::new(Series {
            api: api.to_owned(),
            operation,
            by_status: [const { AtomicU64::new(0) }; STATUSES],
            by_duration: [const { AtomicU64::new(0) }; BUCKETS.len() + 1],
            nanoseconds: AtomicU64::new(0),
        });
        all.push(Arc::clone(&new));
        new
    }

    /// Everything, as Prometheus reads it.
    fn text(
        &self,
        load: LoadStatistics,
        storage: WriteStatistics,
        read_connections: Option<(usize, usize)>,
    ) -> String {
        let all = self.series.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut text = String::with_capacity(16 << 10);
        family(&mut text, "customers_build_info", "gauge", "Which build this is.");
        sample(&mut text, "customers_build_info", &[("version", env!("CARGO_PKG_VERSION"))], "1");

        let name = "customers_requests_total";
        let help = "Calls answered, by operation and status; 499 for those whose callers hung up before.";
        family(&mut text, name, "counter", help);
        for series in all.iter().filter(|series| series.operation.is_some()) {
            series.show_statuses(&mut text, name);
        }
        let name = "customers_requests_without_operation_total";
        family(
            &mut text,
            name,
            "counter",
            "Requests for a path of an API that are for none of its operations.",
        );
        for series in all.iter().filter(|series| series.operation.is_none()) {
            series.show_statuses(&mut text, name);
        }
        let name = "customers_request_duration_seconds";
        family(&mut text, name, "histogram", "How long calls took, from their headers to their answer.");
        for series in all.iter().filter(|series| series.operation.is_some()) {
            series.show_durations(&mut text, name);
        }
        let LoadStatistics { connections, connections_refused, requests, requests_refused } = load;
        let WriteStatistics { writes, commits, conflicts, queued } = storage;
        for (name, kind, help, value) in [
            ("customers_connections", "gauge", "Connections that are open now.", connections as u64),
            (
                "customers_connections_refused_total",
                "counter",
                "Connections turned away because as many were open as may be.",
                connections_refused,
            ),
            (
                "customers_requests_in_flight",
                "gauge",
                "Requests that are being answered now.",
                requests as u64,
            ),
            (
                "customers_requests_refused_total",
                "counter",
                "Requests turned away, and counted nowhere else, because as many were being answered as may be.",
                requests_refused,
            ),
            ("customers_storage_writes_total", "counter", "Writes that the database has kept.", writes),
            ("customers_storage_commits_total", "counter", "Transactions that the writes took.", commits),
            (
                "customers_storage_conflicts_total",
                "counter",
                "Transactions done again: another server was in the way, or a connection was lost.",
                conflicts,
            ),
            ("customers_storage_queue_length", "gauge", "Writes that are waiting now.", queued as u64),
        ] {
            family(&mut text, name, kind, help);
            sample(&mut text, name, &[], &value.to_string());
        }
        if let Some((open, used)) = read_connections {
            let name = "customers_storage_read_connections";
            family(&mut text, name, "gauge", "Connections to PostgreSQL that read, by what they do.");
            sample(&mut text, name, &[("state", "idle")], &open.saturating_sub(used).to_string());
            sample(&mut text, name, &[("state", "used")], &used.to_string());
        }
        text
    }
}

impl Observer for Metrics {
    fn operation(&self, table: &'static OperationTable) -> Arc<dyn Observe> {
        // An API's name is its tag.
        self.series(table.tag, Some(table))
    }

    fn no_operation(&self, api: &str) -> Arc<dyn Observe> {
        self.series(api, None)
    }
}

impl Observe for Series {
    fn answered(&self, status: StatusCode, took: Duration) {
        let nanoseconds = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
        if let Some(count) = self.by_status.get(usize::from(status.as_u16()) - 100) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let bucket = BUCKETS.iter().position(|(_, bound)| nanoseconds <= *bound).unwrap_or(BUCKETS.len());
        self.by_duration[bucket].fetch_add(1, Ordering::Relaxed);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
    }
}

impl Series {
    /// Documented statuses are shown from the start: what appears with its first count looks as if it had never grown.
    fn show_statuses(&self, text: &mut String, name: &str) {
        for (status, count) in (100..).zip(&self.by_status) {
            let count = count.load(Ordering::Relaxed);
            if count > 0 || self.operation.is_some_and(|table| table.response(status).is_some()) {
                let status = status.to_string();
                let labels: Vec<_> = self.labels().chain([("status", status.as_str())]).collect();
                sample(text, name, &labels, &count.to_string());
            }
        }
    }

    fn show_durations(&self, text: &mut String, name: &str) {
        let bounds = BUCKETS.iter().map(|(shown, _)| *shown).chain(["+Inf"]);
        let mut count = 0;
        for (bound, bucket) in bounds.zip(&self.by_duration) {
            count += bucket.load(Ordering::Relaxed);
            let labels: Vec<_> = self.labels().chain([("le", bound)]).collect();
            sample(text, &format!("{name}_bucket"), &labels, &count.to_string());
        }
        let labels: Vec<_> = self.labels().collect();
        let sum = Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed)).as_secs_f64();
        sample(text, &format!("{name}_sum"), &labels, &sum.to_string());
        sample(text, &format!("{name}_count"), &labels, &count.to_string());
    }

    fn labels(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let operation = self.operation.map(|table| ("operation", table.id));
        std::iter::once(("api", self.api.as_str())).chain(operation)
    }
}

fn family(text: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a string does not fail; here as below.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn sample(text: &mut String, name: &str, labels: &[(&str, &str)], value: &str) {
    text.push_str(name);
    for (index, (label, value)) in labels.iter().enumerate() {
        let _ = write!(text, "{}{label}=\"{}\"", if index == 0 { '{' } else { ',' }, escaped(value));
    }
    let _ = writeln!(text, "{} {value}", if labels.is_empty() { "" } else { "}" });
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

pub(crate) fn register(router: &mut RouterBuilder<Context>) -> Result<(), ApiDescriptionRegisterError> {
    router.page("/metrics", Page::Ready(metrics_page), Importance::Vital)
}

/// Everything that is counted. Like `/healthz` it asks for no credential, and says nothing of any tenant.
fn metrics_page(cx: &RequestContext<Context>) -> Result<Response<Bytes>, HttpError> {
    let Context { metrics, database, load, .. } = cx.context();
    Ok(Response::builder()
        .header(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .header(CACHE_CONTROL, "no-store")
        .body(Bytes::from(metrics.text(
            load.statistics(),
            database.write_statistics(),
            database.read_connections(),
        )))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(metrics: &Metrics) -> String {
        let load =
            LoadStatistics { connections: 0, connections_refused: 0, requests: 0, requests_refused: 0 };
        metrics.text(load, WriteStatistics { writes: 0, commits: 0, conflicts: 0, queued: 0 }, None)
    }

    #[test]
    fn every_metric_is_explained_to_who_operates_the_server() {
        let page = include_str!("../README.md");
        let load =
            LoadStatistics { connections: 0, connections_refused: 0, requests: 0, requests_refused: 0 };
        let written = WriteStatistics { writes: 0, commits: 0, conflicts: 0, queued: 0 };
        let text = Metrics::default().text(load, written, Some((1, 1)));
        let names: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")).collect();

        assert!(names.len() > 10);
        for name in names.iter().filter_map(|name| name.split(' ').next()) {
            assert!(page.contains(&format!("\n| `{name}` |")), "server/README.md does not explain {name}");
        }
    }

    #[test]
    fn a_label_says_what_it_holds_whatever_that_is() {
        let metrics = Metrics::default();
        metrics.no_operation("a\"b\\c\nd").answered(StatusCode::NOT_FOUND, Duration::ZERO);

        let text = text(&metrics);

        let line = r#"customers_requests_without_operation_total{api="a\"b\\c\nd",status="404"} 1"#;
        assert!(text.lines().any(|shown| shown == line), "{text}");
    }

    #[test]
    fn a_bucket_holds_what_took_up_to_its_bound_and_all_that_was_faster() {
        let series = Metrics::default().series("api", None);
        for nanoseconds in [0, 500_000, 500_001, 10_000_000_000, 10_000_000_001] {
            series.answered(StatusCode::OK, Duration::from_nanos(nanoseconds));
        }

        let mut text = String::new();
        series.show_durations(&mut text, "t");

        for line in [
            "t_bucket{api=\"api\",le=\"0.0005\"} 2",
            "t_bucket{api=\"api\",le=\"0.001\"} 3",
            "t_bucket{api=\"api\",le=\"2.5\"} 3",
            "t_bucket{api=\"api\",le=\"10\"} 4",
            "t_bucket{api=\"api\",le=\"+Inf\"} 5",
            "t_sum{api=\"api\"} 20.001000002",
            "t_count{api=\"api\"} 5",
        ] {
            assert!(text.lines().any(|shown| shown == line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn bounds_rise_and_are_what_they_are_shown_as() {
        assert!(BUCKETS.is_sorted_by(|(_, one), (_, next)| one < next));
        for (shown, nanoseconds) in BUCKETS {
            let seconds: f64 = shown.parse().unwrap();
            assert_eq!(Duration::from_secs_f64(seconds), Duration::from_nanos(nanoseconds), "{shown}");
        }
    }

    #[test]
    fn what_is_registered_twice_is_counted_as_one_and_another_servers_is_not() {
        let (one, other) = (Metrics::default(), Metrics::default());
        one.no_operation("api").answered(StatusCode::NOT_FOUND, Duration::ZERO);
        one.no_operation("api").answered(StatusCode::NOT_FOUND, Duration::ZERO);
        other.no_operation("api").answered(StatusCode::NOT_FOUND, Duration::ZERO);

        assert!(text(&one).contains("{api=\"api\",status=\"404\"} 2\n"));
        assert!(text(&other).contains("{api=\"api\",status=\"404\"} 1\n"));
    }
}
