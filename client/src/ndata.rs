//! NData, typed: what a list of customers is filtered and sorted by.
//!
//! Members, operators and the types of values are those of the document, so that what compiles is understood. Whatever a
//! text holds, it stays one argument.

use crate::formats::Decimal;
use crate::portos::argument;
use crate::portos::builder::CustomerList;
use chrono::{DateTime, NaiveDate, SecondsFormat, TimeZone, Utc};
use std::marker::PhantomData;

/// How often a parameter may come. What is more shares one, as NData allows.
const TIMES_MAX: usize = 10;

/// What a customer has to be to be listed.
///
/// ```no_run
/// use customers_client::portos::{Client, Filter};
///
/// # async fn example(client: Client) -> Result<(), customers_client::portos::Error> {
/// let discounted = client
///     .customer_list()
///     .filter(Filter::discount_rate().gt(5))
///     .filter(Filter::card_serial_number().is_in(["1001", "1002"]))
///     .send()
///     .await?;
/// println!("{} customers", discounted.total_count);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it filters nothing until a list is given it"]
pub struct Filter {
    place: Place,
    /// As NData writes it; or why it cannot.
    operation: Result<String, &'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    CardSerialNumber,
    CreditRate,
    DiscountRate,
    ExpirationTime,
    ExternalId,
    IsActive,
}

impl Filter {
    /// The serial numbers of the customer's cards: one that fits is enough.
    pub fn card_serial_number() -> Member<String> {
        Member::at(Place::CardSerialNumber)
    }

    /// How much of a purchase becomes credit.
    pub fn credit_rate() -> Member<Decimal> {
        Member::at(Place::CreditRate)
    }

    /// The discount, in percent.
    pub fn discount_rate() -> Member<Decimal> {
        Member::at(Place::DiscountRate)
    }

    /// Until when the customer is valid.
    pub fn expiration_time() -> Member<Moment> {
        Member::at(Place::ExpirationTime)
    }

    /// What another system calls the customer.
    pub fn external_id() -> Member<String> {
        Member::at(Place::ExternalId)
    }

    /// Whether the customer is in use.
    pub fn is_active() -> Member<bool> {
        Member::at(Place::IsActive)
    }
}

/// A member of a customer, which is to be compared with values of the type `T`.
///
/// ```
/// use customers_client::portos::Filter;
///
/// let this_decade = Filter::expiration_time().gte(chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap());
/// let not_these = Filter::external_id().not_in(["crm:1001", "crm:1002"]);
/// # let _ = (this_decade, not_these);
/// ```
///
/// A member that is empty is equal to nothing, and neither greater nor less: only [`neq`](Self::neq) and
/// [`not_in`](Self::not_in) find it. Texts compare by their characters, and false comes before true.
#[derive(Clone, Copy, Debug)]
#[must_use = "say how it is to compare"]
pub struct Member<T> {
    place: Place,
    compares_with: PhantomData<fn() -> T>,
}

impl<T> Member<T> {
    fn at(place: Place) -> Self {
        Self { place, compares_with: PhantomData }
    }
}

impl<T: Argument> Member<T> {
    /// Is this.
    pub fn eq(self, value: impl Into<T>) -> Filter {
        self.one("eq", &value.into())
    }

    /// Is not this.
    pub fn neq(self, value: impl Into<T>) -> Filter {
        self.one("neq", &value.into())
    }

    /// Is greater than this, or later.
    pub fn gt(self, value: impl Into<T>) -> Filter {
        self.one("gt", &value.into())
    }

    /// Is this, or greater, or later.
    pub fn gte(self, value: impl Into<T>) -> Filter {
        self.one("gte", &value.into())
    }

    /// Is less than this, or earlier.
    pub fn lt(self, value: impl Into<T>) -> Filter {
        self.one("lt", &value.into())
    }

    /// Is this, or less, or earlier.
    pub fn lte(self, value: impl Into<T>) -> Filter {
        self.one("lte", &value.into())
    }

    /// Is one of these: `in`, of which there are 1 to 100.
    pub fn is_in<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter {
        self.several("in", values)
    }

