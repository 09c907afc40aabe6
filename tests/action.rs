//! The action for workflows (`action.yml`): its steps are taken from the file and run as a runner of GitHub's runs them, with
//! the contexts, the environment and the files that the runner gives.
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::Site;

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// A runner with a workspace, temporary files, and what steps have said so far.
struct Runner {
    site: Site,
    action: Value,
    inputs: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
    path: String,
}

/// How the action ended.
struct Ended {
    code: i32,
    log: String,
    summary: String,
}

impl Runner {
    /// The inputs that are not given have the defaults of the file; where no `version` is, the program of this build is taken.
    fn new(site: Site, given: &[(&str, &str)]) -> Self {
        let text = std::fs::read_to_string(Path::new(PROJECT).join("action.yml")).expect("an action");
        let action: Value = serde_saphyr::from_str(&text).expect("YAML");
        let mut inputs = BTreeMap::new();
        for (name, input) in action["inputs"].as_object().expect("inputs") {
            assert!(input["description"].is_string(), "{name}");
            inputs.insert(name.clone(), input["default"].as_str().expect("a default").to_owned());
        }
        inputs.insert("program".to_owned(), env!("CARGO_BIN_EXE_tidings").to_owned());
        for (name, value) in given {
            assert!(inputs.insert((*name).to_owned(), (*value).to_owned()).is_some(), "no input {name}");
        }
        let path = std::env::var("PATH").expect("a path");
        Self { site, action, inputs, outputs: BTreeMap::new(), path }
    }

    fn temporary(&self) -> PathBuf {
        self.site.path(".runner")
    }

    /// The value of an expression, of the few kinds that the action uses.
    fn value(&self, expression: &str) -> String {
        match expression {
            "github.action_path" => PROJECT.to_owned(),
            "github.server_url" => "https://forge.example".to_owned(),
            "github.action_repository" => "acme/tidings".to_owned(),
            "runner.temp" => self.temporary().display().to_string(),
            other => {
                let name = other.strip_prefix("inputs.").unwrap_or_else(|| panic!("no such expression: {other}"));
                self.inputs.get(name).unwrap_or_else(|| panic!("no input {name}")).clone()
            }
        }
    }

    fn filled(&self, text: &str) -> String {
        let mut parts = text.split("${{");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (expression, rest) = part.split_once("}}").expect("the end of an expression");
            filled += &self.value(expression.trim());
            filled += rest;
        }
        filled
    }

    /// `if: a == 'b'`
    fn applies(&self, step: &Value) -> bool {
        step["if"].as_str().is_none_or(|condition| {
            let (left, right) = condition.split_once(" == ").expect("a comparison");
            self.value(left.trim()) == right.trim().trim_matches('\'')
        })
    }

    /// Runs all steps; the first that fails is the last.
    fn run(&mut self, environment: &[(&str, &str)]) -> Ended {
        std::fs::create_dir_all(self.temporary()).expect("a folder");
        let mut ended = Ended { code: 0, log: String::new(), summary: String::new() };
        let steps = self.action["runs"]["steps"].as_array().expect("steps").clone();
        for step in steps.iter().filter(|step| step["run"].is_string()) {
            if ended.code == 0 && self.applies(step) {
                self.step(step, environment, &mut ended);
            }
        }
        ended.summary = std::fs::read_to_string(self.temporary().join("summary")).unwrap_or_default();
        ended
    }

    fn step(&mut self, step: &Value, environment: &[(&str, &str)], ended: &mut Ended) {
        // What a stranger may write stands in the environment, never in the text of a script.
        let script = step["run"].as_str().expect("a script");
        assert!(!script.contains("${{"), "{script}");
        assert_eq!(step["shell"], "bash");
        let file = self.temporary().join("step.sh");
        std::fs::write(&file, script).expect("a script");
        let mut command = Command::new("bash");
        // `shell: bash` of the documentation: `bash --noprofile --norc -eo pipefail {0}`.
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&file).current_dir(self.site.root()).env_clear();
        command.envs([
            ("PATH", self.path.as_str()),
            ("HOME", "/nonexistent"),
            ("CI", "true"),
            ("GITHUB_ACTIONS", "true"),
        ]);
        command.env("SOURCE_DATE_EPOCH", "1780272000").env("RUNNER_TEMP", self.temporary());
        for (name, file) in [("OUTPUT", "output"), ("STEP_SUMMARY", "summary"), ("PATH", "path"), ("ENV", "env")] {
            let file = self.temporary().join(file);
            std::fs::OpenOptions::new().append(true).create(true).open(&file).expect("a file");
            command.env(format!("GITHUB_{name}"), file);
        }
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            command.env(name, self.filled(value.as_str().expect("a text")));
        }
        let output = command.envs(environment.iter().copied()).output().expect("bash");
        ended.code = output.status.code().unwrap_or(-1);
        ended.log += &String::from_utf8_lossy(&output.stdout);
        ended.log += &String::from_utf8_lossy(&output.stderr);
        let told = |name: &str| std::fs::read_to_string(self.temporary().join(name)).expect("a file");
        let path = told("path").lines().fold(self.path.clone(), |path, more| format!("{more}:{path}"));
        let outputs = read_outputs(&told("output"));
        self.path = path;
        self.outputs = outputs;
    }

    /// An output of the action, as the file declares it.
    fn output(&self, name: &str) -> &str {
        let declared = self.action["outputs"][name]["value"].as_str().expect("an output");
        assert_eq!(declared, format!("${{{{ steps.check.outputs.{name} }}}}"));
        &self.outputs[name]
    }

    fn sarif(&self) -> Value {
        serde_json::from_str(&std::fs::read_to_string(self.output("sarif")).expect("a file")).expect("JSON")
    }
}

