//! Metrics for Prometheus, `/metrics`: calls by operation and status, their durations, load and storage.
//!
//! Out of scope: requests that are for no operation. dropshot answers them, and the log has them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, Body, HttpError,
    RequestContext, ServerContext,
};
use dropshot_openapi::{Observer, OperationTable, Runtime, check_target};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Method, Response, StatusCode};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::db::{Database, WriteStatistics};

const PATH: &str = "/metrics";

/// The upper bounds of the duration histogram's buckets, in seconds.
const BUCKETS: [f64; 13] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    api: &'static str,
    operation: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    api: &'static str,
    operation: &'static str,
    status: u16,
}

/// Counts calls.
#[derive(Debug)]
pub(crate) struct Metrics {
    calls: Family<Outcome, Counter>,
    durations: Family<Operation, Histogram>,
}

impl Metrics {
    /// Registers the metrics of calls.
    pub(crate) fn register(registry: &mut Registry) -> Self {
        let calls = Family::default();
        registry.register(
            "customers_requests",
            "Calls by operation and status; 499 if the caller disconnected before the response was sent",
            calls.clone(),
        );
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        registry.register(
            "customers_request_duration_seconds",
            "Durations of calls, from the request's headers to the response",
            durations.clone(),
        );
        Self { calls, durations }
    }
}

/// Returns the labels of an operation. Its tag is its API's name.
fn labels(operation: &'static OperationTable) -> Operation {
    Operation { api: &operation.tag, operation: &operation.id }
}

fn outcome(operation: &'static OperationTable, status: u16) -> Outcome {
    Outcome { api: &operation.tag, operation: &operation.id, status }
}

impl Observer for Metrics {
    /// Shows documented statuses from the start: a counter that appears with its first call looks as if it had not grown.
    fn registered(&self, operation: &'static OperationTable) {
        for response in &operation.responses {
            drop(self.calls.get_or_create(&outcome(operation, response.status)));
        }
        drop(self.durations.get_or_create(&labels(operation)));
    }

    fn ended(&self, operation: &'static OperationTable, status: StatusCode, elapsed: Duration) {
        self.calls.get_or_create(&outcome(operation, status.as_u16())).inc();
        self.durations.get_or_create(&labels(operation)).observe(elapsed.as_secs_f64());
    }
}

/// Registers the metrics of the server as a whole, which are read when they are shown.
pub(crate) fn register_server(registry: &mut Registry, runtime: Runtime, database: Database) {
    let build = Family::<[(&str, &str); 1], Gauge>::default();
    build.get_or_create(&[("version", env!("CARGO_PKG_VERSION"))]).set(1);
    registry.register("customers_build_info", "The build", build);
    registry.register_collector(Box::new(ServerCollector { runtime, database }));
}

struct ServerCollector {
    runtime: Runtime,
    database: Database,
}

impl fmt::Debug for ServerCollector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerCollector").finish_non_exhaustive()
    }
}

impl Collector for ServerCollector {
    fn encode(&self, mut encoder: DescriptorEncoder) -> fmt::Result {
        let WriteStatistics { writes, commits, conflicts, queued } = self.database.write_statistics();
        for (name, help, value) in [
            (
                "customers_requests_refused",
                "Requests refused because too many were in flight",
                self.runtime.requests_refused(),
            ),
            ("customers_storage_writes", "Committed writes", writes),
            ("customers_storage_commits", "Transactions that the writes took", commits),
            (
                "customers_storage_conflicts",
                "Transactions repeated after a conflict or a lost connection",
                conflicts,
            ),
        ] {
            let counter = ConstCounter::new(value);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        for (name, help, value) in [
            ("customers_requests_in_flight", "Requests in flight", self.runtime.requests_in_flight()),
            ("customers_storage_queue_length", "Writes waiting to be executed", queued),
        ] {
            let gauge = ConstGauge::new(value as u64);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        if let Some((open, used)) = self.database.read_connections() {
            let (name, help) =
                ("customers_storage_read_connections", "Connections to PostgreSQL that read, by state");
            let idle = ConstGauge::new(open.saturating_sub(used) as u64);
            let used = ConstGauge::new(used as u64);
            let mut family = encoder.encode_descriptor(name, help, None, idle.metric_type())?;
            idle.encode(family.encode_family(&[("state", "idle")])?)?;
            used.encode(family.encode_family(&[("state", "used")])?)?;
        }
        Ok(())
    }
}

/// Registers `/metrics`. Like `/healthz`, it needs no credential and takes no request permit; it says nothing about any
/// tenant.
pub(crate) fn register_page<C: ServerContext>(
    api: &mut ApiDescription<C>,
    registry: Registry,
) -> Result<(), ApiDescriptionRegisterError> {
    let registry = Arc::new(registry);
    let page = move |cx: RequestContext<C>| {
        let registry = Arc::clone(&registry);
        async move {
            check_target(&cx.request, &Method::GET, PATH)?;
            show(&registry)
        }
    };
    let json = "application/json";
    let versions = ApiEndpointVersions::All;
    api.register(
        ApiEndpoint::new("metrics".to_owned(), page, Method::GET, json, PATH, versions).visible(false),
    )
}

fn show(registry: &Registry) -> Result<Response<Body>, HttpError> {
    let mut body = String::new();
    text::encode(&mut body, registry)
        .map_err(|error| HttpError::for_internal_error(format!("cannot encode the metrics: {error}")))?;
    Ok(Response::builder()
        .header(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")
        .header(CACHE_CONTROL, "no-store")
        .body(body.into())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{APIS, schemas};

    #[tokio::test]
    async fn every_metric_is_in_the_operators_readme() {
        let page = include_str!("../README.md");
        let database = Database::open_memory(&schemas()).unwrap();
        let mut registry = Registry::default();
        let metrics = Metrics::register(&mut registry);
        for endpoint in APIS.iter().flat_map(|api| (api.endpoints)(&Runtime::default())) {
            metrics.registered(endpoint.operation);
        }
        register_server(&mut registry, Runtime::default(), database);
        let mut text = String::new();
        text::encode(&mut text, &registry).unwrap();

        let types: Vec<_> =
            text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' ')).collect();
        assert!(types.len() > 8, "{text}");
        for (name, kind) in types {
            let suffix = if kind == "counter" { "_total" } else { "" };
            let row = format!("\n| `{name}{suffix}` |");
            assert!(page.contains(&row), "server/README.md does not document {name}{suffix}");
        }
    }
}
