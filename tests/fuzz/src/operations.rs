//! Every operation of every API, with the type that its requests are read into.

use std::sync::LazyLock;

use customers_server::api::APIS;
use dropshot_openapi::request::Fields;
use dropshot_openapi::{Operation, OperationTable, Runtime, Violation};

/// One operation.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The API's name.
    pub api: &'static str,
    /// What its document says of it.
    pub table: &'static OperationTable,
    /// Reads a request's fields into the generated type; the error is what serde says.
    pub read: fn(Fields) -> Result<(), serde_json::Error>,
}

fn reader<O: Operation>(api: &'static str) -> Reader {
    Reader { api, table: O::table(), read: |fields| fields.read::<O::Request>().map(drop) }
}

macro_rules! readers {
    ($($api:ident: $($operation:ident),+;)+) => {
        /// Every operation that takes something.
        pub static READERS: LazyLock<Vec<Reader>> = LazyLock::new(|| Vec::from([
            $($(reader::<customers_server::generated::$api::operations::$operation>(stringify!($api)),)+)+
        ]));
    };
}

readers! {
    carbonext: TokenCreate, ApplicationList, ApplicationCreate, ApplicationDelete;
    tradevest: TokenCreate, CustomerList, CustomerCreate, CustomerView, CustomerUpdate;
    portos: SessionCreate, CustomerList, CustomerCreate, CustomerView, CustomerPut, CustomerDelete;
    dezwork: ClienteUpdate, ClienteCreate, ClienteList, ClienteView, ClienteDelete;
    reportei: CustomerList, CustomerCreate, CustomerView, CustomerUpdate, CustomerDelete, CustomerPaymentStatusUpdate;
}

/// Every operation that the server registers and that has parameters or a body, as `API OPERATION`. The list above must
/// contain them all.
pub fn registered() -> Vec<String> {
    let runtime = Runtime::default();
    let mut all = Vec::new();
    for api in APIS {
        let operations = (api.endpoints)(&runtime).into_iter().map(|endpoint| endpoint.operation);
        let mut ids: Vec<_> = operations
            .filter(|operation| !operation.parameters.is_empty() || operation.body.is_some())
            .map(|operation| format!("{} {}", api.name, operation.id))
            .collect();
        ids.sort_unstable();
        all.extend(ids);
    }
    all
}

/// A refusal tells a person what is wrong, where, and what to do.
pub fn assert_told(reader: &Reader, violations: &[Violation]) {
    let id = &reader.table.id;
    assert!(!violations.is_empty(), "{id} refuses without a reason");
    assert!(violations.len() <= 1000, "{id} has {} reasons", violations.len());
    for violation in violations {
        let Violation { pointer, message, .. } = violation;
        assert!(pointer.is_empty() || pointer.starts_with('/'), "{id}: {pointer:?} is no JSON pointer");
        assert!(!message.trim().is_empty(), "{id}: {pointer:?} breaks a rule that has no name");
        assert!(violation.to_string().ends_with(message.as_str()), "{id}: {violation}");
    }
}
