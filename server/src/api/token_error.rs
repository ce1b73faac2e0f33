//! The error body of RFC 6749, for the APIs whose callers sign in by OAuth.
//!
//! Each has types of its own, generated from its own document, so what is the same is written for the names that they
//! have in common.

/// Turns what goes wrong in signing in into an API's own `TokenCreateError` and `TokenError`.
macro_rules! token_errors {
    ($api:ident) => {
        impl From<$crate::auth::oauth::TokenRefusal> for $api::TokenCreateError {
            fn from(refusal: $crate::auth::oauth::TokenRefusal) -> Self {
                use $crate::auth::oauth::{ErrorCode, TokenRefusal};

                match refusal {
                    TokenRefusal::Refused(ErrorCode::InvalidClient, description) => {
                        Self::Unauthorized(token_error(ErrorCode::InvalidClient, description))
                    }
                    TokenRefusal::Refused(code, description) => {
                        Self::BadRequest(token_error(code, description))
                    }
                    TokenRefusal::Internal(fault) => Self::Internal(fault),
                }
            }
        }

        impl From<dropshot_openapi::RequestError> for $api::TokenError {
            /// RFC 6749's error shape, of the token operation alone.
            fn from(refusal: dropshot_openapi::RequestError) -> Self {
                let (code, description) = $crate::auth::oauth::explain(&refusal);
                token_error(code, description)
            }
        }

        fn token_error(code: $crate::auth::oauth::ErrorCode, description: String) -> $api::TokenError {
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
            $api::TokenError { error, error_description: Some(description) }
        }
    };
}

pub(crate) use token_errors;
