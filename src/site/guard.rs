//! What may not be replaced: the one guard of `build` and `check`.
//!
//! Comes in: what was made, what it means for the disk, and the ledger before and after. Goes out: errors of the whole
//! site, each with a way out. It keeps the promise that a published id never changes against what happens to a
//! site from outside: a ledger that was lost, or not committed, or is another site's; feeds that another program has
//! made where ours are to stand.
//!
//! A document on disk is ours where the ledger has it or where it says so itself; it is parsed only where the ledger
//! does not vouch for what is in it.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::io::Read;

use super::{LEDGER_NAME, Made, MadeDocument};
use crate::article::LARGEST_FILE;
use crate::config::{Config, FILE_NAME, LedgerUse};
use crate::diagnostic::{Code, Diagnostic};
use crate::diff::compare;
use crate::feed::Format;
use crate::file;
use crate::format::{looks_like_a_feed, says_ours};
use crate::ledger::{IdChange, Ledger, Record};
use crate::output::Change;
use crate::published::{PublishedFeed, read_feed};

/// Bytes of a document on disk that are read, at most.
const LARGEST_DOCUMENT: u64 = 1 << 30;

/// The ledger as a run found it, and as it is to be.
pub struct Ledgers {
    /// What stands on disk.
    pub before: Ledger,
    /// Whether there is such a file.
    pub is_there: bool,
    /// What the run has made of it.
    pub after: Ledger,
    /// Its text, where it was read.
    pub text: Option<String>,
    /// Which state of it was read, where it is shared.
    pub state: Option<String>,
}

/// A document on disk that is to be replaced.
enum Whose {
    /// Ours.
    Ours,
    /// Another program's, and ours to replace.
    Replaceable,
    /// Another program's.
    Foreign,
}

/// What the ids of both ledgers come to.
struct Ids<'a> {
    /// All that any entry has or had, in every spelling that a document may have.
    known: HashSet<&'a str>,
    /// Those of entries that were there before.
    before: HashSet<&'a str>,
    /// Those of entries that are there now.
    after: HashSet<&'a str>,
}

/// What keeps a run from replacing the documents on disk.
pub struct Guard<'a> {
    config: &'a Config,
    made: &'a Made,
    changes: &'a [(String, Change)],
    ledgers: &'a Ledgers,
    ids: OnceCell<Ids<'a>>,
}

impl<'a> Guard<'a> {
    /// Looks at what was made, and at what it means for each document, by its path below the output folder.
    pub fn new(config: &'a Config, made: &'a Made, changes: &'a [(String, Change)], ledgers: &'a Ledgers) -> Self {
        Self { config, made, changes, ledgers, ids: OnceCell::new() }
    }

    /// Errors that leaving articles out does not mend; none where the documents may be replaced.
    pub fn faults(&self, id_change: IdChange) -> Vec<Diagnostic> {
        let replaced: Vec<&str> = self.paths(Change::Changed).collect();
        let mut faults = Vec::new();
        let mut ours = Vec::new();
        for path in replaced {
            if self.vouches(path) {
                continue;
            }
            let Ok(bytes) = file::read(&self.config.output_dir().join(path), LARGEST_DOCUMENT) else { continue };
            match self.whose(path, &bytes) {
                Whose::Ours if self.feed(path).is_some() => ours.push((path, bytes)),
                Whose::Ours => {}
                Whose::Replaceable => {}
                Whose::Foreign => faults.push(self.foreign(path)),
            }
        }
        if let Some(trial) = &self.config.trial {
            let published =
                self.made.documents.iter().find(|made| trial.is_published(&self.config.output_dir().join(&made.path)));
            faults.extend(published.map(|made| self.published(&made.path)));
            return faults;
        }
        if id_change == IdChange::Allow {
            return faults;
        }
        let read = || ours.iter().filter_map(|(path, bytes)| Some((*path, read_feed(bytes, path).ok()?)));
        let same = self.paths(Change::Same).find(|path| self.feed(path).is_some());
        // Of several documents of one feed, one is enough to say it.
        if let Some(lost) = self.lost_ledger(same.or_else(|| ours.first().map(|(path, _)| *path))) {
            faults.push(lost);
            faults.extend(read().find_map(|(path, old)| self.changed_ids(path, &old)));
        } else if let Some(other) = self.other_site() {
            faults.push(other);
        } else {
            let unknown = read().find_map(|(path, old)| self.unknown_ids(path, &old));
            faults.extend(unknown.or_else(|| read().find_map(|(path, old)| self.changed_ids(path, &old))));
        }
        faults
    }

    fn paths(&self, wanted: Change) -> impl Iterator<Item = &str> {
        self.changes.iter().filter(move |(_, change)| *change == wanted).map(|(path, _)| path.as_str())
    }

    fn keeps_ledger(&self) -> bool {
        self.config.ledger == LedgerUse::Keep
    }

