//! Schema migrations: numbered SQL texts per component, applied in order, once, forward only.
//!
//! A component (an API, or the credentials) lists its migrations in a [`Schema`]; the first one is its `schema.sql`. A
//! released migration never changes: a change is another element of the list. The table `schema_migrations` records what
//! has been applied. A line that holds for one database only begins with `--sqlite ` or `--postgres `.

use std::collections::BTreeMap;

use super::OpenError;
use super::query::Dialect;

/// The tables of one component.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The component's name, such as `reportei`.
    pub component: &'static str,
    /// Its migrations; the first one is version 1.
    pub migrations: &'static [&'static str],
}

/// A migration that has not been applied yet.
#[derive(Debug)]
pub(super) struct Migration {
    pub(super) component: &'static str,
    pub(super) version: i64,
    pub(super) sql: String,
}

pub(super) const CREATE_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    component  text   not null,
    version    bigint not null,
    applied_at bigint not null,
    primary key (component, version)
)";

/// Selects the last applied version of every component.
pub(super) const APPLIED: &str = "SELECT component, MAX(version) FROM schema_migrations GROUP BY component";

/// The last applied version by component.
pub(super) type Applied = BTreeMap<String, i64>;

/// Returns the migrations that are missing in `database`, and fails if a newer version of this program has been there.
pub(super) fn missing(
    schemas: &[Schema],
    applied: &Applied,
    dialect: Dialect,
    database: &str,
) -> Result<Vec<Migration>, OpenError> {
    for (component, &found) in applied {
        let schema = schemas.iter().find(|schema| schema.component == component);
        let known = schema.map_or(0, Schema::last_version);
        if found > known {
            let (database, component) = (database.to_owned(), component.clone());
            return Err(OpenError::NewerVersion { database, component, found, known });
        }
    }
    let mut missing = Vec::new();
    for Schema { component, migrations } in schemas {
        let last = applied.get(*component).copied().unwrap_or(0);
        let new = (1..).zip(*migrations).filter(|(version, _)| *version > last);
        missing.extend(new.map(|(version, text)| Migration { component, version, sql: sql(text, dialect) }));
    }
    Ok(missing)
}

impl Schema {
    fn last_version(&self) -> i64 {
        i64::try_from(self.migrations.len()).unwrap_or(i64::MAX)
    }
}

/// Returns the lines of a migration that hold for `dialect`.
fn sql(text: &str, dialect: Dialect) -> String {
    let mut sql = String::with_capacity(text.len());
    for line in text.lines() {
        let line = match (line.strip_prefix("--sqlite "), line.strip_prefix("--postgres ")) {
            (Some(line), _) if dialect == Dialect::Sqlite => line,
            (_, Some(line)) if dialect == Dialect::Postgres => line,
            (None, None) => line,
            _ => continue,
        };
        let is_text_column =
            line.split_whitespace().nth(1).map(|word| word.trim_end_matches(',')) == Some("text");
        if dialect == Dialect::Postgres && is_text_column {
            // PostgreSQL then compares texts by their bytes, as SQLite does.
            let line = format!("{line}\n").replacen(" text ", " text collate \"C\" ", 1);
            let line = line.replacen(" text,", " text collate \"C\",", 1);
            sql.push_str(&line.replacen(" text\n", " text collate \"C\"\n", 1));
        } else {
            sql.push_str(line);
            sql.push('\n');
        }
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "-- A comment.\ncreate table a (\n    id   text not null,\n    note text\n--sqlite ) without rowid;\n--postgres );\n";
    const SECOND: &str = "alter table a add column other text;";

    fn schema(migrations: &'static [&'static str]) -> [Schema; 1] {
        [Schema { component: "a", migrations }]
    }

    #[test]
    fn marked_lines_apply_to_one_database() {
        assert_eq!(
            sql(FIRST, Dialect::Sqlite),
            "-- A comment.\ncreate table a (\n    id   text not null,\n    note text\n) without rowid;\n"
        );
        assert_eq!(
            sql(FIRST, Dialect::Postgres),
            "-- A comment.\ncreate table a (\n    id   text collate \"C\" not null,\n    note text collate \"C\"\n);\n"
        );
    }

    #[test]
    fn only_migrations_after_the_applied_version_are_missing() {
        let versions = |migrations, last: Option<i64>| {
            let applied: Applied = last.map(|version| ("a".to_owned(), version)).into_iter().collect();
            let missing = missing(&schema(migrations), &applied, Dialect::Sqlite, "a database").unwrap();
            missing.iter().map(|migration| migration.version).collect::<Vec<_>>()
        };
        assert_eq!(versions(&[FIRST, SECOND], None), [1, 2]);
        assert_eq!(versions(&[FIRST, SECOND], Some(1)), [2]);
        assert!(versions(&[FIRST, SECOND], Some(2)).is_empty());
    }

    #[test]
    fn newer_version_or_unknown_component_is_rejected() {
        for (component, found, expected) in [("a", 2, 1), ("b", 1, 0)] {
            let applied = [(component.to_owned(), found)].into();
            let error = missing(&schema(&[FIRST]), &applied, Dialect::Sqlite, "a database").unwrap_err();
            assert!(
                matches!(&error, OpenError::NewerVersion { component: c, found: f, known, .. }
                    if c == component && *f == found && *known == expected),
                "{error:?}"
            );
        }
    }
}