/// `name=value`, and `name<<end`, lines, `end`.
fn read_outputs(text: &str) -> BTreeMap<String, String> {
    let mut outputs = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some((name, end)) = line.split_once("<<") {
            let value: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
            outputs.insert(name.to_owned(), value.join("\n"));
        } else if let Some((name, value)) = line.split_once('=') {
            outputs.insert(name.to_owned(), value.to_owned());
        }
    }
    outputs
}

fn site() -> Site {
    let site = Site::new("");
    site.write("content/2026-05-20-gauge.md", "# A tide gauge\n\nIt needs no battery.\n");
    site.build();
    site
}

#[test]
fn fresh_feeds_pass() {
    let mut runner = Runner::new(site(), &[]);
    let ended = runner.run(&[]);
    assert_eq!(ended.code, 0, "{}", ended.log);
    assert_eq!(runner.output("result"), "fresh");
    assert!(ended.summary.starts_with("### Feeds: fresh\n"), "{}", ended.summary);
    assert_eq!(runner.output("comment").trim(), ended.summary.trim());
    let sarif = runner.sarif();
    assert!(sarif["runs"].as_array().expect("runs").iter().all(|run| run["results"].as_array().is_some()), "{sarif}");
    // The inputs that a workflow leaves out.
    assert_eq!(runner.outputs.len(), 4);
}

#[test]
fn stale_feeds_fail_and_are_told() {
    let site = site();
    site.write("content/2026-05-28-pump.md", "# A new pump\n\nIt pumps.\n");
    let mut runner = Runner::new(site, &[]);
    let ended = runner.run(&[]);
    assert_eq!((ended.code, runner.output("result")), (1, "stale"), "{}", ended.log);
    assert!(runner.output("comment").contains("- new: A new pump (2026-05-28)"), "{}", runner.output("comment"));
    // Where the workflow wants to comment before it fails.
    let mut runner = Runner::new(runner.site, &[("fail", "false")]);
    assert_eq!(runner.run(&[]).code, 0);
    assert_eq!(runner.output("result"), "stale");
}

#[test]
fn a_fault_is_an_annotation_at_its_line_in_the_repository() {
    let site = Site::bare();
    for (file, text) in [
        ("news/tidings.toml", "[site]\ntitle = \"Acme\"\nurl = \"https://acme.example/\"\n"),
        ("news/content/old news.md", "---\ntitle: Old\ndate: 30 February 2026\n---\n~~~~\n\nend-of-comment\n"),
    ] {
        site.write(file, text);
    }
    let mut runner = Runner::new(site, &[("directory", "news")]);
    let ended = runner.run(&[]);
    assert_eq!((ended.code, runner.output("result")), (1, "failed"), "{}", ended.log);
    assert!(
        ended.log.contains("::error file=news/content/old news.md,line=3,col=7,title=date-invalid::"),
        "{}",
        ended.log
    );
    assert!(ended.summary.contains("❌ error") && ended.summary.contains("date-invalid"), "{}", ended.summary);
    if Command::new("jq").arg("--version").output().is_err() {
        eprintln!("skipped: faults of articles in SARIF, for there is no `jq`");
        return;
    }
    let sarif = runner.sarif();
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let result = results.iter().find(|result| result["ruleId"] == "date-invalid").expect("the fault");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "news/content/old%20news.md");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &7.into()));
}

