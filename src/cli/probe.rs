//! `tidings probe`: a published feed as pollers see it.

use std::path::Path;

use clap::Args;

use super::shared::{ColourChoice, Exit};
use super::validate::{self, FindingForm, ValidateArgs};

/// The arguments of `tidings probe`.
#[derive(Args, Debug)]
pub struct ProbeArgs {
    /// Addresses of feeds
    #[arg(value_name = "URL", required = true)]
    addresses: Vec<String>,
    /// How findings are written
    #[arg(long, value_name = "FORM")]
    format: Option<FindingForm>,
    /// Ask servers too that are not of the public internet
    #[arg(long)]
    allow_private: bool,
}

/// Probes addresses; errors fail.
pub fn run(root: &Path, args: ProbeArgs, choice: ColourChoice) -> Exit {
    validate::run(root, &ValidateArgs::probing(args.addresses, args.format, args.allow_private), choice)
}
