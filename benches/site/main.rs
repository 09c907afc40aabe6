//! `cargo bench --bench site`: both jobs beside the floors of the machine that it runs on.
//!
//! ```text
//! cargo bench --bench site -- [--sizes 1000,10000] [--rounds 9] [--jobs newest] [--all] [--write]
//! cargo bench --bench site -- --corpus 1000 --into FOLDER
//! ```
//!
//! For every number of articles a corpus is made (once, below `target/bench`), and each job is run cold and
//! once more over what it has written, in turn with the floor that it is measured by. What counts is the ratio within one run on one machine; the median of the rounds
//! is taken. All but the newest of plain heads take up to 10 000 articles, or any number with `--all`. `--write` puts table and plot into `docs/performance.md`.

mod corpus;
mod floor;
mod plot;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use corpus::Heads;

/// What stands before every configuration.
const SITE: &str = "[site]\ntitle = \"Bench\"\nurl = \"https://bench.example/\"\n";

struct Job {
    name: &'static str,
    heads: Heads,
    config: &'static str,
    floor: &'static str,
}

const JOBS: [Job; 6] = [
    Job { name: "newest", heads: Heads::Plain, config: "", floor: "kib" },
    Job { name: "newest, YAML lists", heads: Heads::YamlLists, config: "", floor: "kib" },
    Job { name: "newest, TOML", heads: Heads::Toml, config: "", floor: "kib" },
    Job { name: "newest, TOML tables", heads: Heads::TomlTables, config: "", floor: "kib" },
    Job {
        name: "archive, RSS",
        heads: Heads::Plain,
        config: "\n[[feed]]\nname = \"archive\"\nformats = [\"rss\"]\nlimit = \"all\"\n\n[[feed]]\nname = \"tags/{tag}\"\neach = \"tag\"\nformats = [\"rss\"]\nlimit = 20\n",
        floor: "archive",
    },
    Job {
        name: "archive, 3 formats",
        heads: Heads::Plain,
        config: "\n[[feed]]\nname = \"archive\"\nlimit = \"all\"\n\n[[feed]]\nname = \"tags/{tag}\"\neach = \"tag\"\nlimit = 20\n",
        floor: "archive",
    },
];

/// One line of the table.
pub struct Row {
    pub job: &'static str,
    pub state: &'static str,
    pub articles: usize,
    pub floor: &'static str,
    /// Seconds.
    pub floor_seconds: f64,
    /// Seconds.
    pub seconds: f64,
    /// The most memory held at once, in MiB; `None` where the system does not tell.
    pub peak: Option<f64>,
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if arguments.first().is_some_and(|argument| argument == "--floor") {
        floor::run(&arguments[1], Path::new(&arguments[2]), Path::new(&arguments[3]));
        return;
    }
    let mut option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.remove(at);
        Some(arguments.remove(at))
    };
    if let Some(articles) = option("--corpus") {
        let into = option("--into").expect("--corpus needs --into FOLDER");
        let articles = articles.parse().expect("--corpus takes a number");
        for heads in [Heads::Plain, Heads::YamlLists, Heads::Toml, Heads::TomlTables] {
            let site = format!("{into}{}", heads.suffix());
            corpus::write(articles, heads, &Path::new(&site).join("content")).expect("a corpus");
        }
        return;
    }
    let sizes = option("--sizes").unwrap_or_else(|| "1000,10000".to_owned());
    let rounds: usize = option("--rounds").map_or(9, |rounds| rounds.parse().expect("--rounds takes a number"));
    let jobs = option("--jobs").unwrap_or_default();
    let all = arguments.iter().any(|argument| argument == "--all");
    let write = arguments.iter().any(|argument| argument == "--write");
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let work = home.join("target/bench");
    let mut rows = Vec::new();
    for size in sizes.split(',') {
        let articles: usize = size.trim().parse().expect("--sizes takes numbers");
        for job in JOBS.iter().filter(|job| job.name.starts_with(&jobs)) {
            if articles > 10_000 && (job.floor == "archive" || job.heads != Heads::Plain) && !all {
                continue;
            }
            let rounds = if articles >= 100_000 { rounds.min(3) } else { rounds };
            measure(&work, job, articles, rounds, &mut rows);
        }
    }
    let table = table(&rows);
    println!("{table}");
    if write {
        fs::write(home.join("docs/performance.svg"), plot::svg(&rows)).expect("docs/performance.svg to write");
        let file = home.join("docs/performance.md");
        let text = fs::read_to_string(&file).expect("docs/performance.md to read");
        let (before, rest) = text.split_once("<!-- figures -->\n").expect("a place for the figures");
        let (_, after) = rest.split_once("<!-- end of figures -->").expect("the end of the figures");
        fs::write(&file, format!("{before}<!-- figures -->\n\n{table}\n<!-- end of figures -->{after}"))
            .expect("docs/performance.md to write");
    }
}

