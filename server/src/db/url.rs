//! Database URLs, as `--database` and the configuration file contain them.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Location of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:FILE`: a file, created if it does not exist.
    SqliteFile(PathBuf),
    /// `sqlite::memory:`: in this process only, and gone when it ends.
    SqliteMemory,
    /// `postgres://…`: a PostgreSQL server.
    Postgres(PostgresUrl),
}

/// PostgreSQL URL. It may contain a password, so that neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl PostgresUrl {
    /// Returns the URL with its password, for the driver only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("postgres://***")
    }
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(PostgresUrl(text.to_owned())));
        }
        match text.strip_prefix("sqlite:") {
            Some(":memory:") => Ok(Self::SqliteMemory),
            // Other tools write `sqlite://file`, which would otherwise be a file in the root folder.
            Some(file) => match file.strip_prefix("//").unwrap_or(file) {
                "" => Err(DatabaseUrlError::NoFile),
                file => Ok(Self::SqliteFile(PathBuf::from(file))),
            },
            None => Err(DatabaseUrlError::UnknownKind),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteFile(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::SqliteMemory => formatter.write_str("sqlite::memory:"),
            Self::Postgres(url) => write!(formatter, "{url:?}"),
        }
    }
}

/// Why a text is not a database URL. The message does not repeat the text, which may contain a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlError {
    /// `sqlite:` without a file name.
    #[error(
        "invalid database URL: it names no file. Write sqlite:FILE, for example sqlite:customers.db, or \
         sqlite::memory:."
    )]
    NoFile,
    /// Neither `sqlite:` nor `postgres:`.
    #[error("invalid database URL: unknown scheme. Write sqlite:FILE, sqlite::memory: or postgres://….")]
    UnknownKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_urls_are_parsed_or_rejected() {
        let file = |path: &str| Ok(DatabaseUrl::SqliteFile(PathBuf::from(path)));
        for (text, expected, reason) in [
            ("sqlite:customers.db", file("customers.db"), "a relative file"),
            ("sqlite:/var/customers.db", file("/var/customers.db"), "an absolute file"),
            ("sqlite://customers.db", file("customers.db"), "other tools' spelling, relative"),
            ("sqlite:///var/customers.db", file("/var/customers.db"), "other tools' spelling, absolute"),
            ("sqlite::memory:", Ok(DatabaseUrl::SqliteMemory), "memory"),
            ("sqlite:", Err(DatabaseUrlError::NoFile), "no file"),
            ("sqlite://", Err(DatabaseUrlError::NoFile), "no file, other spelling"),
            ("customers.db", Err(DatabaseUrlError::UnknownKind), "no scheme"),
            ("mysql://host/db", Err(DatabaseUrlError::UnknownKind), "another database"),
            ("", Err(DatabaseUrlError::UnknownKind), "empty"),
        ] {
            assert_eq!(text.parse::<DatabaseUrl>(), expected, "{reason}");
        }
    }
}
