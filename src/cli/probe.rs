//! `tidings probe`: a published feed as pollers see it.

use std::path::Path;
use std::time::Duration;

use clap::Args;

use super::shared::{ColourChoice, Exit};
use super::validate::{self, Denied, FindingForm, ValidateArgs};
use crate::probe::{ProbeOptions, Reach};

/// The arguments of `tidings probe`.
#[derive(Args, Debug)]
pub struct ProbeArgs {
    /// Addresses of feeds, or of pages that name feeds
    #[arg(value_name = "URL", required_unless_present = "explain")]
    pub addresses: Vec<String>,
    /// Ask for what a feed names too: enclosures, artwork, archives and further pages, its page
    #[arg(long)]
    pub follow: bool,
    /// Ask servers too that are not of the public internet
    #[arg(long)]
    pub allow_private: bool,
    /// How long an address may take, with the feeds of a page
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
    /// How findings are written; in GitHub's CI as annotations, elsewhere as text, where nothing is said
    #[arg(long, value_name = "FORM")]
    pub format: Option<FindingForm>,
    /// Let warnings fail too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Denied>,
    /// Say nothing of these rules, with commas between them; may be given more than once
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub allow: Vec<String>,
    /// The moment after which a date is too late
    #[arg(long, value_name = "MOMENT")]
    pub now: Option<String>,
    /// Explain a rule, with examples
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
}

/// Probes addresses; errors fail.
pub fn run(root: &Path, args: ProbeArgs, choice: ColourChoice) -> Exit {
    let reach = if args.allow_private { Reach::Any } else { Reach::Public };
    let options = ProbeOptions { reach, follow: args.follow, time: Duration::from_secs(args.timeout) };
    let asked = ValidateArgs::probing(options, args.addresses).weighed(args.format, args.deny, args.allow);
    validate::run(root, &asked.told(args.explain, args.now), choice)
}
