//! Tests of the tests: the ordinary tests fail for a server that is broken on purpose, and say why.
//!
//! The broken server is this one behind a proxy with a fault, from `support/fault.rs`. The tests that have to notice it run
//! again, unchanged, in a process of their own; each has to fail, and to name the operation and the fault. Without a fault
//! the same tests pass.
//!
//! Only where a process can be told who started it, because a run with a fault has to be asked for by its parent.

use std::env;
use std::path::Path;
use std::process::{Command, Output};

use contract_tests::fault::{ASKED_BY_VARIABLE, FAULT_VARIABLE, Fault};

/// A test that has to notice a fault, and the texts that it then has to print.
type Notices = (&'static str, &'static [&'static str]);

const SOURCES: &str = "sources::printed_requests_are_answered_as_printed";

const WRONG_STATUS: &[Notices] = &[(
    SOURCES,
    &[
        "carbonext application_create: POST",
        "tradevest customer_create: POST",
        "portos customer_create: POST",
        "dezwork cliente_create: POST",
        "reportei customer_create: POST",
        "status 200 is not documented for it",
        "status 201 is not documented for it",
    ],
)];

const MISSING_HEADER: &[Notices] = &[
    (
        "isolation::invalid_credential_is_rejected_by_every_operation",
        &["carbonext application_list: GET", "header WWW-Authenticate is missing"],
    ),
    (SOURCES, &["tradevest customer_create: POST", "header WWW-Authenticate is missing"]),
    (
        "portos::bad_input::a_token_is_exactly_one_good_one",
        &["portos customer_", "header WWW-Authenticate is missing"],
    ),
    (
        "dezwork::without_the_accounts_token_nothing_opens",
        &["dezwork cliente_", "header WWW-Authenticate is missing"],
    ),
    (
        "bad_input::a_token_that_is_not_exactly_one_good_one_is_refused_whatever_else_is_sent",
        &[
            "reportei customer_list: GET",
            "reportei customer_delete: DELETE",
            "header WWW-Authenticate is missing",
        ],
    ),
];

const WRONG_TYPE: &[Notices] = &[(
    SOURCES,
    &[
        "carbonext application_list: GET",
        "/hasNextPage: ",
        "is not of type \"boolean\"",
        "tradevest customer_view: GET",
        "/createdOn: ",
        "portos customer_view: GET",
        "/_v: ",
        "is not of type \"integer\"",
        "dezwork cliente_view: GET",
        "/data/client/active: ",
        "reportei customer_view: GET",
        "/customer/created_at: ",
        "is not of type \"string\"",
    ],
)];

const UNCHECKED_BOUND: &[Notices] = &[
    (
        "carbonext::query_parameters_are_held_to_their_limits_and_every_mistake_is_named",
        &["GET /v1/customers/applications?page=2147483648", "left: 200", "right: 400"],
    ),
    (
        "tradevest::parameters_are_held_to_their_limits_and_every_mistake_is_named",
        &["GET /roles/customers?limit=101", "left: 200", "right: 400"],
    ),
    (
        "portos::a_query_that_makes_no_sense_is_refused_and_every_member_named",
        &["GET /customers?$take=1001", "left: 200", "right: 400"],
    ),
    ("dezwork::every_parameter_is_held_to_its_limits", &["name, 256 letters", "left: 200", "right: 400"]),
    (
        "bad_input::query_parameters_are_held_to_their_limits_and_every_mistake_is_named",
        &["GET /customers?per_page=101, past the most: 400 is due, not 200"],
    ),
    (
        "bad_input::a_name_is_held_to_its_limits",
        &[
            "POST /customers, 256 letters: 400 is due, not 201",
            "PUT /customers/",
            "256 letters: 400 is due, not 200",
        ],
    ),
];

const PERMISSION_NOT_CHECKED: &[Notices] = &[
    (
        "isolation::missing_permission_is_rejected_without_effect",
        &[
            "carbonext application_list without",
            "carbonext application_create without [\"customerApplication_write\"]",
            "carbonext application_delete without",
            "tradevest customer_list without [\"tradevest.api\"]",
            "tradevest customer_update without",
            "portos customer_create without [\"CustomerCreate\"]",
            "portos customer_put without",
            "portos customer_delete without",
            "expected 403, got 200",
        ],
    ),
    (
        SOURCES,
        &[
            "carbonext, requests need the permissions that the page names: POST /v1/customers/applications: expected 403",
            "portos, requests need the header and the rights that the page names: POST /customers: expected 403",
        ],
    ),
];

fn noticing(fault: Fault) -> &'static [Notices] {
    match fault {
        Fault::WrongStatus => WRONG_STATUS,
        Fault::MissingHeader => MISSING_HEADER,
        Fault::WrongType => WRONG_TYPE,
        Fault::UncheckedBound => UNCHECKED_BOUND,
        Fault::PermissionNotChecked => PERMISSION_NOT_CHECKED,
    }
}

/// Runs tests of this binary in a process of their own, with these variables.
fn run(tests: &[&str], variables: &[(&str, &str)]) -> Output {
    let binary = env::current_exe().expect("a test knows its own binary");
    let mut command = Command::new(binary);
    command.arg("--exact").args(tests);
    // What these runs reach is no coverage of this one's.
    let coverage = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken-coverage");
    command.env("CONTRACT_COVERAGE_DIR", coverage).env("RUST_BACKTRACE", "0");
    command.env_remove(FAULT_VARIABLE).env_remove(ASKED_BY_VARIABLE);
    command.envs(variables.iter().copied());
    command.output().unwrap_or_else(|error| panic!("the tests cannot be run again: {error}"))
}

fn output_of(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What a test that failed has printed; nothing where it did not fail.
fn printed<'a>(shown: &'a str, test: &str) -> Option<&'a str> {
    let (_, printed) = shown.split_once(&format!("---- {test} stdout ----\n"))?;
    let end = printed.find("\n---- ").or_else(|| printed.find("\nfailures:\n")).unwrap_or(printed.len());
    Some(&printed[..end])
}

