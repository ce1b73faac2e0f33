//! Sets of numbers that an SQLite query can ask about, where they are too many to be listed in it.

use std::cell::RefCell;

use fixedbitset::FixedBitSet;
use rusqlite::functions::FunctionFlags;

thread_local! {
    /// What this thread's queries are about: reads run on the thread that asks for them.
    static MEMBERS: RefCell<FixedBitSet> = RefCell::default();
}

/// `is_member(n)`: whether a number is in the set that was given last, on this thread.
pub const IS_MEMBER: &str = "is_member";

/// Gives the calling thread's next queries a set to ask about.
pub fn set_members(members: &FixedBitSet) {
    MEMBERS.with_borrow_mut(|set| set.clone_from(members));
}

/// Teaches a connection the question.
pub(super) fn define(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    // No more than its name is said of it to SQLite: what it answers changes from query to query.
    connection.create_scalar_function(IS_MEMBER, 1, FunctionFlags::SQLITE_UTF8, |context| {
        let number: i64 = context.get(0)?;
        Ok(usize::try_from(number)
            .is_ok_and(|number| MEMBERS.with_borrow(|members| members.contains(number))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::query::Connection;

    #[tokio::test]
    async fn a_query_asks_about_the_set_that_was_given_last() {
        let database = crate::db::testing::memory();
        for set in [vec![3, 70], vec![4]] {
            let expected: Vec<_> = set.iter().map(|number| i64::try_from(*number).unwrap()).collect();
            let ask = move |c: &Connection| {
                set_members(&set.iter().copied().collect());
                let sql =
                    "WITH n (n) AS (VALUES (-1), (3), (4), (70), (1000)) SELECT n FROM n WHERE is_member(n)";
                c.prepare_cached(sql)?.query_map((), |row| row.get::<i64>(0))
            };
            assert_eq!(database.read(ask).await.unwrap(), expected);
        }
    }
}
