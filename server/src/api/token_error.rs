//! Error body of RFC 6749, for the APIs with OAuth.
//!
//! Each API has its own generated types, so the conversions are written for the names that they have in common.

/// Converts errors of the token operation to an API's `TokenCreateError` and `TokenError`.
macro_rules! token_errors {
    ($api:ident) => {
        impl From<$crate::auth::oauth::TokenRefusal> for $api::TokenCreateError {
            fn from(error: $crate::auth::oauth::TokenRefusal) -> Self {
                use $crate::auth::oauth::{ErrorCode, TokenRefusal};

                match error {
                    TokenRefusal::Refused(code @ ErrorCode::InvalidClient, description) => {
                        Self::Unauthorized((code, description).into())
                    }
                    TokenRefusal::Refused(code, description) => Self::BadRequest((code, description).into()),
                    TokenRefusal::Internal(error) => Self::Internal(error),
                }
            }
        }

        impl From<dropshot_openapi::RequestError> for $api::TokenError {
            fn from(error: dropshot_openapi::RequestError) -> Self {
                $crate::auth::oauth::explain(&error).into()
            }
        }

        impl From<($crate::auth::oauth::ErrorCode, String)> for $api::TokenError {
            fn from((code, description): ($crate::auth::oauth::ErrorCode, String)) -> Self {
                use $crate::auth::oauth::ErrorCode;

                let error = match code {
                    ErrorCode::InvalidRequest => $api::TokenErrorCode::InvalidRequest,
                    ErrorCode::InvalidClient => $api::TokenErrorCode::InvalidClient,
                    ErrorCode::InvalidGrant => $api::TokenErrorCode::InvalidGrant,
                    ErrorCode::UnsupportedGrantType => $api::TokenErrorCode::UnsupportedGrantType,
                    ErrorCode::InvalidScope => $api::TokenErrorCode::InvalidScope,
                    ErrorCode::ServerError => $api::TokenErrorCode::ServerError,
                    ErrorCode::TemporarilyUnavailable => $api::TokenErrorCode::TemporarilyUnavailable,
                };
                Self { error, error_description: Some(description) }
            }
        }
    };
}

pub(crate) use token_errors;
