//! `tidings validate`: any feed, whoever made it.

mod baseline;
mod documents;
mod listing;
mod telling;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use self::baseline::Baseline;
#[cfg(feature = "publish")]
use self::documents::Fetching;
use self::documents::{Documents, KnownOf, unreadable};
use self::listing::{explain, list, list_json, rule};
pub use self::telling::FindingForm;
use self::telling::tell;
use super::location::site_folder;
use super::shared::{ColourChoice, Exit, LARGEST_CONFIGURATION, Shown, count, fail, no_argument, now, say, show};
use crate::config::{FILE_NAME, ValidateConfig};
use crate::diagnostic::{Code, Severity};
use crate::file::read_text;
#[cfg(feature = "publish")]
use crate::probe::{ProbeOptions, Reach};
use crate::report::Colour;
use crate::validate::{Options, Report, compare};

/// The arguments of `tidings validate`.
#[derive(Args, Debug, Default)]
pub struct ValidateArgs {
    /// Feeds: RSS, Atom, JSON Feed or OPML; `-` is standard input, an address is fetched
    #[arg(value_name = "FILE", required_unless_present_any = ["list", "explain"])]
    files: Vec<String>,
    /// The address the document is found at, to compare its self link with
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The media type the document is served with
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,
    /// How findings are written; in GitHub's CI as annotations, elsewhere as text, where nothing is said
    #[arg(long, value_name = "FORM")]
    format: Option<FindingForm>,
    /// Let warnings fail too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Say nothing of these rules, with commas between them; may be given more than once
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    allow: Vec<String>,
    /// A file of findings that are known and not told again; else that of `[validate]` in tidings.toml
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings into the baseline instead of telling them
    #[arg(long)]
    write_baseline: bool,
    /// The moment after which a date is too late
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// Print all rules; with `--format json` an object a line
    #[arg(long)]
    list: bool,
    /// Explain a rule, with examples
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// Fetch from servers too that are not of the public internet
    #[cfg(feature = "publish")]
    #[arg(long)]
    allow_private: bool,
    /// How the answers are judged too: `tidings probe`
    #[cfg(feature = "publish")]
    #[arg(skip)]
    probe: Option<ProbeOptions>,
}

#[cfg(feature = "publish")]
impl ValidateArgs {
    /// What `tidings probe` asks for, of these addresses.
    pub fn probing(probe: ProbeOptions, files: Vec<String>) -> Self {
        Self { files, probe: Some(probe), ..Self::default() }
    }

    /// The same, with what of its options is as here.
    pub fn weighed(self, form: Option<FindingForm>, deny: Option<Denied>, allow: Vec<String>) -> Self {
        Self { format: form, deny, allow, ..self }
    }

    /// The same, with these too.
    pub fn told(self, explain: Option<String>, now: Option<String>) -> Self {
        Self { explain, now, ..self }
    }
}

/// What fails besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Denied {
    /// Warnings
    Warnings,
}

/// With a baseline, so many findings of a rule are kept: those beyond are not known one by one.
const KEPT_FOR_BASELINE: usize = 100_000;

