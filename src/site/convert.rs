//! Before the stages: files in formats that are not read are converted, for all of a run.

use super::reading::shown;
use super::{Progress, SiteError};
use crate::config::{Config, converter};
use crate::content::{self, Conversion};
use crate::diagnostic::Diagnostic;

/// Has the files converted that `[[convert]]` hands to programs; `None` where there are none. What comes of it is there
/// as long as this is kept.
///
/// # Errors
/// Where the content directory cannot be walked, or there can be no temporary folder.
pub fn converted(config: &Config, progress: &dyn Progress) -> Result<Option<Conversion>, SiteError> {
    let files = content::to_convert(config).map_err(SiteError::Discover)?;
    if files.is_empty() {
        return Ok(None);
    }
    progress.stage("convert", files.len());
    content::convert(config, &files, &|| progress.done()).map(Some).map_err(SiteError::Temporary)
}

/// Takes the places away of what is told of such files: they would be those in what the programs wrote.
pub fn without_places(diagnostics: &mut [Diagnostic], config: &Config) {
    if config.converts.is_empty() {
        return;
    }
    let content = shown("", config);
    for found in diagnostics {
        let of_content = found.file.as_deref().filter(|file| file.starts_with(content.trim_end_matches('/')));
        if of_content.is_some_and(|file| converter(&config.converts, file).is_some()) {
            found.place = None;
        }
    }
}
