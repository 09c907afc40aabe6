//! `--timings`: where the time of a run went, stage by stage, and how much memory it held at most.

use std::fmt::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::site::Progress;

/// Notes when each stage begins, and hands everything on.
pub struct Timings<'a> {
    progress: &'a dyn Progress,
    began: Instant,
    stages: Mutex<Vec<(&'static str, Instant)>>,
}

impl<'a> Timings<'a> {
    /// Begins at `began`; what comes before the first stage is the start.
    pub fn new(progress: &'a dyn Progress, began: Instant) -> Self {
        Self { progress, began, stages: Mutex::default() }
    }

    /// A line for each stage with its milliseconds, one for all, and one for the memory.
    pub fn report(&self) -> String {
        let now = Instant::now();
        let stages = self.stages.lock().map(|stages| stages.clone()).unwrap_or_default();
        let mut out = String::new();
        let mut line = |name: &str, took: Duration| {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{name:<10} {:>9.2} ms", took.as_secs_f64() * 1e3);
        };
        line("start", stages.first().map_or(now, |(_, at)| *at).duration_since(self.began));
        for (number, (name, at)) in stages.iter().enumerate() {
            line(name, stages.get(number + 1).map_or(now, |(_, next)| *next).duration_since(*at));
        }
        line("all", now.duration_since(self.began));
        if let Some(peak) = peak_memory() {
            let _ = writeln!(out, "{:<10} {:>9.2} MiB", "memory", peak as f64 / 1024.0);
        }
        out
    }
}

impl Progress for Timings<'_> {
    fn stage(&self, name: &'static str, articles: usize) {
        if let Ok(mut stages) = self.stages.lock() {
            stages.push((name, Instant::now()));
        }
        self.progress.stage(name, articles);
    }

    fn done(&self) {
        self.progress.done();
    }
}

/// The most memory that this process held at once, in KiB; `None` where the system does not tell.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