#[test]
fn warnings_fail_where_they_are_denied() {
    let site = site();
    site.write("content/2026-05-10-typo.md", "---\ntitle: A\ndraft: ture\n---\nText.\n");
    let mut runner = Runner::new(site, &[]);
    assert_eq!(runner.run(&[]).code, 0);
    let mut runner = Runner::new(runner.site, &[("deny", "warnings")]);
    let ended = runner.run(&[]);
    assert_eq!((ended.code, runner.output("result")), (1, "failed"), "{}", ended.log);
    assert!(ended.log.contains("::warning file=content/2026-05-10-typo.md"), "{}", ended.log);
}

#[test]
fn what_cannot_run_fails() {
    let mut runner = Runner::new(Site::bare(), &[]);
    let ended = runner.run(&[]);
    assert_eq!((ended.code, runner.output("result")), (2, "failed"), "{}", ended.log);
    assert!(ended.summary.contains("tidings.toml"), "{}", ended.summary);
    let mut runner = Runner::new(site(), &[("arguments", "--sight public")]);
    assert_eq!(runner.run(&[]).code, 2);
}

/// A release in a folder: the archive of this machine with this build's program, and its checksum.
fn release(site: &Site) -> String {
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let version = site.path("releases").join(format!("v{}", env!("CARGO_PKG_VERSION")));
    let inside = site.path("unpacked").join(format!("tidings-{target}"));
    for folder in [&version, &inside] {
        std::fs::create_dir_all(folder).expect("a folder");
    }
    std::fs::copy(env!("CARGO_BIN_EXE_tidings"), inside.join("tidings")).expect("a copy");
    let script = format!(
        "tar -czf $1/tidings-{target}.tar.gz -C $2 tidings-{target} && cd $1 && \
        sha256sum tidings-{target}.tar.gz > tidings-{target}.tar.gz.sha256"
    );
    let done = Command::new("sh").args(["-c", &script, "sh"]).arg(&version).arg(site.path("unpacked")).status();
    assert!(done.expect("a shell").success());
    format!("file://{}", site.path("releases").display())
}

#[test]
#[cfg_attr(not(all(target_os = "linux", target_env = "gnu")), ignore = "the release of this test is one for glibc")]
fn the_release_of_the_action_is_installed_if_its_checksum_holds() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: the installation, for there is no `curl`");
        return;
    }
    let mut runner = Runner::new(site(), &[("program", "")]);
    let releases = release(&runner.site);
    let ended = runner.run(&[("TIDINGS_RELEASES", releases.as_str())]);
    assert_eq!((ended.code, runner.output("result")), (0, "fresh"), "{}", ended.log);
    assert!(runner.temporary().join("tidings/bin/tidings").is_file());

    // A version that is not there, and an archive that somebody changed.
    let mut runner = Runner::new(runner.site, &[("program", ""), ("version", "0.0.9")]);
    let ended = runner.run(&[("TIDINGS_RELEASES", releases.as_str())]);
    assert!(ended.code != 0 && ended.log.contains("cannot fetch"), "{}", ended.log);
    for (name, bytes) in runner.site.files("releases") {
        if name.ends_with(".tar.gz") {
            runner.site.write(&name, [bytes, vec![0]].concat());
        }
    }
    std::fs::remove_dir_all(runner.temporary()).expect("the old installation");
    let mut runner = Runner::new(runner.site, &[("program", "")]);
    let ended = runner.run(&[("TIDINGS_RELEASES", releases.as_str())]);
    assert!(ended.code != 0 && ended.log.contains("is not what its checksum says"), "{}", ended.log);
    assert!(!runner.temporary().join("tidings/bin/tidings").exists());
}

/// Ids, entries and files of hooks are what pre-commit asks for, and each entry is a command that the program has.
#[test]
fn hooks_name_commands_that_are() {
    let text = std::fs::read_to_string(Path::new(PROJECT).join(".pre-commit-hooks.yaml")).expect("hooks");
    let hooks: Value = serde_saphyr::from_str(&text).expect("YAML");
    let site = site();
    for hook in hooks.as_array().expect("a list") {
        let words: Vec<&str> = hook["entry"].as_str().expect("an entry").split(' ').collect();
        assert_eq!(words[0], "tidings");
        let files: &[&str] = if hook["pass_filenames"] == false { &[] } else { &["feeds/rss.xml", "feeds/feed.json"] };
        let ran = site.run(&[&words[1..], files].concat());
        assert_eq!(ran.code, 0, "{}: {}", hook["id"], ran.err);
    }
}
