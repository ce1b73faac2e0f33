//! Tradevest's cursors: forged ones, and valid ones with another partner or filter.
//!
//! The lines of an input are a forged cursor, the partner, a position, the filter's entity, status and type, and its labels.

use std::sync::LazyLock;

use customers_server::api::tradevest::cursor::{open, seal};
use customers_server::api::tradevest::rules::{CustomerStatus, EntityType, Filter};
use customers_server::db::query::Value;
use customers_server::db::{Database, ServerKey};

/// Tries an input.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (made_up, tenant, position) = (line(), line(), line());
    let (entity, status, kind) = (line(), line(), line());
    let position = position.parse().unwrap_or_else(|_| i64::try_from(position.len()).unwrap_or_default());
    let filter = Filter {
        entity_id: entity.parse().ok(),
        status: CustomerStatus::from_name(status),
        entity_type: EntityType::from_name(kind),
        labels: lines.map(ToOwned::to_owned).collect(),
    };
    let key = key();

    if let Some(position) = open(key, tenant, &filter, made_up) {
        assert_eq!(seal(key, tenant, &filter, position), made_up, "two cursors open the same");
    }
    let cursor = seal(key, tenant, &filter, position);
    assert_eq!(open(key, tenant, &filter, &cursor), Some(position));

    for other in others(tenant, &filter) {
        assert_ne!(open(key, tenant, &other, &cursor), Some(position), "{other:?} is not {filter:?}");
        assert_eq!(open(key, tenant, &other, &cursor), None);
    }
    for other in other_tenants(tenant, &filter) {
        assert_eq!(open(key, &other, &filter, &cursor), None, "{other:?} is not {tenant:?}");
    }
    for changed in changed(&cursor, made_up) {
        assert_eq!(open(key, tenant, &filter, &changed), None, "{changed} is not {cursor}");
    }
}

/// Filters that say almost the same.
fn others(tenant: &str, filter: &Filter) -> Vec<Filter> {
    let mut others = Vec::new();
    let mut add = |other: Filter| {
        if other != *filter {
            others.push(other);
        }
    };
    add(Filter { entity_id: None, ..filter.clone() });
    add(Filter { status: None, ..filter.clone() });
    add(Filter { entity_type: None, ..filter.clone() });
    add(Filter { labels: [filter.labels.iter().cloned().collect()].into(), ..filter.clone() });
    add(Filter { labels: filter.labels.iter().skip(1).cloned().collect(), ..filter.clone() });
    add(Filter {
        labels: filter.labels.iter().cloned().chain([tenant.to_owned()]).collect(),
        ..filter.clone()
    });
    for status in CustomerStatus::ALL {
        add(Filter { status: Some(*status), ..filter.clone() });
    }
    for kind in EntityType::ALL {
        add(Filter { entity_type: Some(*kind), ..filter.clone() });
    }
    others
}

fn other_tenants(tenant: &str, filter: &Filter) -> Vec<String> {
    let label = filter.labels.first().cloned().unwrap_or_default();
    let mut others =
        vec![format!("{tenant}{label}"), format!("{tenant}\0"), tenant.to_uppercase(), String::new()];
    others.extend(filter.labels.iter().cloned());
    others.retain(|other| other != tenant);
    others
}

/// The cursor with a letter of `letters` in each place, and longer and shorter ones.
fn changed(cursor: &str, letters: &str) -> Vec<String> {
    let mut all =
        vec![format!("{cursor}{letters}="), format!("{letters}{cursor}A"), cursor.replace(['A', 'b'], "")];
    for (place, letter) in letters.chars().take(cursor.len()).enumerate() {
        let (before, after) = cursor.split_at(place);
        all.push(format!("{before}{letter}{}", &after[1..]));
    }
    all.retain(|changed| changed != cursor);
    all
}

/// A key that is the same each time, so that inputs can hold cursors that open.
fn key() -> &'static ServerKey {
    static KEY: LazyLock<ServerKey> = LazyLock::new(|| {
        let name = "cursors that are fuzzed";
        let database =
            Database::open_memory(&customers_server::api::schemas()).expect("memory can be opened");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            database
                .write(move |connection| {
                    let statement = "INSERT INTO server_keys (name, key_hex) VALUES (?1, ?2)";
                    let key = "0f".repeat(32);
                    connection.prepare_cached(statement)?.execute([Value::Text(name), Value::Text(&key)])
                })
                .await
                .expect("it is written");
            database.server_key(name).await.expect("it is there")
        })
    });
    &KEY
}
