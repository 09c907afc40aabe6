//! The ledger on disk is put right, where a person asks for it.

use super::store::{self, KeptLedger, LedgerWrite};
use super::{LEDGER_NAME, SiteError};
use crate::config::Config;
use crate::diagnostic::Faults;
use crate::feed::Timestamp;
use crate::ledger::{self, Mended};
use crate::output::{self, BuildLock};

/// What mending the site's ledger would come to; writes nothing. `None` where there is no ledger.
///
/// # Errors
/// The machine's faults; within, what only a person can decide.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::feed::Timestamp;
/// use tidings::site;
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// match site::mending(&config, now)? {
///     None => println!("there is no ledger"),
///     Some(Ok(mended)) => println!("{} changes", mended.changes.len()),
///     Some(Err(faults)) => println!("{faults}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mending(config: &Config, now: Timestamp) -> Result<Option<Result<Mended, Faults>>, SiteError> {
    Ok(mended(config, store::read(config)?.text, now))
}

fn mended(config: &Config, text: Option<Result<String, Faults>>, now: Timestamp) -> Option<Result<Mended, Faults>> {
    text.map(|text| text.and_then(|text| ledger::mend(&text, &store::shown(config), now)))
}

/// Mends the site's ledger, unless a person has to decide something first or nothing has to be mended. `waiting` is
/// called once where a build is at work in the site.
///
/// # Errors
/// The machine's faults; within, what only a person can decide.
pub fn mend_ledger(
    config: &Config,
    now: Timestamp,
    waiting: impl FnOnce(),
) -> Result<Option<Result<Mended, Faults>>, SiteError> {
    let _lock = BuildLock::acquire(&[&config.root], waiting)?;
    output::remove_leftovers(&config.root);
    let KeptLedger { text, state } = store::read(config)?;
    let made = mended(config, text, now);
    if let Some(Ok(mended)) = &made
        && !mended.changes.is_empty()
    {
        let text = mended.ledger.to_text();
        if !store::is_shared(config) {
            output::replace(&config.root.join(LEDGER_NAME), text.as_bytes())?;
        } else if store::write(config, &text, state.as_deref())? == LedgerWrite::Lost {
            return Err(SiteError::Changed(LEDGER_NAME));
        }
    }
    Ok(made)
}
