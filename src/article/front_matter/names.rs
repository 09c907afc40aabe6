//! The names of the keys that front matter is read for, and of the members of their values.

use std::borrow::Cow;

use super::{carried_names, episode_names, people};
use crate::article::withhold;

pub(super) const TITLE: &[&str] = &["title", "subject", "题目", "标题", "標題", "题名", "タイトル", "제목"];
pub(super) const DATE: &[&str] = &[
    "date",
    "published",
    "publishdate",
    "pubdate",
    "publisheddate",
    "publishedat",
    "publishedon",
    "publicationdate",
    "datepublished",
    "日期",
    "发布日期",
    "发布时间",
    "發佈日期",
    "日付",
    "createdat",
    "created",
];
/// Keys that name a date less plainly, or that came to be known later: they count where an article's path has none, so
/// that no date that has been published changes.
pub(super) const OTHER_DATE: &[&str] = &[
    "pubdatetime",
    "pubtime",
    "pubat",
    "pubon",
    "publishdatetime",
    "publishtime",
    "publishat",
    "publishon",
    "publisheddatetime",
    "publishedtime",
    "createddate",
    "createddatetime",
    "createdtime",
    "createdon",
    "createdate",
    "createdatetime",
    "createtime",
    "creationdate",
    "datecreated",
    "datetime",
    "datepublish",
    "postdate",
    "postedat",
    "postedon",
    "releasedate",
    "pub",
    "publish",
    "작성일",
    "발행일",
    "날짜",
];
pub(super) const UPDATED: &[&str] = &[
    "updated",
    "lastmod",
    "modified",
    "lastmodifiedat",
    "lastmodified",
    "updatedat",
    "updatedon",
    "modifiedat",
    "datemodified",
    "dateupdated",
    "lastupdate",
    "lastupdated",
    "更新日期",
    "更新时间",
    "更新日",
];
/// As [`OTHER_DATE`], of the update.
pub(super) const OTHER_UPDATED: &[&str] = &[
    "updateddate",
    "updateddatetime",
    "updatedtime",
    "updatedate",
    "updatedatetime",
    "updatetime",
    "updateat",
    "updateon",
    "modifieddate",
    "modifieddatetime",
    "modifiedtime",
    "modifiedon",
    "moddate",
    "moddatetime",
    "modtime",
    "modat",
    "modon",
    "lastmoddate",
    "lastmoddatetime",
    "lastmodtime",
    "lastmodat",
    "lastmodon",
    "lastmodifieddate",
    "lastmodifiedtime",
    "lastmodifiedon",
    "lastupdatedat",
    "lastupdatedon",
    "lastupdateddate",
    "lastupdatedate",
    "lasteditedat",
    "update",
    "mod",
    "수정일",
];
pub(super) const EXPIRES: &[&str] =
    &["expires", "expirydate", "expiry", "expirationdate", "expiresat", "unpublishdate"];
pub(super) const SUMMARY: &[&str] = &["summary", "description", "excerpt", "abstract", "摘要", "简介", "描述", "概要"];
pub(super) const AUTHORS: &[&str] = &["authors", "author", "by", "from", "作者", "著者"];
pub(super) const TAGS: &[&str] = &[
    "tags",
    "tag",
    "categories",
    "category",
    "keywords",
    "keyword",
    "topics",
    "标签",
    "標籤",
    "分类",
    "分類",
    "关键词",
    "タグ",
];
pub(super) const SLUG: &[&str] = &["slug"];
pub(super) const URL: &[&str] = &["permalink", "url"];
pub(super) const EXTERNAL: &[&str] = &["externalurl", "link", "sourceurl", "externallink", "linkurl"];
pub(super) const ID: &[&str] = &["id", "guid"];
pub(super) const IMAGE: &[&str] = &[
    "image",
    "cover",
    "coverimage",
    "featuredimage",
    "featureimage",
    "heroimage",
    "ogimage",
    "socialimage",
    "thumbnail",
    "images",
    "banner",
];
/// The names of some themes for it. Fingerprints in ledgers are without them.
pub(super) const THEME_IMAGE: &[&str] = &[
    "teaser",
    "thumb",
    "photos",
    "headerimage",
    "leadimage",
    "previewimage",
    "shareimage",
    "cardimage",
    "postimage",
    "imageurl",
    "coverurl",
    "coverimg",
    "thumbnailimg",
    "shareimg",
    "topimg",
    "indeximg",
    "bannerimg",
];
/// Maps that hold a picture beside other things: `header.teaser`, `seo.image`.
pub(super) const IMAGE_HOLDERS: &[&str] = &["header", "seo", "og", "opengraph", "social", "hero"];
/// What the picture is called there.
pub(super) const HELD_IMAGES: &[&str] = &["ogimage", "image", "teaser", "overlayimage"];
pub(super) const IMAGE_ALT: &[&str] =
    &["imagealt", "coveralt", "coverimagealt", "featuredimagealt", "heroimagealt", "thumbnailalt"];
