//! Cursors of a list: a position, authenticated for one partner and one filter.
//!
//! A cursor is the position of a page's last row in the order of creation, with an HMAC-SHA256 over the position, the partner
//! and the filter. It cannot be forged, and is invalid with another filter or for another partner. Because it holds a
//! position and no row, inserts and deletes between pages do not affect it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::rules::Filter;
use crate::db::ServerKey;

/// Purpose and version of the HMAC.
const PURPOSE: &str = "tradevest customers, cursor 1";

const POSITION_BYTES: usize = 8;

/// Returns the cursor of the rows after `position`.
pub fn seal(key: &ServerKey, tenant: &str, filter: &Filter, position: i64) -> String {
    let position = position.to_be_bytes();
    let mut bytes = position.to_vec();
    bytes.extend(mac(key, tenant, filter, position).finalize().into_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Returns the position of a cursor; `None` if it is not valid for this partner and filter.
pub fn open(key: &ServerKey, tenant: &str, filter: &Filter, cursor: &str) -> Option<i64> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (position, tag) = bytes.split_first_chunk::<POSITION_BYTES>()?;
    // In constant time.
    mac(key, tenant, filter, *position).verify_slice(tag).ok()?;
    Some(i64::from_be_bytes(*position))
}

fn mac(key: &ServerKey, tenant: &str, filter: &Filter, position: [u8; POSITION_BYTES]) -> Hmac<Sha256> {
    let Filter { entity_id, status, entity_type, labels } = filter;
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
    // Each part is preceded by its length, so that different parts never give the same input.
    let mut part = |bytes: &[u8]| {
        mac.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(bytes);
    };
    part(PURPOSE.as_bytes());
    part(tenant.as_bytes());
    part(entity_id.map(|id| id.to_string()).unwrap_or_default().as_bytes());
    part(status.map_or("", |status| status.as_str()).as_bytes());
    part(entity_type.map_or("", |kind| kind.as_str()).as_bytes());
    part(&u64::try_from(labels.len()).unwrap_or(u64::MAX).to_be_bytes());
    for label in labels {
        part(label.as_bytes());
    }
    part(&position);
    mac
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::rules::{CustomerStatus, EntityType};
    use super::*;

    async fn key(name: &'static str) -> ServerKey {
        crate::db::testing::memory().server_key(name).await.unwrap()
    }

    fn filters() -> Vec<Filter> {
        let labels = |labels: &[&str]| Filter {
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            ..Filter::default()
        };
        vec![
            Filter::default(),
            Filter { entity_id: Some(Uuid::nil()), ..Filter::default() },
            Filter { status: Some(CustomerStatus::Active), ..Filter::default() },
            Filter { status: Some(CustomerStatus::Pending), ..Filter::default() },
            Filter { entity_type: Some(EntityType::LegalEntity), ..Filter::default() },
            labels(&["a"]),
            labels(&["ab"]),
            labels(&["a", "b"]),
            labels(&["a", "b", "c"]),
            labels(&["a\0b"]),
            labels(&["", "ab"]),
        ]
    }

    #[tokio::test]
    async fn cursor_opens_with_its_own_filter_partner_and_key() {
        let (key, other_key) = (key("a").await, key("a").await);
        for (index, filter) in filters().iter().enumerate() {
            for position in [0, 1, i64::MAX, -1] {
                let cursor = seal(&key, "acme", filter, position);

                assert!(cursor.len() <= 64 && cursor.is_ascii());
                assert_eq!(open(&key, "acme", filter, &cursor), Some(position));
                assert_eq!(open(&key, "acme2", filter, &cursor), None, "another partner");
                assert_eq!(open(&other_key, "acme", filter, &cursor), None, "another key");
                for (_, other) in filters().iter().enumerate().filter(|(other, _)| *other != index) {
                    assert_eq!(open(&key, "acme", other, &cursor), None, "{filter:?}, {other:?}");
                }
            }
        }
    }

    #[tokio::test]
    async fn changed_cursor_is_invalid() {
        let (key, filter) = (key("a").await, Filter::default());
        let cursor = seal(&key, "acme", &filter, 5);
        for index in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(open(&key, "acme", &filter, &changed), None, "letter {index}");
            assert_eq!(open(&key, "acme", &filter, &cursor[..index]), None, "cut off at {index}");
        }
        for changed in
            [format!("{cursor}A"), format!("{cursor}="), format!(" {cursor}"), format!("{cursor}{cursor}")]
        {
            assert_eq!(open(&key, "acme", &filter, &changed), None, "{changed}");
        }
    }

    #[test]
    fn order_and_repetition_of_labels_do_not_change_a_filter() {
        let labels = |labels: [&str; 3]| Filter {
            labels: labels.map(ToOwned::to_owned).into_iter().collect(),
            ..Filter::default()
        };

        assert_eq!(labels(["b", "a", "b"]), labels(["a", "a", "b"]));
    }
}
