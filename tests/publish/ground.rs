//! A site, a storage, and the program between them.

use std::collections::BTreeSet;
use std::process::Command;

use crate::support::storage::{Fault, Object, Objects, S3Server};
use crate::support::{Ran, Site};

/// What may stand in no output: the credentials, and how every signed address is known.
pub const SECRETS: [&str; 4] = ["MARKEDSECRETKEY", "MARKEDSESSIONTOKEN", "X-Amz-Signature", "X-Amz-Credential"];

pub struct Ground {
    pub site: Site,
    pub server: S3Server,
}

impl Ground {
    /// A site of so many articles, with a feed whose archives hold two each, published below `feeds/` of the bucket.
    pub fn new(articles: usize) -> Self {
        let more = "[output]\nurl = \"https://feeds.acme.example/\"\nhub = \"https://hub.example/\"\n\
                    [organization]\nname = \"Acme\"\nphone = \"+1 555 0100\"\n\
                    [[feed]]\nname = \"news\"\nlimit = 3\narchive = 2\n";
        let ground = Self::bare(more);
        for number in 1..=articles {
            ground.write_article(number);
        }
        ground
    }

    pub fn bare(more: &str) -> Self {
        let server = S3Server::start();
        let publish = format!(
            "[publish]\nto = \"s3://news/feeds\"\nendpoint = \"{}\"\nregion = \"eu-central-1\"\nmax_age = 600\n",
            server.endpoint()
        );
        let ground = Self { site: Site::new(&format!("{publish}{more}")), server };
        std::fs::create_dir(ground.site.path("content")).expect("a folder");
        // Every answer is searched for what is secret, too.
        ground
    }

    pub fn write_article(&self, number: usize) {
        self.write_text(number, &format!("The text of article {number}."));
    }

    pub fn write_text(&self, number: usize, text: &str) {
        let text = format!("---\ndate: 2026-01-{number:02}\n---\n# Title {number}\n\n{text}\n");
        self.site.write(&format!("content/a{number}.md"), text);
    }

    pub fn remove_article(&self, number: usize) {
        std::fs::remove_file(self.site.path(&format!("content/a{number}.md"))).expect("there was one");
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        // Its addresses and its hub are nobody's: what follows a publication, `tests/announce.rs` tries.
        let is_publication = arguments.first() == Some(&"publish");
        let quiet = if is_publication { &["--no-announce"][..] } else { &[] };
        let mut command = self.site.command(&[arguments, quiet].concat());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_") || name.ends_with("_PROXY")) {
            command.env_remove(name);
        }
        command
            .env("HOME", self.site.path("nobody"))
            .env("AWS_ACCESS_KEY_ID", "AKIDTEST")
            .env("AWS_SECRET_ACCESS_KEY", SECRETS[0])
            .env("AWS_SESSION_TOKEN", SECRETS[1]);
        command
    }

    /// A run; whatever it says holds no secret.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    pub fn publish(&self, more: &[&str]) -> Ran {
        self.run(&[&["publish"], more].concat())
    }

    /// An object by its key below the prefix.
    pub fn object(&self, key: &str) -> Object {
        self.server.state().objects.get(&format!("feeds/{key}")).unwrap_or_else(|| panic!("no {key}")).clone()
    }

    pub fn put(&self, key: &str, bytes: &[u8], fields: &[(&str, &str)]) {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let tag = format!("\"by-hand-{}\"", bytes.len());
        let object = Object { bytes: bytes.to_owned(), fields, tag };
        self.server.state().objects.insert(format!("feeds/{key}"), object);
    }

    /// What a publication of the site as it is now would come to, on a storage of its own.
    pub fn as_published(&self) -> Objects {
        let other = S3Server::start();
        other.state().objects = self.server.state().objects.clone();
        let config = self.site.read("tidings.toml");
        let lock = std::fs::read(self.site.path("tidings.lock")).ok();
        self.site.write("tidings.toml", config.replace(&self.server.endpoint(), &other.endpoint()));
        let ran = self.publish(&["--quiet"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        self.site.write("tidings.toml", config);
        // As if it had been built elsewhere.
        std::fs::remove_dir_all(self.site.path("feeds")).expect("a folder");
        match lock {
            Some(lock) => drop(self.site.write("tidings.lock", lock)),
            None => std::fs::remove_file(self.site.path("tidings.lock")).expect("a ledger"),
        }
        if self.site.path("tidings.lock").exists() {
            assert!(self.run(&["build", "--quiet"]).code < 2);
        }
        let objects = other.state().objects.clone();
        // Tags of another storage are others.
        let retag = |object: &Object| Object { tag: object.tag.replace("tag-", "other-"), ..object.clone() };
        objects.iter().map(|(key, object)| (key.clone(), retag(object))).collect()
    }

    /// Ends all faults.
    pub fn mend(&self) {
        self.server.state().fault = Box::new(|_, _| Fault::None);
    }
}

pub fn ran(command: &mut Command) -> Ran {
    let ran = Ran::from(command.output().expect("the program starts"));
    for secret in SECRETS {
        assert!(!ran.out.contains(secret) && !ran.err.contains(secret), "{secret} in {}{}", ran.out, ran.err);
    }
    ran
}

/// What of the storage a reader can be led to and does not find: every address below the feeds' own that a document names
/// which readers poll, and so on from archive to archive.
pub fn dangling(objects: &Objects) -> Vec<String> {
    const BASE: &str = "https://feeds.acme.example/";
    let is_polled = |key: &str| {
        !key.contains("/.tidings/") && !key.contains("-archive-") && (key.ends_with(".xml") || key.ends_with(".json"))
    };
    let mut left: Vec<String> = objects.keys().filter(|key| is_polled(key)).cloned().collect();
    let (mut seen, mut missing) = (BTreeSet::new(), Vec::new());
    while let Some(key) = left.pop() {
        if !seen.insert(key.clone()) {
            continue;
        }
        let text = String::from_utf8_lossy(&objects[&key].bytes).into_owned();
        for rest in text.split(BASE).skip(1) {
            let end = rest.find(['"', '<', '\'', ' ', '\\']).unwrap_or(rest.len());
            let path = if rest[..end].is_empty() { "index.html" } else { &rest[..end] };
            let named = format!("feeds/{path}");
            match objects.contains_key(&named) {
                true if named.contains("-archive-") => left.push(named),
                true => {}
                false => missing.push(format!("{key} -> {named}")),
            }
        }
    }
    missing
}
