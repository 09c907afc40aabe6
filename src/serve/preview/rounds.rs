//! Rounds: the site is made, shown, and made again when a file of it changes or an article becomes due.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant};

use hyper::header::HeaderValue;
use tokio::sync::watch;

use crate::config::Config;
use crate::delivery::Known;
use crate::diagnostic::{self, Code, Diagnostic, any_error};
use crate::output::Change;
use crate::select::Held;
use crate::serve::answer::{Content, Resource, Shared};
use crate::site::{self, AtFault, FeedChange, LeftOutReason, MadeDocument, Outcome, RunOptions, Unwatched};
use crate::watch::Watched;

/// What a round is made of.
pub struct Loaded {
    /// What the site is.
    pub config: Config,
    /// What the run is to be.
    pub options: RunOptions,
}

/// Reads the configuration, or says what is wrong with it.
pub type Load = Box<dyn Fn() -> Result<Loaded, Vec<Diagnostic>> + Send>;

/// What has been made.
pub struct Good {
    pub config: Config,
    pub options: RunOptions,
    /// By their paths below the output folder.
    pub documents: BTreeMap<String, Resource>,
    /// What becomes of each, by the same paths; of those too that go.
    pub changes: BTreeMap<String, Change>,
    pub feeds: Vec<MadeDocument>,
    /// Articles by the ids of their entries.
    pub sources: HashMap<String, Arc<str>>,
    pub left_out: Vec<(Arc<str>, LeftOutReason)>,
    pub found: usize,
    pub entries: usize,
    /// The round that made it.
    pub round: u64,
    pub took: Duration,
}

/// What the last round came to.
#[derive(Clone, Default)]
pub struct Round {
    /// From 1; 0 before the first is done.
    pub number: u64,
    /// What is shown: of this round, or of the last one that went well.
    pub good: Option<Arc<Good>>,
    /// Whether this round failed.
    pub failed: bool,
    pub problems: Arc<Vec<Diagnostic>>,
    /// What subscribers would see.
    pub subscribers: Arc<Vec<FeedChange>>,
    /// The machine's fault.
    pub fault: Option<String>,
    /// What the trial's options are.
    pub trial: Vec<&'static str>,
}

/// The rounds of a site.
pub struct Rounds {
    latest: RwLock<Round>,
    /// Gone once it ends.
    teller: Mutex<Option<watch::Sender<String>>>,
    ended: AtomicBool,
}

impl Good {
    /// The bytes of a document.
    pub fn bytes<'a>(&self, resource: &'a Resource) -> Option<&'a [u8]> {
        match &resource.content {
            Content::Memory { identity, .. } => Some(identity),
            Content::File(..) => None,
        }
    }
}

impl Rounds {
    /// Begins in a thread of its own.
    pub fn start(root: &Path, load: Load) -> Arc<Self> {
        let (teller, _) = watch::channel(event(0, true));
        let ended = AtomicBool::new(false);
        let rounds = Arc::new(Self { latest: RwLock::default(), teller: Mutex::new(Some(teller)), ended });
        let (own, root) = (Arc::clone(&rounds), root.to_owned());
        std::thread::spawn(move || own.run(&root, &load));
        rounds
    }

    /// The last round.
    pub fn latest(&self) -> Round {
        self.latest.read().map(|round| round.clone()).unwrap_or_default()
    }

    /// What tells of rounds; `None` once it has ended.
    pub fn told(&self) -> Option<watch::Receiver<String>> {
        self.teller.lock().ok()?.as_ref().map(watch::Sender::subscribe)
    }

    /// Ends all waiting.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Ok(mut teller) = self.teller.lock() {
            teller.take();
        }
    }

    fn tell(&self, event: String) {
        if let Some(teller) = self.teller.lock().ok().as_ref().and_then(|teller| teller.as_ref()) {
            teller.send_replace(event);
        }
    }

    fn run(&self, root: &Path, load: &Load) {
        let mut round = Round::default();
        let mut watched = Watched::of(root, None);
        while !self.ended.load(Ordering::Relaxed) {
            self.tell(event(round.number, true));
            // Before anything is read: what is written meanwhile is a change.
            let mut states = watched.states();
            round = next_round(&round, load);
            if let Ok(mut latest) = self.latest.write() {
                *latest = round.clone();
            }
            self.tell(event(round.number, false));
            let now_watched = Watched::of(root, round.good.as_ref().map(|good| &good.config));
            if now_watched != watched {
                watched = now_watched;
                states = watched.states();
            }
            let due = due(&round);
            let is_due = || due.is_some_and(|due| Instant::now() >= due);
            watched.wait(states, || is_due() || self.ended.load(Ordering::Relaxed));
        }
    }
}

/// What the browser is told: which round is the last, and whether another is under way.
fn event(number: u64, building: bool) -> String {
    format!("{{\"round\":{number},\"building\":{building}}}")
}

