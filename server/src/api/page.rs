//! Pages of a list by number.

use crate::db::query;

/// Position of a page in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Number of rows in the list.
    pub total: i64,
    /// Number of the page, starting at 1.
    pub number: i64,
    /// Number of rows before the page.
    pub offset: i64,
    /// Number of rows on the page; 0 past the end.
    pub length: i64,
    /// Number of pages with rows.
    pub pages: i64,
}

impl Page {
    /// Locates page `number` of a list. Numbers and sizes below 1 count as 1.
    pub fn new(total: i64, number: i64, size: i64) -> Self {
        let (total, number, size) = (total.max(0), number.max(1), size.max(1));
        let offset = (number - 1).saturating_mul(size);
        Self {
            total,
            number,
            offset,
            length: size.min((total - offset.min(total)).max(0)),
            // Rounded up without an addition that could overflow.
            pages: total / size + i64::from(total % size > 0),
        }
    }

    /// Returns the position of the first and the last row, starting at 1; `None` if the page is empty.
    pub fn bounds(&self) -> Option<(i64, i64)> {
        (self.length > 0).then(|| (self.offset + 1, self.offset + self.length))
    }

    /// Reads the rows of the page. `query` is called with the direction of the sort, the limit and the offset.
    ///
    /// Rows before a page have to be scanned, so a page beyond the middle is read from the other end.
    pub fn read<T>(
        &self,
        descending: bool,
        query: impl FnOnce(&str, i64, i64) -> query::Result<Vec<T>>,
    ) -> query::Result<Vec<T>> {
        if self.length == 0 {
            return Ok(Vec::new());
        }
        let from_end = self.offset > self.total / 2;
        let offset = if from_end { self.total - self.offset - self.length } else { self.offset };
        let direction = if descending == from_end { "ASC" } else { "DESC" };
        let mut rows = query(direction, self.length, offset)?;
        if from_end {
            rows.reverse();
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_located_by_number_and_size() {
        for (total, number, size, expected, reason) in [
            (0, 1, 15, (0, 0, 0, None), "an empty list"),
            (0, 2, 15, (15, 0, 0, None), "past an empty list"),
            (1, 1, 15, (0, 1, 1, Some((1, 1))), "one row"),
            (15, 1, 15, (0, 15, 1, Some((1, 15))), "exactly one page"),
            (15, 2, 15, (15, 0, 1, None), "just past the end"),
            (16, 1, 15, (0, 15, 2, Some((1, 15))), "a full first page"),
            (16, 2, 15, (15, 1, 2, Some((16, 16))), "one row on the last page"),
            (16, 0, 0, (0, 1, 16, Some((1, 1))), "numbers below 1"),
            (-1, -1, -1, (0, 0, 0, None), "negative numbers"),
            (16, i64::MAX, 100, (i64::MAX, 0, 1, None), "a huge number"),
            (i64::MAX, 1, i64::MAX, (0, i64::MAX, 1, Some((1, i64::MAX))), "a huge size"),
            (i64::MAX, i64::MAX, 1, (i64::MAX - 1, 1, i64::MAX, Some((i64::MAX, i64::MAX))), "the last row"),
        ] {
            let page = Page::new(total, number, size);
            assert_eq!((page.offset, page.length, page.pages, page.bounds()), expected, "{reason}");
        }
    }

    #[test]
    fn pages_are_the_same_from_either_end() {
        let all: Vec<i64> = (0..7).collect();
        for (size, descending) in [(1, false), (2, false), (3, true), (7, true), (8, false)] {
            let mut rows = Vec::new();
            for number in 1..=Page::new(7, 1, size).pages {
                let read = |direction: &str, limit: i64, offset: i64| {
                    let mut sorted = all.clone();
                    if direction == "DESC" {
                        sorted.reverse();
                    }
                    let skip = usize::try_from(offset).unwrap();
                    Ok(sorted.into_iter().skip(skip).take(usize::try_from(limit).unwrap()).collect())
                };
                rows.extend(Page::new(7, number, size).read(descending, read).unwrap());
            }
            let mut expected = all.clone();
            if descending {
                expected.reverse();
            }
            assert_eq!(rows, expected, "{size} per page");
        }
    }
}
