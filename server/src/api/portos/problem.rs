//! Portos's error shape: problem details (RFC 9457) with an `errorCode`.
//!
//! What a caller sent can be of any length; what a message repeats of it is cut to what the document allows.

use http::StatusCode;

use super::rules::{Problem, Refused};
use crate::generated::portos::{Permission, ProblemDetails, ResourceVersion, ValidationError};
use dropshot_openapi::{Current, RequestError, Rule, visible};

const UNAUTHENTICATED: i32 = 1;
const UNAUTHORIZED: i32 = 2;
const INVALID: i32 = 3;
const OTHER_VERSION: i32 = 6;

/// Codes of single errors.
const REQUIRED: i32 = 1;
const UNIQUE: i32 = 2;

/// The document's bounds.
const ERRORS_MAX: usize = 100;
const DETAIL_LENGTH_MAX: usize = 4000;
const INSTANCE_LENGTH_MAX: usize = 2048;
const MESSAGE_LENGTH_MAX: usize = 1000;
const TRACE_ID_LENGTH_MAX: usize = 100;

impl From<RequestError> for ProblemDetails {
    fn from(refusal: RequestError) -> Self {
        match refusal {
            RequestError::Unauthenticated { .. } => problem(
                StatusCode::UNAUTHORIZED,
                Some(UNAUTHENTICATED),
                "Sign in with POST /api/auth, and send the tokenId of its answer as Authorization: Bearer TOKEN_ID.",
            ),
            RequestError::Forbidden { permissions } => lacks(&permissions.join(" or ")),
            RequestError::NotFound => no_such_customer(),
            RequestError::Invalid(violations) => {
                let errors = violations.iter().map(|violation| {
                    error(
                        &violation.field(),
                        &violation.message,
                        (violation.rule == Rule::Required).then_some(REQUIRED),
                    )
                });
                invalid(StatusCode::BAD_REQUEST, errors.collect())
            }
            RequestError::TooLarge { .. }
            | RequestError::UnsupportedMediaType { .. }
            | RequestError::Incomplete => {
                // The sentence is about the body; here the member's name stands in front of it.
                let text = refusal.to_string();
                let message = text.strip_prefix("the body ").unwrap_or(&text);
                invalid(StatusCode::BAD_REQUEST, vec![error("body", message, None)])
            }
            RequestError::MethodNotAllowed { .. } => {
                problem(StatusCode::METHOD_NOT_ALLOWED, None, &refusal.to_string())
            }
            RequestError::TooManyRequests { .. } => {
                problem(StatusCode::TOO_MANY_REQUESTS, None, &refusal.to_string())
            }
            RequestError::Internal(ref fault) => problem(fault.status, None, &refusal.to_string()),
        }
    }
}

/// A user's name and password do not fit.
pub fn wrong_password() -> ProblemDetails {
    problem(StatusCode::UNAUTHORIZED, Some(UNAUTHENTICATED), "UserName or Password is wrong.")
}

/// There is no such customer.
pub fn no_such_customer() -> ProblemDetails {
    problem(StatusCode::NOT_FOUND, None, "There is no customer with this id.")
}

/// What rules that no schema can say are broken.
pub fn broken(problems: &[Problem]) -> ProblemDetails {
    let errors = problems.iter().map(|problem| error(&problem.member, &problem.message, None));
    invalid(StatusCode::BAD_REQUEST, errors.collect())
}

/// A right that a caller lacks.
pub fn right_missing(right: Permission) -> ProblemDetails {
    match right {
        Permission::CustomerSetDiscount => lacks_for("change discountRate", right),
        Permission::CustomerSetCredit => lacks_for("change credit", right),
        Permission::CustomerCreate | Permission::CustomerUpdate | Permission::CustomerDelete => {
            lacks(&format!("{right:?}"))
        }
    }
}

