//! Typed filters and sort keys of Portos' query language, NData.
//!
//! Fields, operators and value types are the document's, so that what compiles is valid. A text is escaped, and stays one
//! argument.

use super::builder::CustomerList;
use crate::formats::Decimal;
use chrono::{DateTime, NaiveDate, SecondsFormat, TimeZone, Utc};
use std::marker::PhantomData;

/// The number of times that a parameter may be repeated. Further operations share the last one, as NData allows.
const REPEATED_MAX: usize = 10;

/// Escapes a text as an argument of NData, in which `;` and `:` have a meaning.
///
/// ```
/// # use customers_client::portos::argument;
/// assert_eq!(format!("gte:{}", argument("2023-01-01T00:00:00Z")), r"gte:2023-01-01T00\:00\:00Z");
/// ```
pub fn argument(text: &str) -> String {
    let mut argument = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, ';' | ':' | '\\' | '%') {
            argument.push('\\');
        }
        argument.push(letter);
    }
    argument
}

/// A condition on the customers of a list.
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
#[must_use = "a filter has no effect until a list has it"]
pub struct Filter {
    field: FieldName,
    /// The operation in NData, or the reason why there is none.
    operation: Result<String, &'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FieldName {
    CardSerialNumber,
    CreditRate,
    DiscountRate,
    ExpirationTime,
    ExternalId,
    IsActive,
}

impl Filter {
    /// Filters by the serial numbers of the customer's cards, one of which must match.
    pub fn card_serial_number() -> Field<String> {
        Field::at(FieldName::CardSerialNumber)
    }

    /// Filters by the share of a purchase that becomes credit.
    pub fn credit_rate() -> Field<Decimal> {
        Field::at(FieldName::CreditRate)
    }

    /// Filters by the discount, in percent.
    pub fn discount_rate() -> Field<Decimal> {
        Field::at(FieldName::DiscountRate)
    }

    /// Filters by the time until which the customer is valid.
    pub fn expiration_time() -> Field<Moment> {
        Field::at(FieldName::ExpirationTime)
    }

    /// Filters by the id that another system has for the customer.
    pub fn external_id() -> Field<String> {
        Field::at(FieldName::ExternalId)
    }

    /// Filters by the flag that the customer is in use.
    pub fn is_active() -> Field<bool> {
        Field::at(FieldName::IsActive)
    }
}

/// A field of a customer, to be compared with values of type `T`.
///
/// ```
/// use customers_client::portos::Filter;
///
/// let this_decade = Filter::expiration_time().gte(chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap());
/// let not_these = Filter::external_id().not_in(["crm:1001", "crm:1002"]);
/// # let _ = (this_decade, not_these);
/// ```
///
/// An empty field equals nothing and is neither greater nor less: only [`neq`](Self::neq) and [`not_in`](Self::not_in) match
/// it. Texts compare by their characters, and false comes before true.
#[derive(Clone, Copy, Debug)]
#[must_use = "a field is not a filter until it is compared"]
pub struct Field<T> {
    field: FieldName,
    compares_with: PhantomData<fn() -> T>,
}

impl<T> Field<T> {
    fn at(field: FieldName) -> Self {
        Self { field, compares_with: PhantomData }
    }
}

impl<T: Argument> Field<T> {
    /// Matches values equal to this one.
    pub fn eq(self, value: impl Into<T>) -> Filter {
        self.one("eq", &value.into())
    }

    /// Matches values not equal to this one.
    pub fn neq(self, value: impl Into<T>) -> Filter {
        self.one("neq", &value.into())
    }

    /// Matches greater or later values.
    pub fn gt(self, value: impl Into<T>) -> Filter {
        self.one("gt", &value.into())
    }

    /// Matches equal, greater or later values.
    pub fn gte(self, value: impl Into<T>) -> Filter {
        self.one("gte", &value.into())
    }

    /// Matches lesser or earlier values.
    pub fn lt(self, value: impl Into<T>) -> Filter {
        self.one("lt", &value.into())
    }

    /// Matches equal, lesser or earlier values.
    pub fn lte(self, value: impl Into<T>) -> Filter {
        self.one("lte", &value.into())
    }

