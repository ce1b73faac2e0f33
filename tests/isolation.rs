//! Authentication, authorization and tenants: no operation runs without a credential, beyond its permissions, or on
//! another tenant's data.
//!
//! Every operation of every document is tested by what the document says (its `security`, its `x-required-permissions`,
//! its path), so a new operation is covered before a test is written for it. What a document cannot say is in
//! `tests/NAME/fixture.yaml`.

use contract_tests::{Ask, contracts};

use crate::fixture::{Fixture, Resource};
use crate::test_api::{TestApi, authenticate, secured};

/// The other tests rely on this: the calls that they expect to be rejected are valid ones.
#[tokio::test]
async fn owner_may_call_every_operation_and_sees_its_resource() {
    for contract in contracts() {
        assert!(secured(contract).next().is_some(), "{}: no operation needs a credential", contract.name);
        for operation in secured(contract) {
            let api = TestApi::start(contract, &[]).await;

            let answer = api.call(api.ask_as(operation, &api.owner)).await;

            let place = format!("{} {}: {} {}", contract.name, operation.id, answer.status, answer.text());
            assert!(answer.status.is_success(), "{place}");
            let shown = answer.text().contains(&api.fixture.resource.mark);
            assert!(operation.method != "GET" || shown, "{place}: no {:?}", api.fixture.resource.mark);
        }
    }
}

#[tokio::test]
async fn invalid_credential_is_rejected_by_every_operation() {
    for contract in contracts() {
        let api = TestApi::start(contract, &[]).await;
        let before = api.view(&api.owner).await;
        for operation in secured(contract) {
            let mut asks = vec![("no credential at all", api.ask(operation))];
            for scheme in &operation.security {
                let own = api.credential(operation, scheme, &api.owner);
                let others = api.credential(operation, scheme, &api.stranger);
                let with = |instead: &dyn Fn(Ask) -> Ask| api.ask_with(operation, scheme, instead);
                let header = |value: &str| with(&|ask| ask.header(&scheme.header, value));
                asks.extend([
                    ("no credential", with(&|ask| ask)),
                    ("an empty credential", header(scheme.prefix)),
                    ("a wrong credential", with(&|ask| authenticate(ask, scheme, "wrong"))),
                    (
                        "a credential in the wrong case",
                        with(&|ask| authenticate(ask, scheme, &swap_case(own))),
                    ),
                    (
                        "a credential with a suffix",
                        with(&|ask| authenticate(ask, scheme, &format!("{own}x"))),
                    ),
                    ("a credential of another kind", header(&format!("Basic {own}"))),
                    (
                        "its credential twice",
                        with(&|ask| authenticate(authenticate(ask, scheme, own), scheme, own)),
                    ),
                    (
                        "two credentials",
                        with(&|ask| authenticate(authenticate(ask, scheme, own), scheme, others)),
                    ),
                ]);
            }
            for (reason, ask) in asks {
                let answer = api.call(ask).await;

                let place = format!("{} {} with {reason}: {}", contract.name, operation.id, answer.text());
                assert_eq!(answer.status.as_u16(), 401, "{place}");
                assert!(answer.header("www-authenticate").is_some(), "{place}");
            }
        }
        assert_eq!(api.view(&api.owner).await, before, "{}", contract.name);
    }
}

/// Returns the credential with the case of its letters swapped.
fn swap_case(credential: &str) -> String {
    let swap = |c: char| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    let swapped = credential.chars().map(swap).collect();
    assert_ne!(swapped, credential, "a credential without letters");
    swapped
}

#[tokio::test]
async fn missing_permission_is_rejected_without_effect() {
    let mut wrong = Vec::new();
    for contract in contracts() {
        for operation in secured(contract).filter(|operation| !operation.permissions.is_empty()) {
            let api = TestApi::start(contract, &operation.permissions).await;
            let restricted = api.restricted.as_ref().expect("a caller that lacks permissions");
            let before = api.view(&api.owner).await;

            let answer = api.call(api.ask_as(operation, restricted)).await;

            let place = format!(
                "{} {} without {:?}: {}",
                contract.name,
                operation.id,
                operation.permissions,
                answer.text()
            );
            if answer.status.as_u16() != 403 {
                wrong.push(format!("{place}: expected 403, got {}", answer.status));
            } else if api.view(&api.owner).await != before {
                wrong.push(format!("{place}: rejected, but carried out"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn other_tenants_resource_is_neither_visible_nor_changed() {
    for contract in contracts() {
        for operation in secured(contract) {
            let api = TestApi::start(contract, &[]).await;
            let TestApi { owner, stranger, .. } = &api;
            let Resource { mark, to_stranger, .. } = &api.fixture.resource;
            let before = api.view(owner).await;

            let answer = api.call(api.ask_as(operation, stranger)).await;

            let place = format!("{} {}: {} {}", contract.name, operation.id, answer.status, answer.text());
            let expected = to_stranger.get(&operation.id).copied();
            match expected.or(api.names_resource(operation).then_some(404)) {
                Some(status) => assert_eq!(answer.status.as_u16(), status, "{place}"),
                None => assert!(answer.status.is_success(), "{place}"),
            }
            assert!(!answer.text().contains(mark.as_str()), "{place} shows {mark:?}");
            assert_eq!(api.view(owner).await, before, "{place}: the owner's data changed");
            for (id, status, text) in api.view(stranger).await {
                assert!(!text.contains(mark.as_str()), "{place}, then {id}: {status} {text} shows {mark:?}");
            }
        }
    }
}

#[tokio::test]
async fn credentials_of_two_tenants_are_rejected_together() {
    for contract in contracts() {
        let api = TestApi::start(contract, &[]).await;
        let before = api.view(&api.owner).await;
        for operation in secured(contract).filter(|operation| operation.security.len() > 1) {
            for scheme in &operation.security {
                let others = api.credential(operation, scheme, &api.stranger);

                let ask = api.ask_with(operation, scheme, |ask| authenticate(ask, scheme, others));
                let answer = api.call(ask).await;

                let place = format!("{} {} with another's {}", contract.name, operation.id, scheme.name);
                assert_eq!(answer.status.as_u16(), 401, "{place}: {}", answer.text());
            }
        }
        assert_eq!(api.view(&api.owner).await, before, "{}", contract.name);
    }
}

#[test]
fn fixtures_name_documented_operations() {
    for contract in contracts() {
        let Resource { named_in_body, bodies, to_stranger, .. } = Fixture::of(&contract.name).resource;
        for id in named_in_body.iter().chain(bodies.keys()).chain(to_stranger.keys()) {
            let known = contract.operations.iter().any(|operation| operation.id == *id);
            assert!(known, "tests/{}/fixture.yaml: unknown operation {id}", contract.name);
        }
    }
}
