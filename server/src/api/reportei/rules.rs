//! What Reportei Connect's documentation says of a merchant's customers, without HTTP and without a database.
//!
//! What the API's document can say itself, such as how long a name may be, is checked before and not again
//! here.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

use crate::auth::tokens::Secret;

/// How long a new customer may use the API without paying.
pub const TRIAL: TimeDelta = TimeDelta::days(7);

/// The answer to a deletion.
pub const CUSTOMER_REMOVED: &str = "Record successfully removed";

/// The status of an integration that works.
pub const INTEGRATION_ACTIVE: &str = "active";

/// A merchant's customer. Its times are whole seconds, as the API shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Its identity, also in URLs.
    pub uuid: Uuid,
    /// As the merchant calls it.
    pub name: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When its trial ends, or has ended.
    pub trial_ends_at: DateTime<Utc>,
    /// Whether it pays, and the trial's end is of no concern.
    pub is_paying: bool,
}

/// A source of data that a customer has connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// Its identity.
    pub uuid: Uuid,
    /// What is connected, as people call it: `Instagram Business`.
    pub integration: String,
    /// The account that is connected.
    pub name: String,
    /// What is connected, as programs call it: `instagram_business`.
    pub slug: String,
    /// Such as [`INTEGRATION_ACTIVE`].
    pub status: String,
}

/// What a list may be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// By name, whatever its case and accents.
    Name,
    /// By the second of creation.
    CreatedAt,
    /// By the second of the last change.
    UpdatedAt,
}

/// The order of a list. Customers with equal keys stand in the order of their creation, turned round with the
/// rest of the list, so that pages never overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SortOrder {
    /// Without a key, the order is that of creation.
    pub key: Option<SortKey>,
    /// From the last to the first.
    pub descending: bool,
}

/// Where a page lies in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWindow {
    /// The place of its first row, counted from 1; `None` if it has no row.
    pub from: Option<i64>,
    /// The place of its last row, counted from 1; `None` if it has no row.
    pub to: Option<i64>,
    /// The number of the last page that has rows, at least 1.
    pub last_page: i64,
    /// How many rows come before it.
    pub offset: i64,
}

/// A customer that does not exist yet, and the token by which alone it can be spoken for; nobody can show
/// that again.
pub fn new_customer(name: impl Into<String>, now: DateTime<Utc>) -> (Customer, Secret) {
    let (uuid, api_token) = (Uuid::new_v4(), Secret::generate());
    let now = whole_seconds(now);
    let customer = Customer {
        uuid,
        name: name.into(),
        created_at: now,
        updated_at: now,
        trial_ends_at: trial_end(now),
        is_paying: false,
    };
    (customer, api_token)
}

/// When the trial of a customer created at `created_at` ends.
pub fn trial_end(created_at: DateTime<Utc>) -> DateTime<Utc> {
    created_at.checked_add_signed(TRIAL).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The API shows no fractions of a second, and sorting by what it does not show would puzzle.
pub fn whole_seconds(time: DateTime<Utc>) -> DateTime<Utc> {
    time.trunc_subsecs(0)
}

/// The answer to a change of the payment status.
pub fn payment_status_message(is_paying: bool) -> &'static str {
    if is_paying {
        "Customer is now marked as a paying customer"
    } else {
        "Customer is now marked as a non-paying customer"
    }
}

/// Where page number `page` lies in a list of `total` rows. Numbers below 1 count as 1; a page past the end
/// is empty.
pub fn page_window(total: i64, page: i64, per_page: i64) -> PageWindow {
    let total = total.max(0);
    let per_page = per_page.max(1);
    let offset = (page.max(1) - 1).saturating_mul(per_page);
    let has_rows = offset < total;
    // Rounded up without adding first, which could overflow.
    let last_page = total / per_page + i64::from(total % per_page > 0);
    PageWindow {
        from: has_rows.then(|| offset + 1),
        to: has_rows.then(|| offset.saturating_add(per_page).min(total)),
        last_page: last_page.max(1),
        offset,
    }
}

/// What a name is sorted by: in lower case, and without the accents of Portuguese and its neighbours, so that
/// `Ágil` stands beside `Agro` in every database.
pub fn name_sort_key(name: &str) -> String {
    let fold = |letter| match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    };
    name.chars().flat_map(char::to_lowercase).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_customer_has_a_trial_of_seven_days_from_its_whole_second() {
        let now = DateTime::from_timestamp(1_727_802_912, 987_654_321).unwrap();

        let (customer, token) = new_customer("Reportei Customer 3", now);

        assert_eq!(customer.created_at.to_string(), "2024-10-01 17:15:12 UTC");
        assert_eq!(customer.updated_at, customer.created_at);
        assert_eq!(customer.trial_ends_at.to_string(), "2024-10-08 17:15:12 UTC");
        assert!(!customer.is_paying);
        assert_eq!(token.expose().len(), 64);
    }

    #[test]
    fn pages_lie_where_they_should() {
        let window = |from, to, last_page, offset| PageWindow { from, to, last_page, offset };
        for (total, page, per_page, expected, reason) in [
            (0, 1, 15, window(None, None, 1, 0), "nothing at all"),
            (1, 1, 15, window(Some(1), Some(1), 1, 0), "one row"),
            (15, 1, 15, window(Some(1), Some(15), 1, 0), "exactly one page"),
            (15, 2, 15, window(None, None, 1, 15), "just past the end"),
            (16, 1, 15, window(Some(1), Some(15), 2, 0), "a full first page"),
            (16, 2, 15, window(Some(16), Some(16), 2, 15), "one row on the last page"),
            (16, 0, 0, window(Some(1), Some(1), 16, 0), "numbers below 1"),
            (-1, -1, -1, window(None, None, 1, 0), "negative numbers"),
            (16, i64::MAX, 100, window(None, None, 1, i64::MAX), "a huge page"),
            (i64::MAX, 1, i64::MAX, window(Some(1), Some(i64::MAX), 1, 0), "all that there can be"),
            (
                i64::MAX,
                i64::MAX,
                1,
                window(Some(i64::MAX), Some(i64::MAX), i64::MAX, i64::MAX - 1),
                "the very last",
            ),
        ] {
            assert_eq!(page_window(total, page, per_page), expected, "{reason}");
        }
    }

    #[test]
    fn names_sort_without_case_and_accents() {
        let mut names = ["Zebra", "Ágil", "agro", "AÇAÍ", "Éden", "eco"];

        names.sort_by_key(|name| name_sort_key(name));

        assert_eq!(names, ["AÇAÍ", "Ágil", "agro", "eco", "Éden", "Zebra"]);
    }

    #[test]
    fn the_messages_are_the_documents() {
        assert_eq!(payment_status_message(true), "Customer is now marked as a paying customer");
        assert_eq!(payment_status_message(false), "Customer is now marked as a non-paying customer");
    }
}