    fn shown(&self, path: &str) -> String {
        self.config.shown_document(path)
    }

    fn is_recorded(&self, path: &str) -> bool {
        let shown = self.shown(path);
        self.ledgers.before.documents().any(|(known, _)| known == shown)
    }

    fn feed(&self, path: &str) -> Option<&MadeDocument> {
        self.made.feeds.iter().find(|feed| feed.path == path)
    }

    /// Whether the ledger says that the document is ours, and nothing happened to the entries from which
    /// one with an id that the ledger does not know could be told: no entry is new to it, and none went. Where a line
    /// was lost, its article is new.
    fn vouches(&self, path: &str) -> bool {
        self.is_recorded(path) && (self.feed(path).is_none() || self.ids().before == self.ids().after)
    }

    fn ids(&self) -> &Ids<'a> {
        self.ids.get_or_init(|| {
            let Ledgers { before, after, .. } = self.ledgers;
            let live = |ledger: &'a Ledger| {
                ledger
                    .records()
                    .iter()
                    .filter(|record| record.gone.is_none())
                    .map(|record| record.id.as_str())
                    .collect()
            };
            // Letter by letter, and in Atom as the URI that an id must be there.
            let spellings = |record: &'a Record| [record.id.as_str(), record.id.iri()];
            let known = before.records().iter().chain(after.records()).flat_map(spellings).collect();
            Ids { known, before: live(before), after: live(after) }
        })
    }

    fn whose(&self, path: &str, bytes: &[u8]) -> Whose {
        if says_ours(bytes) {
            return Whose::Ours;
        }
        let Some(made) = self.feed(path) else {
            // A list of feeds and a card do not name their maker; feeds of ours beside them do.
            let is_ours = self.is_recorded(path) || self.has_neighbour();
            return if is_ours { Whose::Ours } else { Whose::Foreign };
        };
        let ids: Vec<String> = read_feed(bytes, path)
            .map_or_else(|_| Vec::new(), |old| old.entries.into_iter().map(|old| old.id).collect());
        let is_known = |id: &String| self.ids().known.contains(id.as_str()) || is_derived(id, self.config);
        let all_known = !ids.is_empty() && ids.iter().all(is_known);
        // JSON Feed has no place for its maker's name; but nobody else makes such ids.
        let is_remembered = self.keeps_ledger() && self.config.trial.is_none();
        let is_ours = || match is_remembered {
            true => all_known && ids.iter().any(|id| is_derived(id, self.config)),
            false => all_known || self.has_neighbour(),
        };
        if made.format == Format::Json && is_ours() {
            return Whose::Ours;
        }
        // What has no entry has told nobody an id.
        let is_nothing = || bytes.trim_ascii().is_empty() || bytes.trim_ascii() == b"{}";
        // What is no feed is nothing that another program publishes there.
        let replaces = made.replaces && looks_like_a_feed(bytes);
        match all_known || replaces || self.is_recorded(path) || is_nothing() {
            true => Whose::Replaceable,
            false => Whose::Foreign,
        }
    }

    /// Whether a document that this run makes too stands on disk and says that it is ours.
    fn has_neighbour(&self) -> bool {
        let dir = self.config.output_dir();
        let all = self.made.documents.iter().map(|document| &document.path);
        all.into_iter().any(|path| file::read(&dir.join(path), LARGEST_FILE).is_ok_and(|bytes| says_ours(&bytes)))
    }

    fn foreign(&self, path: &str) -> Diagnostic {
        let shown = self.shown(path);
        let message = format!("`{shown}` was not made by Tidings and would be replaced");
        let help = match self.feed(path) {
            Some(_) => format!(
                "run `tidings adopt {shown}` first, so that its entries keep their ids; where its program makes it anew \
                 before each build, write `replaces = true` in the `[[feed]]`"
            ),
            None => "move it away, or give ours another path in `[output]` of tidings.toml".to_owned(),
        };
        Diagnostic::error(Code::OutputForeign, message).in_file(&shown).help(help)
    }

    fn published(&self, path: &str) -> Diagnostic {
        let message = format!("a trial run would replace `{}`, which is published", self.shown(path));
        Diagnostic::error(Code::TrialPublished, message)
            .help("give the trial a folder of its own, as `--output preview`")
    }

    fn lost_ledger(&self, of_ours: Option<&str>) -> Option<Diagnostic> {
        if !self.keeps_ledger() || self.ledgers.is_there {
            return None;
        }
        let shown = self.shown(of_ours?);
        let message = format!("there is no `{LEDGER_NAME}`, and `{shown}` is a feed of ours");
        let help = format!(
            "restore `{LEDGER_NAME}` from version control; where it is lost, `tidings adopt {shown}` takes the ids over from \
             the feed"
        );
        Some(Diagnostic::error(Code::LedgerMissing, message).in_file(LEDGER_NAME).help(help))
    }

    /// A ledger of which not one article is here.
    fn other_site(&self) -> Option<Diagnostic> {
        let Ids { before, after, .. } = self.ids();
        // The one article of a new site may give way to another.
        if before.len() < 2 || after.is_empty() || !before.is_disjoint(after) {
            return None;
        }
        let message = format!("of the {} entries that `{LEDGER_NAME}` knows, not one is here", before.len());
        let help = "restore this site's own ledger and content; pass `--allow-id-change` if all of them were replaced";
        Some(Diagnostic::error(Code::LedgerForeign, message).in_file(LEDGER_NAME).help(help))
    }

    fn unknown_ids(&self, path: &str, old: &PublishedFeed) -> Option<Diagnostic> {
        if !self.keeps_ledger() {
            return None;
        }
        let ids = old.entries.iter().map(|entry| entry.id.as_str());
        let unknown: Vec<&str> = ids.filter(|id| !self.ids().known.contains(id)).collect();
        let first = unknown.first()?;
        let shown = self.shown(path);
        let message = match unknown.len() {
            1 => format!("`{shown}` has an entry that `{LEDGER_NAME}` does not know: `{first}`"),
            more => format!("`{shown}` has {more} entries that `{LEDGER_NAME}` does not know, such as `{first}`"),
        };
        let help = format!(
            "restore `{LEDGER_NAME}` from version control, or take the ids over with `tidings adopt {shown}`; if it was \
             built from another branch, delete it; pass `--allow-id-change` if these entries are to go"
        );
        Some(Diagnostic::error(Code::IdsChange, message).in_file(&shown).help(help))
    }

    fn changed_ids(&self, path: &str, old: &PublishedFeed) -> Option<Diagnostic> {
        let made = self.feed(path)?;
        let document = self.made.documents.iter().find(|document| document.path == path)?;
        let mut bytes = Vec::new();
        document.read(&self.config.output_dir()).ok()??.read_to_end(&mut bytes).ok()?;
        let new = read_feed(&bytes, path).ok()?;
        let reissued = compare(old, &new, made.limit.or(Some(usize::MAX))).reissued;
        // An entry that still has its id is only no longer in the document.
        let again = reissued.iter().filter(|entry| !self.ids().after.contains(&*entry.old_id)).count();
        (again > 0).then(|| {
            let entries = if again == 1 { "1 entry".to_owned() } else { format!("{again} entries") };
            let message = format!("{entries} would appear again as unread, under another id");
            let help = match self.keeps_ledger() {
                true => format!("restore `{LEDGER_NAME}` from version control, or pass `--allow-id-change`"),
                false => format!("take `[ledger] enabled = false` out of {FILE_NAME}, or pass `--allow-id-change`"),
            };
            Diagnostic::error(Code::IdsChange, message).in_file(&self.shown(path)).help(help)
        })
    }
}