/// When the next article is due that waits for its date.
fn due(round: &Round) -> Option<Instant> {
    let good = round.good.as_ref()?;
    let waiting = good.left_out.iter().filter_map(|(_, why)| match why {
        LeftOutReason::Held(Held::Future(until)) => Some(until.unix()),
        _ => None,
    });
    let seconds = u64::try_from(waiting.min()?.saturating_sub(good.options.now.unix())).ok()?;
    Instant::now().checked_add(Duration::from_secs(seconds.max(1)))
}

fn next_round(before: &Round, load: &Load) -> Round {
    let began = Instant::now();
    let number = before.number + 1;
    let failed = |problems: Vec<Diagnostic>, fault: Option<String>| Round {
        number,
        failed: true,
        problems: Arc::new(problems),
        fault,
        ..before.clone()
    };
    let Loaded { config, options } = match load() {
        Ok(loaded) => loaded,
        Err(problems) => return failed(problems, None),
    };
    let trial = config.trial.as_ref().map(|trial| trial.options.clone()).unwrap_or_default();
    let outcome = match site::check(&config, &options, &Unwatched) {
        Ok(outcome) => outcome,
        Err(error) => return failed(Vec::new(), Some(error.to_string())),
    };
    let (subscribers, found) = site::subscribers(&config, &outcome);
    let mut problems: Vec<Diagnostic> = outcome.made.diagnostics.iter().cloned().chain(found).collect();
    diagnostic::sort(&mut problems);
    // Nothing is written here, so that a trial may be compared with what is published.
    let others = problems.len();
    problems.retain(|found| found.code != Code::TrialPublished);
    let refused = outcome.refused && (others == problems.len() || any_error(&problems));
    let round = Round {
        number,
        good: before.good.clone(),
        failed: refused,
        problems: Arc::new(problems),
        // A round that failed early knows nothing of them: what was known stays with what is shown.
        subscribers: if refused && subscribers.is_empty() { before.subscribers.clone() } else { Arc::new(subscribers) },
        fault: None,
        trial,
    };
    let good = if !refused {
        good(config, options, outcome, number, began)
    } else if before.good.is_none() {
        // There is nothing yet that could stay: the articles that are not at fault are shown.
        without_faults(config, options, number, began)
    } else {
        return round;
    };
    match good {
        Ok(good) => Round { good: good.or(round.good), ..round },
        Err(error) => Round { failed: true, fault: Some(error), ..round },
    }
}

/// What is left without the articles at fault; `None` where that is no way out.
fn without_faults(
    config: Config,
    options: RunOptions,
    number: u64,
    began: Instant,
) -> Result<Option<Arc<Good>>, String> {
    let mut lenient = options;
    lenient.at_fault = AtFault::KeepGoing;
    let outcome = site::check(&config, &lenient, &Unwatched).map_err(|error| error.to_string())?;
    if outcome.refused { Ok(None) } else { good(config, options, outcome, number, began) }
}

fn good(
    config: Config,
    options: RunOptions,
    outcome: Outcome,
    round: u64,
    began: Instant,
) -> Result<Option<Arc<Good>>, String> {
    let folder = config.output_dir();
    let made = outcome.made;
    let mut documents = BTreeMap::new();
    for document in &made.documents {
        let read = || -> std::io::Result<Option<Vec<u8>>> {
            let Some(mut read) = document.read(&folder)? else { return Ok(None) };
            let mut bytes = Vec::new();
            read.read_to_end(&mut bytes)?;
            Ok(Some(bytes))
        };
        let bytes = read().map_err(|error| format!("cannot read `{}`: {error}", document.path))?;
        if let Some(resource) = bytes.and_then(|bytes| resource(&document.path, bytes)) {
            documents.insert(document.path.clone(), resource);
        }
    }
    Ok(Some(Arc::new(Good {
        documents,
        changes: outcome.changes.into_iter().collect(),
        feeds: made.feeds,
        sources: made.sources.into_iter().map(|(id, path)| (id.as_str().to_owned(), path)).collect(),
        left_out: made.left_out.into_iter().map(|left| (left.path, left.why)).collect(),
        found: made.found,
        entries: made.entries,
        round,
        took: began.elapsed(),
        config,
        options,
    })))
}

fn resource(path: &str, bytes: Vec<u8>) -> Option<Resource> {
    let known = Known::of(path, &bytes);
    Some(Resource {
        media_type: HeaderValue::from_str(&known.media_type).ok()?,
        // It may be another in a second.
        cache: HeaderValue::from_static("no-cache"),
        policy: known.kind.policy().map(HeaderValue::from_static),
        links: None,
        shared: Shared::WithNone,
        hash: blake3::hash(&bytes),
        modified: None,
        content: Content::Memory { identity: bytes.into(), gzip: None, brotli: None },
    })
}

/// The root of a site as the page names it.
pub fn root_name(root: &Path) -> String {
    let real: PathBuf = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