pub(super) const ENCLOSURES: &[&str] = &["enclosures", "enclosure", "audio", "audiourl", "audiofile", "podcasturl"];
pub(super) const LANGUAGE: &[&str] = &["lang", "language", "locale", "语言"];
pub(super) const REDIRECT: &[&str] = &["redirect", "redirectto", "redirecturl"];

/// Keys that a header line may begin with: words that no prose paragraph begins with before a colon,
/// or does so seldom.
const HEADERS: &[&[&str]] = &[
    TITLE,
    DATE,
    UPDATED,
    SLUG,
    &[
        "author",
        "authors",
        "from",
        "tags",
        "category",
        "categories",
        "lang",
        "summary",
        "status",
        "keywords",
        "layout",
        "作者",
        "标签",
        "摘要",
    ],
];

/// Whether a header block may begin with the key.
pub(super) fn is_header(key: &str) -> bool {
    let key = normal(key);
    HEADERS.iter().any(|names| names.contains(&&*key)) || withhold::is_key(&key)
}

/// Whether the key alone shows that lines are headers: a title or a date.
pub(super) fn is_telling(key: &str) -> bool {
    let key = normal(key);
    TITLE.contains(&&*key) || DATE.contains(&&*key)
}

/// Whether the value of a key is words, in which a `#` is no remark to the one who writes it.
pub(super) fn is_words(key: &str) -> bool {
    let key = normal(key);
    [TITLE, SUMMARY, AUTHORS, TAGS].iter().any(|names| names.contains(&&*key))
}

/// Maps whose keys count as those of the front matter itself.
pub(super) const NESTS: &[&str] = &["extra", "params", "taxonomies"];

/// Keys beside one author, one file or one image that say more of it, and those that stand for themselves.
pub(super) const BESIDE: &[&str] = &[
    "path",
    "publish",
    "_build",
    "authorurl",
    "authorlink",
    "authoremail",
    "audiolength",
    "audiosize",
    "audiobytes",
    "length",
    "filesize",
    "bytes",
    "audiotype",
    "enclosuretype",
    "mimetype",
    "duration",
    "audioduration",
];

/// Every key that is looked for. What is looked for and is not here is an error of ours that any test shows, so
/// that what goes over all keys goes over all of them.
const ALL: [&[&str]; 20] = [
    TITLE,
    DATE,
    OTHER_DATE,
    UPDATED,
    OTHER_UPDATED,
    EXPIRES,
    SUMMARY,
    AUTHORS,
    TAGS,
    SLUG,
    URL,
    EXTERNAL,
    ID,
    IMAGE,
    IMAGE_ALT,
    THEME_IMAGE,
    IMAGE_HOLDERS,
    ENCLOSURES,
    LANGUAGE,
    REDIRECT,
];

/// The names that are looked for within a map: of an image, a file, a tag or a `build`.
const MEMBERS: &[&str] = &[
    "date",
    "list",
    "name",
    "title",
    "label",
    "slug",
    "src",
    "url",
    "path",
    "image",
    "file",
    "href",
    "alt",
    "caption",
    "length",
    "size",
    "bytes",
    "filesize",
    "type",
    "mediatype",
    "mimetype",
    "mime",
    "contenttype",
    "duration",
];

/// Every key that front matter is read for, in its normal form: lower case, without `_` and `-`; of a podcast's, those whose
/// values are numbers or words of a fixed list are left out. A key may occur twice.
pub fn known_keys() -> impl Iterator<Item = &'static str> {
    ALL.into_iter()
        .flatten()
        .chain(BESIDE)
        .chain(NESTS)
        .copied()
        .chain(episode_names::keys())
        .chain(carried_names::keys())
}

/// Every name that is read within a value of front matter that is a map. A name may occur twice.
pub fn known_members() -> impl Iterator<Item = &'static str> {
    let dates = [DATE, OTHER_DATE, UPDATED, OTHER_UPDATED].into_iter().flatten();
    let ours = MEMBERS.iter().chain(HELD_IMAGES).chain(people::FIELDS).chain(dates).copied();
    ours.chain(episode_names::members()).chain(carried_names::members())
}

/// Lower case, without `_`, `-` and blanks: `pub_date`, `pubDate` and `Pub-Date` are one.
pub(super) fn normal(key: &str) -> Cow<'_, str> {
    if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(key);
    }
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}
