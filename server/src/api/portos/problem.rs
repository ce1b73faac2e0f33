//! Portos's errors: problem details (RFC 9457) with an `errorCode`.
//!
//! Requests can contain texts of any length; errors quote them truncated to the document's limits.

use http::StatusCode;

use super::rules::{CUSTOMER_SET_CREDIT, CUSTOMER_SET_DISCOUNT, FieldError, SaveError};
use crate::context::Context;
use crate::generated::portos::{ProblemDetails, ResourceVersion, ValidationError};
use dropshot_openapi::{RequestContext, RequestError, Rule, visible};

const UNAUTHENTICATED: i32 = 1;
const UNAUTHORIZED: i32 = 2;
const VALIDATION_FAILED: i32 = 3;
const VERSION_MISMATCH: i32 = 6;

/// The codes of validation errors.
const REQUIRED: i32 = 1;
const UNIQUE: i32 = 2;

/// The document's limits.
const ERRORS_MAX: usize = 100;
const DETAIL_LENGTH_MAX: usize = 4000;
const INSTANCE_LENGTH_MAX: usize = 2048;
const MESSAGE_LENGTH_MAX: usize = 1000;

impl From<RequestError> for ProblemDetails {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Unauthenticated { .. } => problem(
                StatusCode::UNAUTHORIZED,
                Some(UNAUTHENTICATED),
                "Sign in with POST /api/auth, and send the tokenId of its response as Authorization: Bearer TOKEN_ID.",
            ),
            RequestError::Forbidden { permissions } => missing_right(&permissions.join(" or ")),
            RequestError::NotFound => customer_not_found(),
            RequestError::Invalid(violations) => {
                let errors = violations.iter().map(|violation| {
                    let code = (violation.rule == Rule::Required).then_some(REQUIRED);
                    validation_error(&violation.field(), &violation.message, code)
                });
                invalid(StatusCode::BAD_REQUEST, errors.collect())
            }
            RequestError::TooLarge { .. }
            | RequestError::UnsupportedMediaType { .. }
            | RequestError::Incomplete => {
                // The sentence starts with its subject, which is the field here.
                let text = error.to_string();
                let message = text.strip_prefix("the body ").unwrap_or(&text);
                invalid(StatusCode::BAD_REQUEST, vec![validation_error("body", message, None)])
            }
            RequestError::TooManyRequests { .. } => {
                problem(StatusCode::TOO_MANY_REQUESTS, None, &error.to_string())
            }
            RequestError::Internal(ref internal) => problem(internal.status, None, &error.to_string()),
        }
    }
}

/// Completes a problem with the request's path and id.
pub fn of(cx: &RequestContext<Context>, problem: ProblemDetails) -> ProblemDetails {
    let instance = truncate(cx.request.uri().path(), INSTANCE_LENGTH_MAX);
    ProblemDetails { instance: Some(instance), trace_id: cx.request_id.clone(), ..problem }
}

/// Returns the error for a user name and a password that do not match.
pub fn wrong_password() -> ProblemDetails {
    problem(StatusCode::UNAUTHORIZED, Some(UNAUTHENTICATED), "UserName or Password is wrong.")
}

/// Returns the error for an identifier without a customer.
pub fn customer_not_found() -> ProblemDetails {
    problem(StatusCode::NOT_FOUND, None, "There is no customer with this id.")
}

/// Returns the error for invalid fields or parameters.
pub fn invalid_fields(errors: &[FieldError]) -> ProblemDetails {
    let errors = errors.iter().map(|error| validation_error(&error.field, &error.message, None));
    invalid(StatusCode::BAD_REQUEST, errors.collect())
}

/// Returns the error for a body whose `id` is not the one in the path.
pub fn id_mismatch() -> ProblemDetails {
    let message = "must be the id in the path, or be omitted";
    invalid(StatusCode::CONFLICT, vec![validation_error("id", message, None)])
}

/// Returns the error for a customer that cannot be saved.
pub fn not_saved(id: &str, error: &SaveError) -> ProblemDetails {
    match error {
        SaveError::MissingRight(right) => missing_right(right),
        SaveError::VersionMismatch { given, current } => {
            let detail = format!(
                "The customer is at version {current}, not {given}. Read it again, and repeat the change."
            );
            let resource =
                ResourceVersion { name: "Customer".to_owned(), id: id.to_owned(), version: *current };
            let problem = problem(StatusCode::CONFLICT, Some(VERSION_MISMATCH), &detail);
            ProblemDetails { resource: Some(resource), ..problem }
        }
        SaveError::NotUnique(fields) => {
            let errors =
                fields.iter().map(|field| validation_error(field, "is already in use", Some(UNIQUE)));
            invalid(StatusCode::CONFLICT, errors.collect())
        }
    }
}

fn missing_right(right: &str) -> ProblemDetails {
    let detail = match right {
        CUSTOMER_SET_DISCOUNT => format!("Changing discountRate requires the right {right}."),
        CUSTOMER_SET_CREDIT => format!("Changing credit requires the right {right}."),
        _ => format!("This requires the right {right}."),
    };
    problem(StatusCode::FORBIDDEN, Some(UNAUTHORIZED), &detail)
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
    ProblemDetails { errors: Some(errors), ..problem(status, Some(VALIDATION_FAILED), &detail) }
}

fn validation_error(field: &str, message: &str, code: Option<i32>) -> ValidationError {
    ValidationError {
        member_name: truncate(&visible(field), MESSAGE_LENGTH_MAX),
        message: truncate(message, MESSAGE_LENGTH_MAX),
        code,
    }
}

fn problem(status: StatusCode, error_code: Option<i32>, detail: &str) -> ProblemDetails {
    ProblemDetails {
        type_: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: i32::from(status.as_u16()),
        detail: Some(truncate(detail, DETAIL_LENGTH_MAX)),
        instance: None,
        trace_id: String::new(),
        error_code,
        errors: None,
        resource: None,
    }
}

/// Returns at most `length_max` characters of `text`.
fn truncate(text: &str, length_max: usize) -> String {
    match text.char_indices().nth(length_max) {
        None => text.to_owned(),
        Some(_) => text.chars().take(length_max - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_texts_are_truncated_to_the_documents_limits() {
        let long = "é".repeat(10_000);
        let errors: Vec<_> = (0..200).map(|_| FieldError::new(&long, long.clone())).collect();

        let details = invalid_fields(&errors);

        let errors = details.errors.unwrap();
        assert_eq!(errors.len(), ERRORS_MAX);
        assert_eq!(errors[0].member_name.chars().count(), MESSAGE_LENGTH_MAX);
        assert_eq!(errors[0].message.chars().count(), MESSAGE_LENGTH_MAX);
        assert!(details.detail.unwrap().ends_with("(and 199 more errors)"));
        assert_eq!(truncate("abc", 3), "abc");
        assert_eq!(truncate("abcd", 3), "ab…");
    }
}