/// Validates files below `root`; errors fail, and warnings where they are denied.
pub fn run(root: &Path, args: &ValidateArgs, choice: ColourChoice) -> Exit {
    let colour = choice.resolve();
    let in_github = args.format.is_none() && Shown::or_ci(None) == Shown::Github;
    let form = args.format.unwrap_or(if in_github { FindingForm::Github } else { FindingForm::Text });
    let shown = if form == FindingForm::Github { Shown::Github } else { Shown::Text };
    if args.list {
        say(&if form == FindingForm::Json { list_json() } else { list() });
        return Exit::Fine;
    }
    if let Some(code) = &args.explain {
        return match rule(code) {
            Ok(rule) => {
                say(&explain(rule));
                Exit::Fine
            }
            Err(message) => no_rule(&message, shown, colour),
        };
    }
    let config = match validate_config(root, shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let own = || config.baseline.as_ref().map(|file| site_folder(root).join(file));
    let baseline = args.baseline.as_ref().map(|file| root.join(file)).or_else(own);
    let options = match options(args, &config, baseline.is_some() || args.write_baseline, shown, colour) {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Fine;
    let mut documents = Documents::default();
    let known = known(args);
    for file in &args.files {
        if let Err(error) = documents.take(root, file, &known, &options) {
            exit = exit.max(unreadable(file, &error, shown, colour));
        }
    }
    if documents.unreached {
        exit = Exit::Usage;
    }
    let mut reports = std::mem::take(&mut documents.reports);
    compare(&mut reports, &options);
    for (_, report) in &mut reports {
        weigh(report, &config);
    }
    if args.write_baseline {
        return exit.max(write_baseline(baseline.as_deref(), &reports, shown, colour));
    }
    let mut known = match baseline.as_deref().map(Baseline::read).transpose() {
        Ok(known) => known.unwrap_or_default(),
        Err(error) => {
            let file = baseline.unwrap_or_default();
            let message = format!("cannot read the baseline `{}`: {error}", file.display());
            return fail(Code::ReadFailed, &message, "write it with `--write-baseline`, or take it out", shown, colour);
        }
    };
    let known: Vec<usize> = reports.iter_mut().map(|(file, report)| known.apply(file, report)).collect();
    let denied = |report: &Report| args.deny == Some(Denied::Warnings) && report.count(Severity::Warning) > 0;
    if reports.iter().any(|(_, report)| report.has_errors() || denied(report)) {
        exit = exit.max(Exit::Findings);
    }
    tell(&reports, &known, form, |at, report| documents.text(root, at, report), choice);
    exit
}

fn no_rule(message: &str, shown: Shown, colour: Colour) -> Exit {
    no_argument(message, "list the rules with `tidings validate --list`", shown, colour)
}

/// What the command line says of documents besides their names.
fn known(args: &ValidateArgs) -> KnownOf {
    KnownOf {
        url: args.url.clone(),
        #[cfg(feature = "publish")]
        content_type: args.content_type.clone(),
        #[cfg(feature = "publish")]
        fetching: match &args.probe {
            Some(options) => Fetching::Probed(options.clone()),
            None => Fetching::Plain(if args.allow_private { Reach::Any } else { Reach::Public }),
        },
    }
}

/// What `[validate]` says, where there is a `tidings.toml`.
fn validate_config(root: &Path, shown: Shown, colour: Colour) -> Result<ValidateConfig, Exit> {
    let file = site_folder(root).join(FILE_NAME);
    let text = match read_text(&file, LARGEST_CONFIGURATION) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ValidateConfig::default()),
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", file.display());
            return Err(fail(Code::ReadFailed, &message, "make the file readable, as UTF-8", shown, colour));
        }
    };
    ValidateConfig::parse(&text).map_err(|faults| {
        show(&faults, shown, colour);
        Exit::Usage
    })
}

fn options(
    args: &ValidateArgs,
    config: &ValidateConfig,
    all: bool,
    shown: Shown,
    colour: Colour,
) -> Result<Options, Exit> {
    let named: Result<Vec<Code>, String> = args.allow.iter().map(|code| Ok(rule(code.trim())?.code)).collect();
    let mut allow = named.map_err(|message| no_rule(&message, shown, colour))?;
    allow.extend(&config.allow);
    allow.extend(config.severity.iter().filter(|(_, severity)| severity.is_none()).map(|(&code, _)| code));
    let moment = now(args.now.as_deref());
    let moment = moment.map_err(|message| no_argument(&message, "correct it, or leave it out", shown, colour))?;
    let limit = if all { KEPT_FOR_BASELINE } else { Options::default().limit };
    Ok(Options {
        url: args.url.clone(),
        content_type: args.content_type.clone(),
        now: Some(moment.unix()),
        allow,
        limit,
        compared: args.files.len() > 1,
        ..Options::default()
    })
}

/// Rules weigh what the configuration says.
fn weigh(report: &mut Report, config: &ValidateConfig) {
    for finding in &mut report.findings {
        if let Some(Some(severity)) = config.severity.get(&finding.code) {
            finding.severity = *severity;
        }
    }
}

fn write_baseline(file: Option<&Path>, reports: &[(String, Report)], shown: Shown, colour: Colour) -> Exit {
    let Some(file) = file else {
        let message = "`--write-baseline` has no file to write";
        return no_argument(message, "name it with `--baseline`, or as `baseline` in `[validate]`", shown, colour);
    };
    let baseline = Baseline::of(reports);
    if let Err(error) = baseline.write(file) {
        let message = format!("cannot write `{}`: {error}", file.display());
        return fail(Code::WriteFailed, &message, "name a file that can be written", shown, colour);
    }
    let findings = count(baseline.len(), "finding is", "findings are");
    say(&format!("{findings} known from now on, by {}\n", file.display()));
    Exit::Fine
}
