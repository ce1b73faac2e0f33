//! Identities: tenants, users and their permissions.

use std::fmt;

/// Owner of data: a merchant, a company, a partner or an account, in the terms of the APIs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Identifier, stored with every row.
    pub id: String,
    /// Name for people.
    pub name: String,
}

/// An account that signed in with a name and a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to sign in with: a credential's id, because the operator's label is not unique.
    pub id: String,
    /// The tenant whose data the user may access.
    pub tenant: Tenant,
    /// The user's permissions.
    pub permissions: Permissions,
}

/// Set of permission names, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions(Vec<String>);

impl Permissions {
    /// Parses names separated by spaces.
    pub fn parse(text: &str) -> Self {
        text.split_ascii_whitespace().collect()
    }

    /// Returns `true` if the set contains `permission`.
    pub fn holds(&self, permission: &str) -> bool {
        self.0.iter().any(|held| held == permission)
    }

    /// Iterates over the names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl<T: Into<String>> FromIterator<T> for Permissions {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        let mut permissions = Vec::new();
        for name in names {
            let name = name.into();
            if !permissions.contains(&name) {
                permissions.push(name);
            }
        }
        Self(permissions)
    }
}

impl fmt::Display for Permissions {
    /// Writes the names separated by spaces, as they are stored.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_unique_and_survive_storage() {
        let permissions: Permissions = ["b", "a", "b"].into_iter().collect();

        assert_eq!(permissions.to_string(), "b a");
        assert_eq!(Permissions::parse("b a"), permissions);
        assert!(permissions.holds("a") && !permissions.holds("b a"));
        assert_eq!(Permissions::parse(""), Permissions::default());
    }
}
