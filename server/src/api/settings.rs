//! Settings of an API: the table `[api.NAME]` of the configuration file, except for `listen`, which every API has.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::de::{Error, ValueDeserializer};

use crate::clock::Clock;
use crate::context::States;

/// State that an API keeps between requests, built once at start.
pub trait State: Send + Sync + Sized + 'static {
    /// The API's settings. Unknown keys have to be rejected.
    type Settings: DeserializeOwned;

    /// Builds the state.
    fn new(settings: Self::Settings, clock: &Clock) -> Self;
}

/// How the settings of an API are checked and turned into its [`State`].
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Checks the table in a configuration file; errors carry their position in it.
    pub check: fn(ValueDeserializer<'_>) -> Result<(), Error>,
    /// Builds the state and adds it to those of the other APIs.
    pub build: fn(toml::Table, &Clock, &mut States) -> Result<(), Error>,
    /// Settings with a flag on the command line.
    pub switches: &'static [Switch],
}

/// A flag of the command line that turns on a boolean setting.
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// Name of the flag, `API-SETTING`.
    pub flag: &'static str,
    /// Name of the setting.
    pub setting: &'static str,
    /// Help text of the flag.
    pub help: &'static str,
}

impl Settings {
    /// Settings of an API with the state `S`.
    pub const fn of<S: State>() -> Self {
        Self {
            check: |table| S::Settings::deserialize(table).map(drop),
            build: |table, clock, states| {
                states.insert(S::new(table.try_into()?, clock));
                Ok(())
            },
            switches: &[],
        }
    }

    /// Settings of an API without any.
    pub const fn none() -> Self {
        Self::of::<()>()
    }

    /// Adds flags of the command line.
    #[must_use]
    pub const fn with_switches(self, switches: &'static [Switch]) -> Self {
        Self { switches, ..self }
    }
}

/// Settings of an API that has none.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoSettings {}

impl State for () {
    type Settings = NoSettings;

    fn new(_: NoSettings, _: &Clock) {}
}