/// The path names one customer, the body another.
pub fn about_another() -> ProblemDetails {
    let message = "is not the one in the path: give that, or leave it out";
    invalid(StatusCode::CONFLICT, vec![error("id", message, None)])
}

/// Values that have to be unique and are not.
pub fn taken(members: &[String]) -> ProblemDetails {
    let errors = members.iter().map(|member| error(member, "is in use: give another one", Some(UNIQUE)));
    invalid(StatusCode::CONFLICT, errors.collect())
}

/// The customer has another version than the change was made for.
pub fn other_version(id: &str, given: i64, current: i64) -> ProblemDetails {
    let detail = format!(
        "The customer is at version {current}, not {given}: read it again, and repeat the change on what you read."
    );
    let resource = ResourceVersion { name: "Customer".to_owned(), id: id.to_owned(), version: current };
    ProblemDetails { resource: Some(resource), ..problem(StatusCode::CONFLICT, Some(OTHER_VERSION), &detail) }
}

/// Why the customer `id` is not changed.
pub fn refused(id: &str, refused: &Refused) -> ProblemDetails {
    match refused {
        Refused::Right(right) => right_missing(*right),
        Refused::Version { given, current } => other_version(id, *given, *current),
        Refused::Taken(members) => taken(members),
    }
}

fn lacks(right: &str) -> ProblemDetails {
    problem(StatusCode::FORBIDDEN, Some(UNAUTHORIZED), &format!("This takes the right {right}."))
}

fn lacks_for(what: &str, right: Permission) -> ProblemDetails {
    problem(StatusCode::FORBIDDEN, Some(UNAUTHORIZED), &format!("To {what} takes the right {right:?}."))
}

fn invalid(status: StatusCode, mut errors: Vec<ValidationError>) -> ProblemDetails {
    let count = errors.len();
    errors.truncate(ERRORS_MAX);
    let mut detail = match errors.first() {
        Some(first) => format!("{} {}", first.member_name, first.message),
        None => "The request breaks this contract.".to_owned(),
    };
    match count.saturating_sub(1) {
        0 => {}
        1 => detail.push_str(" (and 1 more error)"),
        more => detail.push_str(&format!(" (and {more} more errors)")),
    }
    ProblemDetails { errors: Some(errors), ..problem(status, Some(INVALID), &detail) }
}

fn error(member: &str, message: &str, code: Option<i32>) -> ValidationError {
    ValidationError {
        member_name: cut(&visible(member), MESSAGE_LENGTH_MAX),
        message: cut(message, MESSAGE_LENGTH_MAX),
        code,
    }
}

fn problem(status: StatusCode, error_code: Option<i32>, detail: &str) -> ProblemDetails {
    let Current { request_id, path } = Current::get();
    ProblemDetails {
        type_: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: i32::from(status.as_u16()),
        detail: Some(cut(detail, DETAIL_LENGTH_MAX)),
        instance: (!path.is_empty()).then(|| cut(&path, INSTANCE_LENGTH_MAX)),
        trace_id: cut(&request_id, TRACE_ID_LENGTH_MAX),
        error_code,
        errors: None,
        resource: None,
    }
}

/// At most so many characters of a text.
fn cut(text: &str, length_max: usize) -> String {
    match text.char_indices().nth(length_max) {
        None => text.to_owned(),
        Some(_) => text.chars().take(length_max - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_caller_sent_is_cut_to_the_documents_bounds() {
        let long = "é".repeat(10_000);
        let problems: Vec<_> = (0..200).map(|_| Problem::new(&long, long.clone())).collect();

        let details = broken(&problems);

        let errors = details.errors.unwrap();
        assert_eq!(errors.len(), ERRORS_MAX);
        assert_eq!(errors[0].member_name.chars().count(), MESSAGE_LENGTH_MAX);
        assert_eq!(errors[0].message.chars().count(), MESSAGE_LENGTH_MAX);
        assert!(details.detail.unwrap().ends_with("(and 199 more errors)"));
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
    }
}
