//! What the server says of itself, through dropshot, is what its document says: the comparison of `cargo xtask check`,
//! as an ordinary test.

use std::collections::BTreeSet;

use customers_server::api::APIS;
use dropshot_openapi_codegen::document;
use xtask::description::differences;

#[test]
fn dropshot_describes_each_server_as_its_document_does() {
    let listed = include_str!("../openapi/inexpressible.txt");
    for api in APIS {
        let (_, tree) = document::read(api.name, api.document).unwrap();

        let found = differences(&tree.to_json(), &api.describe());

        let prefix = format!("{}: ", api.name);
        let expected: BTreeSet<_> =
            listed.lines().filter_map(|line| line.strip_prefix(&prefix)).map(ToOwned::to_owned).collect();
        assert_eq!(found, expected);
    }
}
