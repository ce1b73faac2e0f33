//! Every operation of every API, with the type that its requests are read into.

use std::sync::{Arc, Mutex};

use customers_server::api::APIS;
use dropshot_openapi::request::Fields;
use dropshot_openapi::route::{Observe, Observer, Unobserved};
use dropshot_openapi::{Operation, OperationTable, Violation};

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

const fn reader<O: Operation>(api: &'static str) -> Reader {
    Reader { api, table: O::TABLE, read: |fields| fields.read::<O::Request>().map(drop) }
}

macro_rules! readers {
    ($($api:ident: $($operation:ident),+;)+) => {
        /// Every operation that takes something.
        pub static READERS: &[Reader] = &[
            $($(reader::<customers_server::generated::$api::operations::$operation>(stringify!($api)),)+)+
        ];
    };
}

readers! {
    carbonext: TokenCreate, ApplicationList, ApplicationCreate, ApplicationDelete;
    tradevest: TokenCreate, CustomerList, CustomerCreate, CustomerView, CustomerUpdate;
    portos: SessionCreate, CustomerList, CustomerCreate, CustomerView, CustomerPut, CustomerDelete;
    dezwork: ClienteUpdate, ClienteCreate, ClienteList, ClienteView, ClienteDelete;
    reportei: CustomerList, CustomerCreate, CustomerView, CustomerUpdate, CustomerDelete, CustomerPaymentStatusUpdate;
}

/// Every operation that the server registers and that takes something, as `API OPERATION`. The list above is held
/// against it, so that an operation which is added is fuzzed too.
pub fn registered() -> Vec<String> {
    let mut all = Vec::new();
    for api in APIS {
        let seen = Registered::default();
        ((api.routes)().endpoints)(&seen);
        let mut ids = seen.0.lock().expect("nothing panics while it is locked").clone();
        ids.sort_unstable();
        ids.dedup();
        all.extend(ids.iter().map(|id| format!("{} {id}", api.name)));
    }
    all
}

#[derive(Default)]
struct Registered(Mutex<Vec<&'static str>>);

impl Observer for Registered {
    fn operation(&self, table: &'static OperationTable) -> Arc<dyn Observe> {
        if !table.parameters.is_empty() || table.body.is_some() {
            self.0.lock().expect("nothing panics while it is locked").push(table.id);
        }
        Unobserved.operation(table)
    }

    fn no_operation(&self, api: &str) -> Arc<dyn Observe> {
        Unobserved.no_operation(api)
    }
}

/// A refusal tells a person what is wrong, where, and what to do.
pub fn assert_told(reader: &Reader, violations: &[Violation]) {
    let id = reader.table.id;
    assert!(!violations.is_empty(), "{id} refuses without a reason");
    assert!(violations.len() <= 1000, "{id} has {} reasons", violations.len());
    for violation in violations {
        let Violation { pointer, message, .. } = violation;
        assert!(pointer.is_empty() || pointer.starts_with('/'), "{id}: {pointer:?} is no JSON pointer");
        assert!(!message.trim().is_empty(), "{id}: {pointer:?} breaks a rule that has no name");
        assert!(violation.to_string().ends_with(message.as_str()), "{id}: {violation}");
    }
}
