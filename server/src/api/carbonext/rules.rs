//! What Carbonext's documentation says of a company's applications, without HTTP and without a database.
//!
//! What the API's document can say itself, such as what a `clientId` may look like, is checked before and not again here.

use crate::auth::Permissions;

/// The API's name: of its document, its module and its mount.
pub const NAME: &str = "carbonext";

/// The one name that no application can have: the path of its deletion would be the list's.
const RESERVED_CLIENT_ID: &str = "applications";

/// Every permission's key.
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

/// The keys of the permissions that only look.
pub const READ_PERMISSIONS: &[&str] =
    &["customerApplication_read", "financial_read", "orders_read", "users_read"];

/// What an application may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See the company's applications.
    CustomerApplicationRead,
    /// Create and delete them.
    CustomerApplicationWrite,
    /// See its finances.
    FinancialRead,
    /// Change them.
    FinancialWrite,
    /// See its orders.
    OrdersRead,
    /// Change them.
    OrdersWrite,
    /// See its users.
    UsersRead,
    /// Change them.
    UsersWrite,
}

impl Permission {
    /// Each of them, in the order of [`PERMISSIONS`].
    pub const ALL: [Self; 8] = [
        Self::CustomerApplicationRead,
        Self::CustomerApplicationWrite,
        Self::FinancialRead,
        Self::FinancialWrite,
        Self::OrdersRead,
        Self::OrdersWrite,
        Self::UsersRead,
        Self::UsersWrite,
    ];

    /// As programs write it, and as it is kept.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CustomerApplicationRead => "customerApplication_read",
            Self::CustomerApplicationWrite => "customerApplication_write",
            Self::FinancialRead => "financial_read",
            Self::FinancialWrite => "financial_write",
            Self::OrdersRead => "orders_read",
            Self::OrdersWrite => "orders_write",
            Self::UsersRead => "users_read",
            Self::UsersWrite => "users_write",
        }
    }

    /// The permission with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.key() == key)
    }
}

/// An application, as its company sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// What it is called, and signs in as.
    pub client_id: String,
    /// What people call it.
    pub display_name: Option<String>,
    /// What it may do.
    pub permissions: Vec<Permission>,
}

/// Why there can be no such application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotGranted {
    /// Nothing can be called so.
    Reserved,
    /// Whoever asks does not hold this permission.
    NotHeld(Permission),
}

/// The application that `holder` asks for. A permission that is asked for twice counts once.
pub fn new_application(
    client_id: String,
    display_name: Option<String>,
    requested: impl IntoIterator<Item = Permission>,
    holder: &Permissions,
) -> Result<Application, NotGranted> {
    if client_id == RESERVED_CLIENT_ID {
        return Err(NotGranted::Reserved);
    }
    let mut permissions = Vec::new();
    for permission in requested {
        if !holder.holds(permission.key()) {
            return Err(NotGranted::NotHeld(permission));
        }
        if !permissions.contains(&permission) {
            permissions.push(permission);
        }
    }
    Ok(Application { client_id, display_name, permissions })
}

/// Whether something that is no application signs in under this name.
pub fn is_demo_client(client_id: &str) -> bool {
    super::DEMO_ACCOUNTS.iter().any(|account| account.name == Some(client_id))
}

/// Where a page lies in a list of `total` applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWindow {
    /// How many rows come before it.
    pub offset: i64,
    /// How many rows it has.
    pub length: i64,
    /// How many pages there are; 0 for an empty list.
    pub total_pages: i64,
    /// Whether it is not the first.
    pub has_previous: bool,
    /// Whether there are rows behind it.
    pub has_next: bool,
}

/// Where page number `page` lies in a list of `total` rows. Numbers below 1 count as 1; a page past the end is empty.
pub fn page_window(total: i64, page: i64, page_size: i64) -> PageWindow {
    let (total, page, page_size) = (total.max(0), page.max(1), page_size.max(1));
    let offset = (page - 1).saturating_mul(page_size);
    // Rounded up without adding first, which could overflow.
    let total_pages = total / page_size + i64::from(total % page_size > 0);
    PageWindow {
        offset,
        length: page_size.min((total - offset.min(total)).max(0)),
        total_pages,
        has_previous: page > 1,
        has_next: page < total_pages,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everything() -> Permissions {
        PERMISSIONS.iter().copied().collect()
    }

    #[test]
    fn keys_are_told_apart_and_found_again() {
        assert_eq!(Permission::ALL.map(Permission::key).as_slice(), PERMISSIONS);
        for permission in Permission::ALL {
            assert_eq!(Permission::from_key(permission.key()), Some(permission));
        }
        assert_eq!(Permission::from_key("Users_Write"), None);
        assert!(READ_PERMISSIONS.iter().all(|key| key.ends_with("_read")));
        assert_eq!(READ_PERMISSIONS.len(), 4);
    }

    #[test]
    fn a_permission_counts_once() {
        let requested = [Permission::OrdersRead, Permission::UsersRead, Permission::OrdersRead];

        let application = new_application("app".to_owned(), None, requested, &everything()).unwrap();

        assert_eq!(application.permissions, [Permission::OrdersRead, Permission::UsersRead]);
    }

    #[test]
    fn nothing_can_be_called_as_the_list_is() {
        let new = |client_id: &str| new_application(client_id.to_owned(), None, [], &everything());

        assert_eq!(new("applications"), Err(NotGranted::Reserved));
        assert_eq!(new("Applications").unwrap().client_id, "Applications");
    }

    #[test]
    fn nobody_gives_what_they_do_not_hold() {
        let holder: Permissions = READ_PERMISSIONS.iter().copied().collect();
        let new = |requested: &[Permission]| {
            new_application("app".to_owned(), None, requested.iter().copied(), &holder)
        };

        let refused = new(&[Permission::OrdersRead, Permission::OrdersWrite]);

        assert_eq!(refused, Err(NotGranted::NotHeld(Permission::OrdersWrite)));
        assert!(new(&[Permission::OrdersRead]).is_ok());
    }

    #[test]
    fn pages_lie_where_they_should() {
        let window = |offset, length, total_pages, has_previous, has_next| PageWindow {
            offset,
            length,
            total_pages,
            has_previous,
            has_next,
        };
        for (total, page, page_size, expected, reason) in [
            (0, 1, 10, window(0, 0, 0, false, false), "nothing at all"),
            (0, 2, 10, window(10, 0, 0, true, false), "past nothing"),
            (10, 1, 10, window(0, 10, 1, false, false), "exactly one page"),
            (10, 2, 10, window(10, 0, 1, true, false), "just past the end"),
            (11, 1, 10, window(0, 10, 2, false, true), "a full first page"),
            (11, 2, 10, window(10, 1, 2, true, false), "one row on the last page"),
            (11, 0, 0, window(0, 1, 11, false, true), "numbers below 1"),
            (11, i64::MAX, 100, window(i64::MAX, 0, 1, true, false), "a huge page"),
            (i64::MAX, 1, i64::MAX, window(0, i64::MAX, 1, false, false), "all that there can be"),
        ] {
            assert_eq!(page_window(total, page, page_size), expected, "{reason}");
        }
    }
}
