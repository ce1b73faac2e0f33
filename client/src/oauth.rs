//! OAuth's client credentials: what the APIs that sign their callers in by them have in common, until the call itself.

use crate::builder::Environment;
use crate::connection::{self, ConnectError};
use secrecy::SecretString;
use std::fmt;

/// As whom a client calls, and where it signs in.
#[derive(Clone, Default)]
pub(crate) struct Account {
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<SecretString>,
    pub(crate) access_token: Option<SecretString>,
    pub(crate) sign_in_url: Option<String>,
}

/// What an API calls all that: the variables of its environment, and who its callers are.
pub(crate) struct Names {
    pub(crate) url: &'static str,
    pub(crate) client_id: &'static str,
    pub(crate) client_secret: &'static str,
    pub(crate) token: &'static str,
    pub(crate) sign_in_url: &'static str,
    /// What is missing where the credentials are.
    pub(crate) credentials: &'static str,
}

/// How a client is let in.
pub(crate) enum Means {
    /// By a token that somebody else has got.
    Token(SecretString),
    /// By signing in.
    SignIn { url: String, client_id: String, client_secret: SecretString },
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Account").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

impl Account {
    /// Takes what the environment says, over what was said before.
    pub(crate) fn read(
        &mut self,
        environment: &(impl Environment + ?Sized),
        names: &Names,
    ) -> Result<(), ConnectError> {
        environment.fill(&mut self.client_id, names.client_id)?;
        environment.fill(&mut self.client_secret, names.client_secret)?;
        environment.fill(&mut self.access_token, names.token)?;
        environment.fill(&mut self.sign_in_url, names.sign_in_url)
    }

    /// What was said, if it is enough. `elsewhere` is where to sign in if nobody says.
    pub(crate) fn means(self, elsewhere: Option<&str>, names: &Names) -> Result<Means, ConnectError> {
        if let Some(token) = self.access_token {
            return Ok(Means::Token(token));
        }
        let missing = |what, method, variable| ConnectError::Missing { what, method, variable };
        let (Some(client_id), Some(client_secret)) = (self.client_id, self.client_secret) else {
            return Err(missing(names.credentials, "client_credentials", names.client_id));
        };
        let url = match (self.sign_in_url, elsewhere) {
            (Some(url), _) => connection::base_url(&url)?,
            (None, Some(url)) => url.to_owned(),
            (None, None) => {
                return Err(missing("the address of *Sign in*", "sign_in_url", names.sign_in_url));
            }
        };
        Ok(Means::SignIn { url, client_id, client_secret })
    }
}
