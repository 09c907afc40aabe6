//! A bar on a terminal, for work that takes long enough to look at it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::shared::Shown;
use crate::site::Progress;

/// What ends sooner shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(400);

/// A bar on a terminal for long work, and nothing elsewhere.
pub struct Bar {
    bar: ProgressBar,
    /// When the work began; `None` where nobody is to see a bar.
    began: Option<Instant>,
    shown: AtomicBool,
}

impl Bar {
    /// A bar that is not shown yet.
    pub fn new(shown: Shown, quiet: bool) -> Self {
        let wanted = !quiet && shown == Shown::Text && !ProgressDrawTarget::stderr().is_hidden();
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        Self { bar, began: wanted.then(Instant::now), shown: AtomicBool::new(false) }
    }

    /// Takes it away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn show_if_long(&self) {
        let is_long = self.began.is_some_and(|began| began.elapsed() > PATIENCE);
        if is_long && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, articles: usize) {
        if self.began.is_none() {
            return;
        }
        self.show_if_long();
        let template = if articles == 0 { "{msg:9} {pos}" } else { "{msg:9} {wide_bar} {pos}/{len}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_length(articles as u64);
        self.bar.set_position(0);
        self.bar.set_message(name);
    }

    fn done(&self) {
        if self.began.is_some() {
            self.show_if_long();
            self.bar.inc(1);
        }
    }
}