fn assert_noticed(fault: Fault) {
    let noticing = noticing(fault);
    let tests: Vec<_> = noticing.iter().map(|(test, _)| *test).collect();
    let parent = std::process::id().to_string();

    let output = run(&tests, &[(FAULT_VARIABLE, fault.name()), (ASKED_BY_VARIABLE, &parent)]);

    let shown = output_of(&output);
    assert!(!output.status.success(), "{fault} is not noticed:\n{shown}");
    assert!(
        shown.contains(&format!("0 passed; {} failed", tests.len())),
        "{fault}: not all notice it:\n{shown}"
    );
    for (test, says) in noticing {
        let printed =
            printed(&shown, test).unwrap_or_else(|| panic!("{fault}: {test} prints nothing:\n{shown}"));
        for expected in *says {
            assert!(printed.contains(expected), "{fault}: {test} does not say {expected:?}:\n{printed}");
        }
    }
}

#[test]
fn wrong_status_is_noticed() {
    assert_noticed(Fault::WrongStatus);
}

#[test]
fn missing_header_is_noticed() {
    assert_noticed(Fault::MissingHeader);
}

#[test]
fn wrong_type_is_noticed() {
    assert_noticed(Fault::WrongType);
}

#[test]
fn unchecked_bound_is_noticed() {
    assert_noticed(Fault::UncheckedBound);
}

#[test]
fn unchecked_permission_is_noticed() {
    assert_noticed(Fault::PermissionNotChecked);
}

/// The failures above prove nothing unless the tests pass otherwise.
#[test]
fn same_tests_pass_without_a_fault() {
    let mut tests: Vec<_> = Fault::ALL.into_iter().flat_map(noticing).map(|(test, _)| *test).collect();
    tests.sort_unstable();
    tests.dedup();

    let output = run(&tests, &[]);

    let shown = output_of(&output);
    assert!(output.status.success(), "{shown}");
    assert!(shown.contains(&format!("{} passed; 0 failed", tests.len())), "{shown}");
}

#[test]
fn unrequested_fault_is_rejected() {
    let test = SOURCES;
    let parent = std::process::id().to_string();
    let name = Fault::WrongType.name();
    for (variables, expected) in [
        (&[(FAULT_VARIABLE, name)][..], "only tests/mutation_checks.rs may set it"),
        (&[(FAULT_VARIABLE, name), (ASKED_BY_VARIABLE, "1")], "only tests/mutation_checks.rs may set it"),
        (
            &[(FAULT_VARIABLE, "slow"), (ASKED_BY_VARIABLE, &parent)],
            "there is no fault \"slow\": give one of wrong-status,",
        ),
    ] {
        let output = run(&[test], variables);

        let shown = output_of(&output);
        assert!(!output.status.success() && shown.contains(expected), "{variables:?}: {shown}");
    }
}

#[test]
fn run_with_a_fault_records_no_coverage() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("covered-{}", std::process::id()));
    let test = SOURCES;
    let parent = std::process::id().to_string();
    let directory_text = directory.to_string_lossy().into_owned();
    let covers = |variables: &[(&str, &str)]| {
        let mut variables = variables.to_vec();
        variables.push(("CONTRACT_COVERAGE_DIR", &directory_text));
        run(&[test], &variables);
        std::fs::remove_dir_all(&directory).is_ok()
    };

    assert!(covers(&[]), "a run without a fault does");
    assert!(!covers(&[(FAULT_VARIABLE, Fault::MissingHeader.name()), (ASKED_BY_VARIABLE, &parent)]));
}
