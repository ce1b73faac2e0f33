//! Rules of a company's applications.
//!
//! Out of scope: what the document's schemas check, such as the form of a `clientId`.

use crate::auth::Permissions;

/// The client id that no application can have: the path to delete it is the path of the list.
const RESERVED_CLIENT_ID: &str = "applications";

/// All permissions.
pub const PERMISSIONS: &[&str] = &[
    "customerApplication_read",
    "customerApplication_write",
    "financial_read",
    "financial_write",
    "orders_read",
    "orders_write",
    "users_read",
    "users_write",
];

/// The permissions that allow reading only.
pub const READ_PERMISSIONS: &[&str] =
    &["customerApplication_read", "financial_read", "orders_read", "users_read"];

/// An application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Client id.
    pub client_id: String,
    /// Display name.
    pub display_name: Option<String>,
    /// Granted permissions.
    pub permissions: Permissions,
}

/// Reason why an application is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// The client id is reserved.
    Reserved,
    /// The caller does not hold this permission, so it cannot grant it.
    NotHeld(String),
}

/// Creates the application that the holder of `held` requests.
pub fn new_application(
    client_id: String,
    display_name: Option<String>,
    requested: Permissions,
    held: &Permissions,
) -> Result<Application, Rejected> {
    if client_id == RESERVED_CLIENT_ID {
        return Err(Rejected::Reserved);
    }
    if let Some(permission) = requested.iter().find(|permission| !held.holds(permission)) {
        return Err(Rejected::NotHeld(permission.to_owned()));
    }
    Ok(Application { client_id, display_name, permissions: requested })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions(names: &[&str]) -> Permissions {
        names.iter().copied().collect()
    }

    #[test]
    fn read_permissions_are_the_permissions_to_read() {
        let read: Vec<_> = PERMISSIONS.iter().copied().filter(|name| name.ends_with("_read")).collect();

        assert_eq!(READ_PERMISSIONS, read);
    }

    #[test]
    fn path_of_the_list_is_reserved() {
        let new = |client_id: &str| {
            new_application(client_id.to_owned(), None, permissions(&[]), &permissions(PERMISSIONS))
        };

        assert_eq!(new("applications"), Err(Rejected::Reserved));
        assert_eq!(new("Applications").unwrap().client_id, "Applications");
    }

    #[test]
    fn permission_has_to_be_held_to_be_granted() {
        let held = permissions(READ_PERMISSIONS);
        let new = |requested: &[&str]| new_application("app".to_owned(), None, permissions(requested), &held);

        let rejected = new(&["orders_read", "orders_write"]);

        assert_eq!(rejected, Err(Rejected::NotHeld("orders_write".to_owned())));
        assert!(new(&["orders_read"]).is_ok());
    }
}
