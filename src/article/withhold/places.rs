//! Folders and files that withhold by their names alone.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::LeftOut;
use super::keys;
use super::letters::normal;
use crate::generator::Pages;

/// Names of drafts folders, in the languages whose keys are known.
const DRAFTS: &str = "draft, drafts, 草稿, 草稿箱, 草稿夹, 下書き, 下書, 초안, 임시저장, entwurf, entwürfe, brouillon, \
     brouillons, borrador, borradores, bozza, bozze, rascunho, rascunhos, черновик, черновики, utkast, kladder, \
     kladde, luonnokset, szkice, koncepty, taslaklar, \
     unpublished, not_published, 未发布, 未發佈, 未公開, unveröffentlicht, non_publié, no_publicado, non_pubblicato";

/// Words that a drafts folder may have beside: `draft-posts`.
const BESIDE: &[&str] = &[
    "post",
    "posts",
    "article",
    "articles",
    "page",
    "pages",
    "blog",
    "my",
    "old",
    "new",
    "bak",
    "backup",
    "orig",
    "archive",
    "archived",
    "note",
    "notes",
    "tmp",
    "temp",
    "wip",
    "copy",
    "and",
    "ideas",
    "idea",
    "current",
    "in",
    "progress",
    "unfinished",
    "todo",
    "private",
    "folder",
];

/// Whether a folder of that name holds drafts.
pub(crate) fn is_drafts_folder(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| DRAFTS.split(", ").map(normal).collect());
    let is_drafts = |word: &str| NAMES.contains(word);
    if is_drafts(&normal(name)) {
        return true;
    }
    let words: Vec<String> = keys::words(name).map(normal).collect();
    words.iter().any(|word| is_drafts(word.trim_matches(|c: char| c.is_ascii_digit())))
        && words.iter().all(|word| {
            // `drafts-2026`, `drafts2`
            let word = word.trim_matches(|c: char| c.is_ascii_digit());
            word.is_empty() || is_drafts(word) || BESIDE.contains(&word)
        })
}

/// Whether a file is a draft by its name: `plan.draft.md`, `draft-2026-01-01-plan.md`.
pub(crate) fn is_draft_file(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem.rsplit_once('.').is_some_and(|(_, last)| is_drafts_folder(last)) {
        return true;
    }
    // `draft-horses.md` is about horses; a date behind the word shows that it is no part of the title.
    let Some((first, rest)) = stem.split_once(['-', '_', '.', ' ']) else { return false };
    let digits: Vec<usize> = rest.split(['-', '_', '.']).take(3).map(|part| part.len()).collect();
    let all_digits =
        rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')).count();
    let dated =
        matches!(&digits[..], [4, 1..=2, ..]) && all_digits >= 6 || matches!(&digits[..], [8, ..]) && all_digits >= 8;
    dated && is_drafts_folder(first)
}

/// Whether what is at a path, that of a folder with a `/` at its end, is no article by its generator's rules. Without a
/// generator a name that begins with `_` says that a person sets it aside, as nearly all of the generators have it.
pub(crate) fn is_set_aside(path: &str, pages: Option<&dyn Pages>) -> bool {
    if let Some(pages) = pages {
        return pages.sets_aside(path);
    }
    let folder = path.strip_suffix('/');
    let inner = folder.unwrap_or(path);
    let name = inner.rsplit('/').next().unwrap_or(inner);
    name.starts_with('_') && !(folder.is_some() && name.eq_ignore_ascii_case("_posts"))
}

/// Why the files of a folder, whose path ends in `/`, are left out, where that says so.
pub(crate) fn of_folder(path: &str, pages: Option<&dyn Pages>) -> Option<LeftOut> {
    let folder = path.trim_end_matches('/');
    if is_drafts_folder(folder.rsplit('/').next().unwrap_or(folder)) {
        return Some(LeftOut::DraftsFolder);
    }
    is_set_aside(path, pages).then_some(set_aside(pages))
}

/// Why what is set aside is left out.
pub(crate) fn set_aside(pages: Option<&dyn Pages>) -> LeftOut {
    if pages.is_some() { LeftOut::NoArticle } else { LeftOut::Underscore }
}
