//! Random histories of a site, as a reader that remembers ids lives through them: no id ever moves to another
//! article, and none changes but where `docs/ledger.md` says that it must.
//!
//! Each history is one seed, and always the same. `TIDINGS_HISTORIES` sets how many are lived through (4 by default),
//! `TIDINGS_HISTORY_STEPS` how many events each has.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use support::Site;

const CONFIG: &str = "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/\"\n\n[[feed]]\nname = \"all\"\npath = \"all.{ext}\"\nlimit = 200\n\n[[feed]]\nname = \"short\"\npath = \"short.{ext}\"\nlimit = 4\n";

/// A sequence of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn words(&mut self, count: usize) -> Vec<usize> {
        (0..count).map(|_| self.below(9_000)).collect()
    }
}

/// An article as its writer thinks of it: wherever it stands and whatever it says, it is this one.
#[derive(Clone, Debug)]
struct Article {
    /// Who it is, for the reader's eyes: a word of its text that no edit touches.
    who: usize,
    title: String,
    day: usize,
    words: Vec<usize>,
}

impl Article {
    fn text(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| format!("w{word}")).collect();
        let (month, day) = (1 + self.day / 28 % 5, 1 + self.day % 28);
        format!(
            "---\ntitle: {}\ndate: 2026-{month:02}-{day:02}\n---\n\nThis is who{}. {}.\n",
            self.title,
            self.who,
            words.join(" ")
        )
    }

    fn edit(&mut self, dice: &mut Dice) {
        let at = dice.below(self.words.len());
        self.words[at] = dice.below(9_000);
    }
}

/// The tree that is committed: articles by path, and the ledger.
#[derive(Clone, Default)]
struct Tree {
    articles: BTreeMap<String, Article>,
    ledger: Option<String>,
}

/// What subscribers remember.
#[derive(Clone, Default)]
struct Reader {
    /// Who the entry of each id was when it was first seen.
    who_of: HashMap<String, usize>,
}

struct History {
    seed: u64,
    dice: Dice,
    tree: Tree,
    reader: Reader,
    /// The id that each article has had, by who it is.
    id_of: HashMap<usize, String>,
    /// Articles that were deleted, with the path that they had.
    deleted: Vec<(String, Article)>,
    /// Texts from which the articles of series are made.
    templates: Vec<Vec<usize>>,
    made: usize,
    day: usize,
    told: Vec<String>,
}

