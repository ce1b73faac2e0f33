//! What a caller may do, in the words of its API's document.

use std::fmt;

/// Permissions by name, each once, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions(Vec<String>);

impl Permissions {
    /// Reads what [`Display`](fmt::Display) writes.
    pub fn parse(text: &str) -> Self {
        text.split_ascii_whitespace().collect()
    }

    /// Whether this one is among them.
    pub fn holds(&self, permission: &str) -> bool {
        self.0.iter().any(|held| held == permission)
    }

    /// Each name.
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
    /// With a blank between two, as they are stored. No name has one in it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_kept_once_each_and_come_back_as_they_were_written() {
        let permissions: Permissions = ["b_read", "a_write", "b_read"].into_iter().collect();

        assert_eq!(permissions.to_string(), "b_read a_write");
        assert_eq!(Permissions::parse("b_read a_write"), permissions);
        assert!(permissions.holds("a_write"));
        assert!(!permissions.holds("a"), "only the whole name counts");
        assert!(!permissions.holds(""));
        assert_eq!(Permissions::parse("").iter().count(), 0);
    }
}
