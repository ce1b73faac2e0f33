//! Generated customers, for trials at full size.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;

use super::customer::{Address, Card, Company, Coordinates, Credit, Profile, whole_micros};
use super::fixed::Fixed;
use super::{rules, store};
use crate::api::seed::{Batch, Random};
use crate::db::{Connection, query};

const FIRST_NAMES: [&str; 16] = [
    "Ján", "Mária", "Peter", "Zuzana", "Jozef", "Petra", "Martin", "Lucia", "Štefan", "Eva", "Tomáš",
    "Žofia", "Michal", "Anna", "Ondrej", "Soňa",
];

const LAST_NAMES: [&str; 20] = [
    "Novák", "Kováč", "Horváth", "Varga", "Tóth", "Nagy", "Žák", "Baláž", "Molnár", "Szabó", "Balog",
    "Lukáč", "Polák", "Kollár", "Gajdoš", "Hudák", "Ďurica", "Čierny", "Šimko", "Oravec",
];

const TRADES: [&str; 8] = ["Pekár", "Kvety", "Knihy", "Lekár", "Textil", "Hračky", "Cukrár", "Vinár"];

const FORMS: [&str; 4] = ["s.r.o.", "a.s.", "k.s.", "a syn, s.r.o."];

/// Names, postcodes, longitudes and latitudes.
const CITIES: [(&str, &str, i64, i64); 6] = [
    ("Bratislava", "811 01", 1_710_774_000, 4_814_816_000),
    ("Košice", "040 01", 2_125_808_000, 4_871_395_000),
    ("Žilina", "010 01", 1_873_941_000, 4_922_315_000),
    ("Nitra", "949 01", 1_808_453_000, 4_830_763_000),
    ("Banská Bystrica", "974 01", 1_914_649_000, 4_873_946_000),
    ("Trnava", "917 01", 1_758_723_000, 4_837_741_000),
];

const STREETS: [&str; 6] = ["Hlavná", "Dlhá", "Štúrova", "Námestie slobody", "Lipová", "Školská"];

/// Inserts a batch of generated customers, a fifth of them companies.
pub fn seed(connection: &Connection, batch: &Batch) -> query::Result<()> {
    let first = store::CUSTOMERS.places.take(connection, &batch.tenant, batch.count)?;
    let customers: Vec<_> = batch
        .customers(first)
        .map(|(seq, mut random, _)| {
            let id = format!("seed-{:016x}", random.number());
            rules::new_customer(Some(id), profile(batch.now, &mut random, seq), batch.now)
        })
        .collect();
    store::insert_many(connection, &batch.tenant, first, &customers)
}

fn days(random: &mut Random, bound: u32) -> TimeDelta {
    TimeDelta::days(i64::from(random.below(bound)))
}

fn profile(now: DateTime<Utc>, random: &mut Random, seq: i64) -> Profile {
    let now = whole_micros(now);
    let (first, last) = (random.pick(FIRST_NAMES), random.pick(LAST_NAMES));
    let is_company = random.one_in(5);
    let birth_date = NaiveDate::from_ymd_opt(1950, 1, 1).map(|date| date + days(random, 20_000));
    let number = seq % 100_000_000;
    let hundredths = |number: u32| Fixed::from(Decimal::new(i64::from(number), 2));
    let company = is_company.then(|| Company {
        name: Some(format!("{} {last} {}", random.pick(TRADES), random.pick(FORMS))),
        crn: Some(format!("{number:08}")),
        vat_id: Some(format!("SK20{number:08}")),
        tax_id: Some(format!("20{number:08}")),
    });
    let card = Card {
        is_active: !random.one_in(20),
        is_virtual: random.one_in(3),
        serial_number: format!("{:020}", random.number()),
        activation_time: Some(now - days(random, 700)),
        expiration_time: Some(now + TimeDelta::days(365) - days(random, 500)),
        processor: Some("P".to_owned()),
        ..Card::default()
    };
    Profile {
        external_id: random.one_in(2).then(|| format!("crm-{:016x}", random.number())),
        is_active: !random.one_in(10),
        expiration_time: random.one_in(4).then(|| now + TimeDelta::days(365) - days(random, 730)),
        first_name: Some(first.to_owned()),
        last_name: Some(last.to_owned()),
        birth_date: birth_date.filter(|_| !is_company),
        email: Some(format!("customer{number}@example.sk")),
        phone: Some(format!("+421 9{:08}", random.below(100_000_000))),
        is_company,
        company,
        address: Some(address(random)),
        credit: Credit { amount: hundredths(random.pick([0, 0, 0, 250, 1050, 9999])), currency_label: None },
        cards: if random.one_in(3) { Vec::new() } else { vec![card] },
        credit_rate: hundredths(random.pick([0, 0, 100, 250])),
        discount_rate: hundredths(random.pick([0, 0, 0, 500, 1000, 1250, 5000])),
        note: random.one_in(8).then(|| format!("Volať po {}:00.", 8 + random.below(9))),
        ..Profile::default()
    }
}

fn address(random: &mut Random) -> Address {
    let (city, zip_code, longitude, latitude) = random.pick(CITIES);
    Address {
        street: Some(format!("{} {}", random.pick(STREETS), 1 + random.below(120))),
        city: Some(city.to_owned()),
        zip_code: Some(zip_code.to_owned()),
        country: Some("SK".to_owned()),
        coordinates: Some(Coordinates { longitude: Some(longitude), latitude: Some(latitude) }),
        note: None,
    }
}