/// Runs a job in its two states, each in turn with its floor.
fn measure(work: &Path, job: &'static Job, articles: usize, rounds: usize, rows: &mut Vec<Row>) {
    let site = work.join(format!("{articles}{}", job.heads.suffix()));
    corpus::write(articles, job.heads, &site.join("content")).expect("a corpus");
    fs::write(site.join("tidings.toml"), format!("{SITE}{}", job.config)).expect("a configuration");
    let scratch = work.join("floor");
    fs::create_dir_all(&scratch).expect("a folder for the floor");
    eprintln!("{articles} articles, {}", job.name);
    let floor = |name: &str| {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.arg("--floor").arg(name).arg(site.join("content")).arg(&scratch);
        seconds(&mut command)
    };
    let ours = || seconds(&mut tidings(&site));
    // Caches of the system are filled.
    floor(job.floor);

    let mut cold = Vec::new();
    for _ in 0..rounds {
        let at_least = floor(job.floor);
        forget(&site);
        cold.push((at_least, ours()));
    }
    rows.push(row(job.name, "cold", articles, job.floor, &cold, peak(&site, true)));

    let again: Vec<_> = (0..rounds).map(|_| (floor(job.floor), ours())).collect();
    rows.push(row(job.name, "again", articles, job.floor, &again, peak(&site, false)));
}

fn tidings(site: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command.current_dir(site).args(["build", "--quiet", "--now", "2026-03-01"]);
    command
}

/// Takes away all that builds have left.
fn forget(site: &Path) {
    let _ = fs::remove_dir_all(site.join("feeds"));
    let _ = fs::remove_file(site.join("tidings.lock"));
}

/// The most memory a build held at once, in MiB, as `--timings` tells.
fn peak(site: &Path, cold: bool) -> Option<f64> {
    if cold {
        forget(site);
    }
    let output = tidings(site).arg("--timings").output().expect("a build");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = text.lines().find(|line| line.trim_start().starts_with("memory"))?;
    line.split_whitespace().rev().nth(1)?.parse().ok()
}

/// How long a command takes, from outside.
fn seconds(command: &mut Command) -> f64 {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let began = Instant::now();
    let status = command.status().expect("a command to run");
    let took = began.elapsed().as_secs_f64();
    assert!(status.success(), "{command:?} failed");
    took
}

fn row(
    job: &'static str,
    state: &'static str,
    articles: usize,
    floor: &'static str,
    times: &[(f64, f64)],
    peak: Option<f64>,
) -> Row {
    let median = |pick: fn(&(f64, f64)) -> f64| {
        let mut sorted: Vec<f64> = times.iter().map(pick).collect();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    Row { job, state, articles, floor, floor_seconds: median(|pair| pair.0), seconds: median(|pair| pair.1), peak }
}

fn table(rows: &[Row]) -> String {
    let mut out = String::from(
        "| job | state | articles | floor | floor, s | Tidings, s | ratio | µs an article | growth | peak, MiB |\n\
         | --- | --- | --: | --- | --: | --: | --: | --: | --: | --: |\n",
    );
    for row in rows {
        let same = |other: &&Row| other.job == row.job && other.state == row.state && other.articles < row.articles;
        let growth = rows.iter().rfind(&same).map_or_else(String::new, |before| {
            let each = |row: &Row| row.seconds / row.articles as f64;
            format!("× {:.2}", each(row) / each(before))
        });
        let peak = row.peak.map_or_else(String::new, |peak| format!("{peak:.1}"));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {:.4} | {:.4} | {:.2} | {:.2} | {growth} | {peak} |",
            row.job,
            row.state,
            row.articles,
            row.floor,
            row.floor_seconds,
            row.seconds,
            row.seconds / row.floor_seconds,
            row.seconds / row.articles as f64 * 1e6,
        );
    }
    out
}
