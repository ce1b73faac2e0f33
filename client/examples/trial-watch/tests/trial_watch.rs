//! The tool against the real server, in this process: days pass in no time, and the API fails when it is told to.

use std::process::Command;
use std::time::Duration;

use chrono::TimeDelta;
use customers_client::reportei::Client;
use customers_testing::{Fault, TestServer};
use trial_watch::{due, mark_as_paying};
use uuid::Uuid;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn create(client: &Client, name: &str) -> Uuid {
    let created = client.customer_create().body_map(|body| body.name(name)).send().await.unwrap();
    created.into_inner().customer.uuid
}

fn names(report: &trial_watch::Report) -> Vec<&str> {
    report.due.iter().map(|trial| trial.name.as_str()).collect()
}

#[tokio::test]
async fn trials_come_due_as_days_pass() {
    let server = TestServer::start().await;
    let client = server.client::<Client>();
    create(&client, "Ada").await;
    server.advance(3 * DAY);
    create(&client, "Eva").await;

    let report = due(&client, server.now(), TimeDelta::days(3)).await;
    assert_eq!((names(&report), report.customers), (vec![], 2));

    // Ada's seven days end in one, Eva's in four.
    server.advance(3 * DAY);
    let report = due(&client, server.now(), TimeDelta::days(3)).await;
    assert_eq!(names(&report), ["Ada"]);
    assert!(report.to_string().contains("Ada: ends in 1 days\n1 of 2 customers"), "{report}");

    server.advance(5 * DAY);
    let report = due(&client, server.now(), TimeDelta::days(3)).await;
    assert_eq!(names(&report), ["Ada", "Eva"]);
    assert!(report.to_string().contains("Ada: ended 4 days ago"), "{report}");
}

#[tokio::test]
async fn who_pays_is_never_due_even_if_the_answer_to_the_mark_is_lost() {
    let server = TestServer::start().await;
    let client = server.client::<Client>();
    let ada = create(&client, "Ada").await;
    create(&client, "Eva").await;
    server.inject(Fault::drop_response().on("customer_payment_status_update").times(1));

    mark_as_paying(&client, &[ada]).await.unwrap();

    assert_eq!(server.count("customer_payment_status_update"), 2);
    server.advance(8 * DAY);
    assert_eq!(names(&due(&client, server.now(), TimeDelta::zero()).await), ["Eva"]);
}

#[tokio::test]
async fn a_busy_api_is_waited_for() {
    let server = TestServer::start().await;
    let client = server.client::<Client>();
    create(&client, "Ada").await;
    server.clear_requests();
    server.inject(Fault::status(429).retry_after("0").times(1));
    server.inject(Fault::status(503).times(1));

    let report = due(&client, server.now(), TimeDelta::days(30)).await;

    assert!(report.broken_off.is_none(), "{report}");
    assert_eq!((names(&report), server.count("customer_list")), (vec!["Ada"], 3));
}

#[tokio::test]
async fn what_was_read_before_the_list_broke_off_is_told() {
    let server = TestServer::start().await;
    let client = server.builder::<Client>().without_retries().build().unwrap();
    for number in 0..101 {
        create(&client, &format!("{number:03}")).await;
    }
    // The first page comes; the second one does not.
    server.inject(Fault::latency(Duration::ZERO).on("customer_list").times(1));
    server.inject(Fault::drop_request().on("customer_list"));

    let report = due(&client, server.now(), TimeDelta::days(30)).await;

    assert_eq!((report.due.len(), report.customers), (100, 100));
    assert!(report.to_string().contains("100 of 100 customers, and then the list broke off: "), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_takes_its_address_and_token_from_the_environment() {
    let server = TestServer::start().await;
    create(&server.client::<Client>(), "Ada").await;
    let url = server.url("reportei");
    let run = move |token: &'static str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trial-watch"));
        command.arg("36500").env("REPORTEI_URL", &url).env("REPORTEI_TOKEN", token);
        // A proxy that this machine may be told to use does not lead to this machine.
        command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
        command.output().unwrap()
    };

    let outcomes = tokio::task::spawn_blocking(move || [run("demo-token"), run("unknown-token")]);
    let [ran, refused] = outcomes.await.unwrap();

    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(ran.status.success() && said.contains("1 of 1 customers"), "{said}");
    let said = String::from_utf8(refused.stdout).unwrap();
    assert!(!refused.status.success() && said.contains("Check the credentials"), "{said}");
}
