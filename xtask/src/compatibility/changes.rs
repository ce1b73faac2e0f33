//! List of changes without duplicates.

use std::collections::BTreeMap;

/// Effect of a change on clients, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Only annotations changed.
    Words,
    /// Something was added.
    Addition,
    /// A working client may fail.
    Breaking,
}

/// Direction of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// From the client.
    Requests,
    /// To the client.
    Responses,
}

/// Class of a change, with the reason if it is breaking.
type Meaning = (Class, &'static str);

/// All changes of one document, by place and description.
#[derive(Debug, Default)]
pub struct Changes(BTreeMap<(String, String), BTreeMap<Option<Side>, Meaning>>);

impl Changes {
    /// Adds a breaking change without a direction.
    pub fn add_breaking(&mut self, place: &str, what: impl Into<String>, why: &'static str) {
        self.add(place, what, None, (Class::Breaking, why));
    }

    /// Adds a compatible change without a direction.
    pub fn add_addition(&mut self, place: &str, what: impl Into<String>) {
        self.add(place, what, None, (Class::Addition, ""));
    }

    /// Adds a change of annotations.
    pub fn add_words(&mut self, place: &str, what: impl Into<String>) {
        self.add(place, what, None, (Class::Words, ""));
    }

    /// Adds a change of a schema in one direction: breaking with a reason, compatible without.
    pub fn add_to_schema(
        &mut self,
        place: &str,
        what: impl Into<String>,
        side: Side,
        breaking: Option<&'static str>,
    ) {
        let meaning = breaking.map_or((Class::Addition, ""), |why| (Class::Breaking, why));
        self.add(place, what, Some(side), meaning);
    }

    fn add(&mut self, place: &str, what: impl Into<String>, side: Option<Side>, meaning: Meaning) {
        self.0.entry((place.to_owned(), what.into())).or_default().insert(side, meaning);
    }

    /// Returns the worst class of all changes.
    pub fn worst(&self) -> Option<Class> {
        self.0.values().flat_map(BTreeMap::values).map(|(class, _)| *class).max()
    }

    /// Returns one line per change: breaking ones first, then by place.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<_> = self
            .0
            .iter()
            .filter_map(|((place, what), meanings)| {
                let worst = meanings.values().map(|(class, _)| *class).max()?;
                Some((worst, line(place, what, worst, meanings)))
            })
            .collect();
        lines.sort_by_key(|(class, _)| std::cmp::Reverse(*class));
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

/// Formats a change with the directions of its worst class.
fn line(place: &str, what: &str, worst: Class, meanings: &BTreeMap<Option<Side>, Meaning>) -> String {
    let decisive = || meanings.iter().filter(|(_, (class, _))| *class == worst);
    let sides: Vec<_> = decisive()
        .filter_map(|(side, _)| {
            side.map(|side| if side == Side::Requests { "requests" } else { "responses" })
        })
        .collect();
    let sides = if sides.is_empty() { String::new() } else { format!(", in {}", sides.join(" and ")) };
    let mut reasons: Vec<_> = decisive().map(|(_, (_, why))| *why).filter(|why| !why.is_empty()).collect();
    reasons.dedup();
    let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
    let class = match worst {
        Class::Breaking => "breaking",
        Class::Addition => "compatible",
        Class::Words => "compatible (words only)",
    };
    format!("{class}: {place}: {what}{sides}{reasons}")
}