/// Whether an id is one that we make for this site where nothing is remembered (RFC 4151).
fn is_derived(id: &str, config: &Config) -> bool {
    let host = config.site.base.host_str().unwrap_or_default();
    let authority = config.site.id_authority.as_deref().and_then(|authority| authority.split(',').next());
    let is_of = |authority: &str| {
        id.strip_prefix("tag:").and_then(|rest| rest.strip_prefix(authority)).is_some_and(|rest| rest.starts_with(','))
    };
    is_of(authority.unwrap_or(host))
}

/// Files of other programs that ours would replace, such as the front page or the `_headers` of a site whose output folder
/// is also ours, with a warning for each. Ours says so itself, so that the ledger is not asked.
pub fn foreign_files(config: &Config) -> Vec<(String, Diagnostic)> {
    let page = config.output.page.as_ref();
    let foreign = page.and_then(|path| Some((path.clone(), foreign_page(config, path)?)));
    let served = super::serving::names(config).into_iter();
    let served = served.filter_map(|path| {
        let file = config.output_dir().join(&path);
        let bytes = file::read(&file, LARGEST_FILE).ok()?;
        (!says_ours(&bytes)).then(|| {
            let shown = config.shown(&file);
            let message = format!("`{shown}` was not made by Tidings, and stays; ours is not written");
            let help = "take `headers` or `style` out of `[output]` of tidings.toml, or move that file away";
            (path, Diagnostic::warning(Code::OutputForeign, message).in_file(&shown).help(help))
        })
    });
    foreign.into_iter().chain(served).collect()
}

fn foreign_page(config: &Config, path: &str) -> Option<Diagnostic> {
    let file = config.output_dir().join(path);
    let bytes = file::read(&file, LARGEST_FILE).ok()?;
    (!says_ours(&bytes)).then(|| {
        let shown = config.shown(&file);
        let message = format!("`{shown}` was not made by Tidings, and stays; there is no page with the list of feeds");
        let help = "write `page = false` in `[output]` of tidings.toml, or another path for it";
        Diagnostic::warning(Code::OutputForeign, message).in_file(&shown).help(help)
    })
}