    /// Is none of these: `nin`, of which there are 1 to 100.
    pub fn not_in<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter {
        self.several("nin", values)
    }

    fn one(self, operator: &str, value: &T) -> Filter {
        Filter { place: self.place, operation: Ok(format!("{operator}:{}", argument(&value.text()))) }
    }

    fn several<V: Into<T>>(self, operator: &str, values: impl IntoIterator<Item = V>) -> Filter {
        let arguments: Vec<_> = values.into_iter().map(|value| argument(&value.into().text())).collect();
        let operation = match arguments.len() {
            1..=100 => Ok(format!("{operator}:{}", arguments.join(":"))),
            0 => Err("it compares with one of no values: leave the filter out, or give one"),
            _ => Err("it compares with more than 100 values: ask in parts"),
        };
        Filter { place: self.place, operation }
    }
}

/// A value that a member can be compared with.
pub trait Argument: sealed::Text {}

impl<T: sealed::Text> Argument for T {}

mod sealed {
    /// As NData writes it, but for what is to be escaped.
    pub trait Text {
        fn text(&self) -> String;
    }
}

impl sealed::Text for String {
    fn text(&self) -> String {
        self.clone()
    }
}

impl sealed::Text for Decimal {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl sealed::Text for bool {
    fn text(&self) -> String {
        self.to_string()
    }
}

/// A point in time, or the first moment of a day, in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment(String);

impl sealed::Text for Moment {
    fn text(&self) -> String {
        self.0.clone()
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for Moment {
    fn from(time: DateTime<Z>) -> Self {
        Self(time.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl From<NaiveDate> for Moment {
    fn from(day: NaiveDate) -> Self {
        Self(day.to_string())
    }
}

/// A member that lists can be sorted by, from the first to the last. What is empty comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "they are called as the customer's members are")]
pub enum SortKey {
    Id,
    ExternalId,
    IsActive,
    IsCompany,
    FirstName,
    LastName,
    FullName,
    Email,
    BirthDate,
    ActivationTime,
    ExpirationTime,
    CreditRate,
    DiscountRate,
}

impl SortKey {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Id,
        Self::ExternalId,
        Self::IsActive,
        Self::IsCompany,
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::Email,
        Self::BirthDate,
        Self::ActivationTime,
        Self::ExpirationTime,
        Self::CreditRate,
        Self::DiscountRate,
    ];

    /// The other way round: from the last to the first.
    ///
    /// ```no_run
    /// use customers_client::portos::SortKey;
    ///
    /// # async fn example(client: customers_client::portos::Client) -> Result<(), customers_client::portos::Error> {
    /// let list = client.customer_list().sort_by(SortKey::DiscountRate.descending()).sort_by(SortKey::LastName);
    /// println!("{}", list.send().await?.total_count);
    /// # Ok(())
    /// # }
    /// ```
    pub fn descending(self) -> Sort {
        Sort { key: self, descending: true }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::ExternalId => "externalId",
            Self::IsActive => "isActive",
            Self::IsCompany => "isCompany",
            Self::FirstName => "firstName",
            Self::LastName => "lastName",
            Self::FullName => "fullName",
            Self::Email => "email",
            Self::BirthDate => "birthDate",
            Self::ActivationTime => "activationTime",
            Self::ExpirationTime => "expirationTime",
            Self::CreditRate => "creditRate",
            Self::DiscountRate => "discountRate",
        }
    }
}

/// A key that a list is sorted by, and which way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    key: SortKey,
    descending: bool,
}

impl From<SortKey> for Sort {
    fn from(key: SortKey) -> Self {
        Self { key, descending: false }
    }
}

impl CustomerList<'_> {
    /// Lists only customers that this lets through, and every other filter.
    #[must_use = "nothing is asked until it is sent"]
    pub fn filter(mut self, filter: Filter) -> Self {
        let texts = match filter.place {
            Place::CardSerialNumber => &mut self.card_serial_number,
            Place::CreditRate => &mut self.credit_rate,
            Place::DiscountRate => &mut self.discount_rate,
            Place::ExpirationTime => &mut self.expiration_time,
            Place::ExternalId => &mut self.external_id,
            Place::IsActive => &mut self.is_active,
        };
        match filter.operation {
            Ok(operation) => add(texts, operation, ';'),
            Err(reason) => *texts = Err(format!("a filter by {:?} has no sense: {reason}", filter.place)),
        }
        self
    }

    /// Sorts by this, where everything said before leaves it open.
    #[must_use = "nothing is asked until it is sent"]
    pub fn sort_by(mut self, sort: impl Into<Sort>) -> Self {
        let Sort { key, descending } = sort.into();
        add(&mut self.sort, format!("{}{}", if descending { "-" } else { "" }, key.name()), ',');
        self
    }
}

/// Adds a text to a parameter that may come several times, but not for ever.
fn add(texts: &mut Result<Option<Vec<String>>, String>, text: String, joint: char) {
    let Ok(texts) = texts else { return };
    let texts = texts.get_or_insert_default();
    let is_full = texts.len() >= TIMES_MAX;
    match texts.last_mut() {
        Some(last) if is_full => {
            last.push(joint);
            last.push_str(&text);
        }
        _ => texts.push(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, SortKey};
    use crate::portos::Client;
    use chrono::{NaiveDate, TimeZone, Utc};

    fn client() -> Client {
        crate::portos::connect_anonymously("http://127.0.0.1:1").unwrap()
    }

    #[test]
    fn every_operator_is_written_as_ndata_writes_it() {
        let time = Utc.with_ymd_and_hms(2023, 1, 1, 0, 0, 0).unwrap();
        for (filter, expected) in [
            (Filter::discount_rate().eq(5), "eq:5"),
            (Filter::discount_rate().neq("12.50".parse::<crate::formats::Decimal>().unwrap()), "neq:12.50"),
            (Filter::credit_rate().gt(5_i64), "gt:5"),
            (Filter::credit_rate().gte(5_u32), "gte:5"),
            (Filter::is_active().lt(true), "lt:true"),
            (Filter::is_active().lte(false), "lte:false"),
            (Filter::expiration_time().gt(time), r"gt:2023-01-01T00\:00\:00Z"),
            (Filter::expiration_time().gte(NaiveDate::from_ymd_opt(2023, 1, 1).unwrap()), "gte:2023-01-01"),
            (Filter::external_id().eq(""), "eq:"),
            (Filter::external_id().eq("in:a;b"), r"eq:in\:a\;b"),
            (Filter::external_id().eq(r"100%\"), r"eq:100\%\\"),
            (Filter::card_serial_number().is_in(["a", "b:c"]), r"in:a:b\:c"),
            (Filter::card_serial_number().not_in(vec!["a".to_owned()]), "nin:a"),
        ] {
            assert_eq!(filter.operation.as_deref(), Ok(expected));
        }
    }

    #[test]
    fn filters_of_one_member_add_up_and_stay_within_what_the_document_allows() {
        let client = client();
        let mut list = client.customer_list();
        for rate in 0..12 {
            list = list.filter(Filter::discount_rate().neq(rate));
        }
        let texts = list.discount_rate.unwrap().unwrap();
        assert_eq!(texts.len(), 10);
        assert_eq!((texts[0].as_str(), texts[9].as_str()), ("neq:0", "neq:9;neq:10;neq:11"));
        assert_eq!(list.credit_rate, Ok(None));
    }

    #[tokio::test]
    async fn a_filter_without_values_is_not_sent() {
        let filter = Filter::external_id().is_in(Vec::<String>::new());
        let error = client().customer_list().filter(filter).send().await.unwrap_err();
        assert!(
            error.to_string().contains("ExternalId") && error.to_string().contains("leave the filter out"),
            "{error}"
        );
    }

    #[test]
    fn sort_keys_are_written_one_after_the_other() {
        let client = client();
        let list =
            client.customer_list().sort_by(SortKey::LastName).sort_by(SortKey::DiscountRate.descending());
        assert_eq!(list.sort, Ok(Some(vec!["lastName".to_owned(), "-discountRate".to_owned()])));
    }
}
