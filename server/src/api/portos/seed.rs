//! Made-up customers, to try things at full size.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::Connection;
use rust_decimal::Decimal;

use super::fixed::Fixed;
use super::rules::{self, Address, Card, Company, Coordinates, Credit, Profile};
use super::store;
use crate::auth::tokens::TokenHash;

const FIRST_NAMES: [&str; 16] = [
    "Ján",
    "Mária",
    "Peter",
    "Zuzana",
    "Jozef",
    "Katarína",
    "Martin",
    "Ľudmila",
    "Štefan",
    "Eva",
    "Tomáš",
    "Žofia",
    "Michal",
    "Anna",
    "Ondrej",
    "Soňa",
];

const LAST_NAMES: [&str; 20] = [
    "Novák", "Kováč", "Horváth", "Varga", "Tóth", "Nagy", "Žák", "Baláž", "Molnár", "Szabó", "Balog",
    "Lukáč", "Polák", "Kollár", "Gajdoš", "Hudák", "Ďurica", "Čierny", "Šimko", "Oravec",
];

const TRADES: [&str; 10] = [
    "Pekáreň",
    "Reštaurácia",
    "Kaviareň",
    "Potraviny",
    "Železiarstvo",
    "Lekáreň",
    "Kvetinárstvo",
    "Cukráreň",
    "Vináreň",
    "Knihkupectvo",
];

const FORMS: [&str; 4] = ["s.r.o.", "a.s.", "k.s.", "a syn, s.r.o."];

const CITIES: [(&str, &str, f64, f64); 6] = [
    ("Bratislava", "811 01", 17.10674, 48.14816),
    ("Košice", "040 01", 21.25808, 48.71395),
    ("Žilina", "010 01", 18.73941, 49.22315),
    ("Nitra", "949 01", 18.08453, 48.30763),
    ("Banská Bystrica", "974 01", 19.14649, 48.73946),
    ("Trnava", "917 01", 17.58723, 48.37741),
];

const STREETS: [&str; 6] = ["Hlavná", "Dlhá", "Štúrova", "Námestie slobody", "Lipová", "Školská"];

/// Adds `count` made-up customers as of `now`.
///
/// The same seed on the same database makes the same customers; on a company that has some already, it makes others.
pub fn seed(
    connection: &Connection,
    tenant: &str,
    count: u32,
    now: DateTime<Utc>,
    seed: u64,
) -> rusqlite::Result<()> {
    let before = store::count(connection, tenant)?;
    let mut random = Random::new(seed, tenant, before);
    for _ in 0..count {
        // Random, so that it is taken neither by a customer of an earlier run nor by one that somebody made.
        let unique = random.next();
        let profile = random.profile(unique, now);
        let customer = rules::new_customer(Some(format!("seed-{unique:016x}")), profile, now);
        store::insert(connection, tenant, &customer)?;
    }
    Ok(())
}

/// Numbers for made-up customers (SplitMix64): the same for the same beginning, and good for no secret.
struct Random(u64);

impl Random {
    fn new(seed: u64, tenant: &str, before: i64) -> Self {
        let hash = TokenHash::of(&format!("{seed}/{before}/{tenant}"));
        Self(u64::from_str_radix(&hash.as_str()[..16], 16).unwrap_or(seed))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `bound`, which is small.
    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(((self.next() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    fn one_in(&mut self, bound: u32) -> bool {
        self.below(bound) == 0
    }

    fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        from[usize::try_from(self.below(u32::try_from(N).unwrap_or(u32::MAX))).unwrap_or(0)]
    }

    fn days(&mut self, bound: u32) -> TimeDelta {
        TimeDelta::days(i64::from(self.below(bound)))
    }

    fn profile(&mut self, unique: u64, now: DateTime<Utc>) -> Profile {
        let now = rules::whole_micros(now);
        let (first, last) = (self.pick(FIRST_NAMES), self.pick(LAST_NAMES));
        let is_company = self.one_in(5);
        let birth_date = NaiveDate::from_ymd_opt(1950, 1, 1).map(|date| date + self.days(20_000));
        let number = unique % 100_000_000;
        let hundredths = |number: u32| Fixed::from(Decimal::new(i64::from(number), 2));
        let company = is_company.then(|| Company {
            name: Some(format!("{} {last} {}", self.pick(TRADES), self.pick(FORMS))),
            crn: Some(format!("{number:08}")),
            vat_id: Some(format!("SK20{number:08}")),
            tax_id: Some(format!("20{number:08}")),
        });
        let card = Card {
            is_active: !self.one_in(20),
            is_virtual: self.one_in(3),
            serial_number: format!("{unique:020}"),
            activation_time: Some(now - self.days(700)),
            expiration_time: Some(now + TimeDelta::days(365) - self.days(500)),
            processor: Some("P".to_owned()),
            ..Card::default()
        };
        Profile {
            external_id: self.one_in(2).then(|| format!("crm-{unique:016x}")),
            is_active: !self.one_in(10),
            expiration_time: self.one_in(4).then(|| now + TimeDelta::days(365) - self.days(730)),
            first_name: Some(first.to_owned()),
            last_name: Some(last.to_owned()),
            birth_date: birth_date.filter(|_| !is_company),
            email: Some(format!("customer{number}@example.sk")),
            phone: Some(format!("+421 9{:08}", self.below(100_000_000))),
            is_company,
            company,
            address: Some(self.address()),
            credit: Credit {
                amount: hundredths(self.pick([0, 0, 0, 250, 1050, 9999])),
                currency_label: None,
            },
            cards: if self.one_in(3) { Vec::new() } else { vec![card] },
            credit_rate: hundredths(self.pick([0, 0, 100, 250])),
            discount_rate: hundredths(self.pick([0, 0, 0, 500, 1000, 1250, 5000])),
            note: self.one_in(8).then(|| format!("Volať po {}:00.", 8 + self.below(9))),
            ..Profile::default()
        }
    }

    fn address(&mut self) -> Address {
        let (city, zip_code, longitude, latitude) = self.pick(CITIES);
        Address {
            street: Some(format!("{} {}", self.pick(STREETS), 1 + self.below(120))),
            city: Some(city.to_owned()),
            zip_code: Some(zip_code.to_owned()),
            country: Some("SK".to_owned()),
            coordinates: Some(Coordinates {
                longitude: crate::spec::Decimal::from_number(longitude),
                latitude: crate::spec::Decimal::from_number(latitude),
            }),
            note: None,
        }
    }
}
