//! The list of changes: each once, however many ways lead to it.

use std::collections::BTreeMap;

/// How much a change asks of clients, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Nothing but what people read.
    Words,
    /// There is more than before, and what there was stays.
    Addition,
    /// A client that worked may not work any more.
    Breaking,
}

/// In which direction a schema goes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// From the client.
    Requests,
    /// To the client.
    Responses,
}

/// What a change means to a client, and why when it is breaking.
type Meaning = (Class, &'static str);

/// All changes of one document, by place and by what changed there.
#[derive(Debug, Default)]
pub struct Changes(BTreeMap<(String, String), BTreeMap<Option<Side>, Meaning>>);

impl Changes {
    /// A change that is the same in both directions, or has none.
    pub fn add_breaking(&mut self, place: &str, what: impl Into<String>, why: &'static str) {
        self.add(place, what, None, (Class::Breaking, why));
    }

    /// Something that clients can leave alone.
    pub fn add_addition(&mut self, place: &str, what: impl Into<String>) {
        self.add(place, what, None, (Class::Addition, ""));
    }

    /// Something that only people read.
    pub fn add_words(&mut self, place: &str, what: impl Into<String>) {
        self.add(place, what, None, (Class::Words, ""));
    }

    /// A change of a schema in one direction: breaking for a reason, or compatible for none.
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

    /// The class of the whole list.
    pub fn worst(&self) -> Option<Class> {
        self.0.values().flat_map(BTreeMap::values).map(|(class, _)| *class).max()
    }

    /// A line each: what is breaking first, then by place.
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

/// Names only the directions that make the change what it is: what is breaking in requests is so whatever it means in
/// responses.
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