    /// Matches values equal to one of these, 1 to 100: `in`.
    pub fn is_in<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter {
        self.several("in", values)
    }

    /// Matches values equal to none of these, 1 to 100: `nin`.
    pub fn not_in<V: Into<T>>(self, values: impl IntoIterator<Item = V>) -> Filter {
        self.several("nin", values)
    }

    fn one(self, operator: &str, value: &T) -> Filter {
        Filter { field: self.field, operation: Ok(format!("{operator}:{}", argument(&value.text()))) }
    }

    fn several<V: Into<T>>(self, operator: &str, values: impl IntoIterator<Item = V>) -> Filter {
        let arguments: Vec<_> = values.into_iter().map(|value| argument(&value.into().text())).collect();
        let operation = match arguments.len() {
            1..=100 => Ok(format!("{operator}:{}", arguments.join(":"))),
            0 => Err("there are no values to compare with. Give one, or leave the filter out"),
            _ => Err("there are more than 100 values to compare with. Split the call"),
        };
        Filter { field: self.field, operation }
    }
}

/// A value that a field can be compared with.
pub trait Argument: sealed::Text {}

impl<T: sealed::Text> Argument for T {}

mod sealed {
    /// A value as NData writes it, before escaping.
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

/// A point in time, or the start of a day, in UTC.
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

/// A sort key of a list, ascending. Empty fields come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named after the fields of a customer")]
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
    /// All keys.
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

    /// Sorts in descending order.
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

/// A sort key and its direction.
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
    /// Lists only customers that match this filter and all others.
    #[must_use = "nothing is requested until it is sent"]
    pub fn filter(mut self, filter: Filter) -> Self {
        let texts = match filter.field {
            FieldName::CardSerialNumber => &mut self.card_serial_number,
            FieldName::CreditRate => &mut self.credit_rate,
            FieldName::DiscountRate => &mut self.discount_rate,
            FieldName::ExpirationTime => &mut self.expiration_time,
            FieldName::ExternalId => &mut self.external_id,
            FieldName::IsActive => &mut self.is_active,
        };
        match filter.operation {
            Ok(operation) => add(texts, operation, ';'),
            Err(reason) => *texts = Err(format!("invalid filter by {:?}: {reason}", filter.field)),
        }
        self
    }

    /// Sorts by this key where the keys before are equal.
    #[must_use = "nothing is requested until it is sent"]
    pub fn sort_by(mut self, sort: impl Into<Sort>) -> Self {
        let Sort { key, descending } = sort.into();
        add(&mut self.sort, format!("{}{}", if descending { "-" } else { "" }, key.name()), ',');
        self
    }
}

/// Adds a text to a parameter that may be repeated up to [`REPEATED_MAX`] times.
fn add(texts: &mut Result<Option<Vec<String>>, String>, text: String, joint: char) {
    let Ok(texts) = texts else { return };
    let texts = texts.get_or_insert_default();
    let is_full = texts.len() >= REPEATED_MAX;
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
    use super::argument;
    use super::{Filter, SortKey};
    use crate::portos::Client;
    use chrono::{NaiveDate, TimeZone, Utc};

    fn client() -> Client {
        Client::builder().base_url("http://127.0.0.1:1").anonymous().build().unwrap()
    }

    #[test]
    fn argument_is_escaped() {
        assert_eq!(argument(r"a;b:c\d%3B"), r"a\;b\:c\\d\%3B");
        assert_eq!(argument("žák"), "žák");
    }

    #[test]
    fn operators_are_written_in_ndata() {
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
    fn filters_of_one_field_share_the_last_parameter() {
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
    async fn filter_without_values_is_not_sent() {
        let filter = Filter::external_id().is_in(Vec::<String>::new());
        let error = client().customer_list().filter(filter).send().await.unwrap_err();
        assert!(
            error.to_string().contains("ExternalId") && error.to_string().contains("leave the filter out"),
            "{error}"
        );
    }

    #[test]
    fn sort_keys_are_written_in_order() {
        let client = client();
        let list =
            client.customer_list().sort_by(SortKey::LastName).sort_by(SortKey::DiscountRate.descending());
        assert_eq!(list.sort, Ok(Some(vec!["lastName".to_owned(), "-discountRate".to_owned()])));
    }
}