impl History {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let templates = [60, 120, 250].map(|words| dice.words(words)).into();
        let mut history = Self {
            seed,
            dice,
            tree: Tree::default(),
            reader: Reader::default(),
            id_of: HashMap::new(),
            deleted: Vec::new(),
            templates,
            made: 0,
            day: 0,
            told: Vec::new(),
        };
        for _ in 0..5 {
            history.add();
        }
        for _ in 0..4 {
            history.add_of_series();
        }
        history
    }

    /// A new article of its own words.
    fn add(&mut self) {
        let words = self.dice.words(80);
        self.insert(words);
    }

    /// A new article of a template in which a few words are others.
    fn add_of_series(&mut self) {
        let at = self.dice.below(self.templates.len());
        let mut words = self.templates[at].clone();
        for _ in 0..[1, 2, 4, 6, 10][self.dice.below(5)] {
            let at = self.dice.below(words.len());
            words[at] = self.dice.below(9_000);
        }
        self.insert(words);
    }

    fn insert(&mut self, words: Vec<usize>) {
        self.made += 1;
        let who = self.made;
        let day = who * 2;
        let folder = ["", "news/", "reports/"][self.dice.below(3)];
        let article = Article { who, title: format!("Title {who}"), day, words };
        self.tree.articles.insert(format!("{folder}a{who}.md"), article);
    }

    fn pick(&mut self) -> String {
        let at = self.dice.below(self.tree.articles.len());
        self.tree.articles.keys().nth(at).expect("below their number").clone()
    }

    /// One event; what happened, in words.
    fn live(&mut self) -> String {
        let path = self.pick();
        self.made += 1;
        let fresh = format!("moved/b{}.md", self.made);
        match self.dice.below(12) {
            0 => {
                self.add();
                "add".to_owned()
            }
            1 => {
                self.add_of_series();
                "add of a series".to_owned()
            }
            2 => {
                self.rename(&path, &fresh);
                format!("rename {path}")
            }
            3 => {
                let moved = format!("old/{}", path.rsplit('/').next().unwrap_or(&path));
                if !self.tree.articles.contains_key(&moved) {
                    self.rename(&path, &moved);
                }
                format!("move {path}")
            }
            4 => {
                self.retitle(&path);
                format!("retitle {path}")
            }
            5 => {
                self.edit(&path);
                format!("edit {path}")
            }
            6 => {
                self.edit(&path);
                self.rename(&path, &fresh);
                format!("rename and edit {path}")
            }
            // Beside a copy of its day, one that has another title and another name is a doubt.
            7 if !self.has_copy(&path) => {
                self.retitle(&path);
                self.rename(&path, &fresh);
                format!("rename and retitle {path}")
            }
            8 => {
                let mut copy = self.tree.articles[&path].clone();
                copy.who = self.made;
                self.tree.articles.insert(fresh, copy);
                format!("copy {path}")
            }
            9 if self.tree.articles.len() > 6 => {
                self.delete(&path);
                format!("delete {path}")
            }
            // The one that the issue was about: an old report goes, and the next one comes, at once.
            10 if self.tree.articles.len() > 6 => {
                self.delete(&path);
                self.add_of_series();
                format!("delete {path} and add of a series")
            }
            _ => match self.deleted.pop() {
                Some((path, article)) if !self.tree.articles.contains_key(&path) => {
                    self.tree.articles.insert(path.clone(), article);
                    format!("restore {path}")
                }
                _ => "nothing".to_owned(),
            },
        }
    }

    /// Whether another article of the same day says nearly the same.
    fn has_copy(&self, path: &str) -> bool {
        let own = &self.tree.articles[path];
        let others = self.tree.articles.iter().filter(|(other, article)| *other != path && article.day == own.day);
        others.into_iter().any(|(_, other)| {
            let same = own.words.iter().zip(&other.words).filter(|(one, other)| one == other).count();
            same * 2 > own.words.len()
        })
    }

    fn rename(&mut self, from: &str, to: &str) {
        let article = self.tree.articles.remove(from).expect("there");
        self.tree.articles.insert(to.to_owned(), article);
    }

    fn retitle(&mut self, path: &str) {
        let title = format!("Other {}", self.made);
        self.tree.articles.get_mut(path).expect("there").title = title;
    }

    fn edit(&mut self, path: &str) {
        self.tree.articles.get_mut(path).expect("there").edit(&mut self.dice);
    }

    fn delete(&mut self, path: &str) {
        let article = self.tree.articles.remove(path).expect("there");
        self.deleted.push((path.to_owned(), article));
    }

    fn now(&self) -> String {
        format!("2026-{:02}-{:02}T12:00:00Z", 6 + self.day / 28 % 7, 1 + self.day % 28)
    }

    /// A fresh checkout of a tree.
    fn checkout(tree: &Tree) -> Site {
        let site = Site::bare();
        site.write("tidings.toml", CONFIG);
        for (path, article) in &tree.articles {
            site.write(&format!("content/{path}"), article.text());
        }
        if let Some(ledger) = &tree.ledger {
            site.write("tidings.lock", ledger);
        }
        site
    }

    /// Builds a tree and keeps its ledger; the entries of the long feed: id and who it is about.
    fn build(&mut self, tree: &mut Tree) -> Vec<(String, usize)> {
        self.day += 1;
        let site = Self::checkout(tree);
        let ran = site.run(&["build", "--now", &self.now()]);
        assert_eq!(ran.code, 0, "seed {}: {:#?}\n{}{}", self.seed, self.told, ran.out, ran.err);
        tree.ledger = Some(site.read("tidings.lock"));
        let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/all.json")).expect("JSON");
        let items = feed["items"].as_array().expect("items").iter();
        let mut entries: Vec<(String, usize)> = items
            .map(|item| {
                let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
                let url = text("url");
                let path = url.trim_start_matches("https://acme.example/").trim_end_matches('/').to_owned() + ".md";
                let who = tree.articles.get(&path).unwrap_or_else(|| panic!("no article of {url}")).who;
                (text("id"), who)
            })
            .collect();
        entries.sort();
        assert_eq!(entries.len(), tree.articles.len());
        entries
    }

    /// The subscribers poll.
    fn poll(&mut self, entries: &[(String, usize)]) {
        let ids: BTreeSet<&str> = entries.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids.len(), entries.len(), "seed {}: an id stands twice", self.seed);
        for (id, who) in entries {
            let context = || format!("seed {}: {:#?}", self.seed, self.told);
            let first = *self.reader.who_of.entry(id.clone()).or_insert(*who);
            assert_eq!(first, *who, "the id {id} moved to another article\n{}", context());
            let known = self.id_of.entry(*who).or_insert_with(|| id.clone());
            assert_eq!(known, id, "the article {who} has another id\n{}", context());
        }
    }

    fn build_and_poll(&mut self) {
        let mut tree = std::mem::take(&mut self.tree);
        let entries = self.build(&mut tree);
        self.tree = tree;
        self.poll(&entries);
    }

    /// Two branches, each with a build of its own, and their merge: of the articles by path, of the ledger by lines.
    fn branch_and_merge(&mut self) {
        let base = self.tree.clone();
        self.add();
        let path = self.pick();
        self.edit(&path);
        let mut ours = self.tree.clone();
        self.build(&mut ours);
        self.tree = base.clone();
        self.add_of_series();
        let other = self.pick();
        if other != path {
            let to = format!("moved/c{}.md", self.made);
            self.rename(&other, &to);
        }
        let mut theirs = self.tree.clone();
        self.build(&mut theirs);

        let mut articles = ours.articles.clone();
        for (path, article) in &theirs.articles {
            if base.articles.get(path).map(Article::text) != Some(article.text()) {
                articles.insert(path.clone(), article.clone());
            }
        }
        articles.retain(|path, _| !base.articles.contains_key(path) || theirs.articles.contains_key(path));
        let ledger = |tree: &Tree| tree.ledger.clone().unwrap_or_default();
        // As git leaves it where it cannot join them, which `tidings ledger mend` puts right.
        let conflict = format!("<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n", ledger(&ours), ledger(&theirs));
        self.tree = Tree { articles, ledger: Some(conflict) };
        let site = Self::checkout(&self.tree);
        assert_eq!(site.run(&["build", "--now", &self.now()]).code, 1, "a conflict stops the build");
        let ran = site.run(&["ledger", "mend", "--write", "--now", &self.now()]);
        assert_eq!(ran.code, 0, "seed {}: {}", self.seed, ran.err);
        self.tree.ledger = Some(site.read("tidings.lock"));
        self.told.push(format!("branch, rename {other}, edit {path}, merge"));
    }

    /// Somebody looks at what an edit, a new article and a rename would look like: nothing of it is remembered.
    fn trial(&mut self) {
        let before = (self.tree.clone(), self.deleted.clone());
        self.add();
        let path = self.pick();
        self.edit(&path);
        let other = self.pick();
        let to = format!("tried/t{}.md", self.made);
        self.rename(&other, &to);
        let site = Self::checkout(&self.tree);
        let ran = site.run(&[
            "build",
            "--drafts",
            "--url",
            "https://preview.example/",
            "--output",
            "preview",
            "--now",
            &self.now(),
        ]);
        assert_eq!(ran.code, 0, "seed {}: {:#?}\n{}", self.seed, self.told, ran.err);
        let ledger = site.path("tidings.lock").exists().then(|| site.read("tidings.lock"));
        assert_eq!(ledger, self.tree.ledger, "seed {}: the trial is remembered", self.seed);
        assert!(!site.path("feeds").exists(), "seed {}", self.seed);
        (self.tree, self.deleted) = before;
        self.told.push("a trial".to_owned());
    }

    /// The ledger is lost, something is built without it in a tree that is thrown away, and it is restored.
    fn lose_and_restore_the_ledger(&mut self) {
        let mut lost = Tree { ledger: None, ..self.tree.clone() };
        self.build(&mut lost);
        self.told.push("the ledger lost and restored".to_owned());
    }
}

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

#[test]
fn no_id_ever_moves_and_none_changes() {
    let steps = setting("TIDINGS_HISTORY_STEPS", 20);
    for seed in 1..=setting("TIDINGS_HISTORIES", 4) {
        let mut history = History::new(seed);
        history.build_and_poll();
        for step in 0..steps {
            let told = history.live();
            history.told.push(told);
            match (seed + step) % 11 {
                4 => history.branch_and_merge(),
                7 => history.lose_and_restore_the_ledger(),
                2 | 9 => history.trial(),
                _ => {}
            }
            history.build_and_poll();
        }
    }
}
