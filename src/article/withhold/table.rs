//! The one table of keys that have a say in whether an article comes out.
//!
//! `docs/articles.md` is made from it ([`documented`]), and a test walks it in every spelling, case and form
//! of front matter. Keys stand here with a `_` between their words; how a writer parts them is one to us.

use super::super::LeftOut;

/// How a key's value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Withholds unless it is empty or plainly no.
    Hides,
    /// Withholds where it is plainly no.
    Shows,
    /// As [`KeyKind::Shows`]; may also hold the name or the settings of a feed, of a template, of a list.
    ShowsNamed,
    /// Withholds on a word for "not public".
    Words,
    /// Withholds where there is any value.
    Secrets,
    /// Withholds until the day it names.
    Embargo,
}

/// Keys of one kind that withhold for one reason.
#[derive(Debug)]
pub struct Row {
    /// How their values are read.
    pub kind: KeyKind,
    /// Why an article that they withhold is left out.
    pub reason: LeftOut,
    /// The keys, with `_` between their words and commas between them.
    keys: &'static str,
}

impl Row {
    /// The keys, with `_` between their words.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.keys.split(", ")
    }
}

const fn row(kind: KeyKind, reason: LeftOut, keys: &'static str) -> Row {
    Row { kind, reason, keys }
}

/// All keys that are known to withhold, or to say that nothing is withheld.
pub const TABLE: &[Row] = &[
    row(
        KeyKind::Hides,
        LeftOut::Draft,
        "draft, is_draft, drafts, unpublished, is_unpublished, not_published, do_not_publish, no_publish, \
         unfinished, draft_mode, saved_as_draft, \
         not_for_publication, not_for_release, do_not_release, not_ready, do_not_show, withhold, withheld, 草稿, 初稿, 是否草稿, 暂不发布, 暫不發佈, 未发布, 未發佈, 未發布, 下書き, 下書, 未公開, 초안, 임시저장, 미발행, \
         미게시, unveröffentlicht, nicht_veröffentlicht, non_publié, non_publiée, no_publicado, non_pubblicato, \
         não_publicado, не_опубликовано, niet_gepubliceerd, entwurf, entwürfe, brouillon, brouillons, borrador, borradores, bozza, rascunho, черновик, \
         utkast, kladd, kladde, luonnos, szkic, koncept, taslak",
    ),
    row(
        KeyKind::Hides,
        LeftOut::Private,
        "private, is_private, hidden, is_hidden, hide, secret, internal, confidential, restricted, invisible, \
         not_public, members_only, member_only, subscribers_only, staff_only, for_members_only, only_members, only_me, admin_only, team_only, friends_only, 私密, 私有, 隐藏, 隱藏, 不公开, \
         不公開, 不显示, 不顯示, 保密, 内部, 內部, 仅自己可见, 僅自己可見, 会员可见, 會員可見, 仅会员, 僅會員, 机密, 機密, 秘密, 会員限定, 非公開, 限定公開, 非表示, 隠す, \
         비공개, 숨김, 비밀, privat, nicht_öffentlich, versteckt, verborgen, vertraulich, geheim, intern, privé, privée, masqué, \
         masquée, confidentiel, privado, privada, oculto, oculta, ocultar, dold, skjult, privato, privata, nascosto, nascosta, \
         приватный, скрытый, скрыто",
    ),
    row(
        KeyKind::Hides,
        LeftOut::Unlisted,
        "unlisted, is_unlisted, unlist, not_listed, headless, eleventy_exclude_from_collections, \
         exclude_from_collections, exclude_from_lists, exclude_from_list, hide_from_lists, hide_from_list, \
         不列出, 一覧に表示しない, 목록제외",
    ),
    row(
        KeyKind::Hides,
        LeftOut::NotInFeeds,
        "hidden_in_rss, hidden_in_feed, hidden_in_feeds, hidden_from_rss, hidden_from_feed, hidden_from_feeds, \
         hide_from_rss, hide_from_feed, hide_from_feeds, hide_in_rss, hide_in_feed, hide_in_feeds, hide_rss, \
         hide_feed, rss_hidden, feed_hidden, rss_hide, feed_hide, exclude_from_rss, exclude_from_feed, \
         exclude_from_feeds, exclude_from_atom, excluded_from_rss, excluded_from_feed, excluded_from_feeds, \
         exclude_rss, exclude_feed, exclude_feeds, rss_exclude, feed_exclude, rss_ignore, feed_ignore, \
         ignore_rss, ignore_feed, disable_rss, disable_feed, disable_feeds, rss_disabled, feed_disabled, \
         rss_disable, feed_disable, skip_rss, skip_feed, skip_feeds, rss_skip, feed_skip, omit_from_rss, \
         omit_from_feed, omit_from_feeds, remove_from_rss, remove_from_feed, no_rss, no_feed, no_feeds, no_atom, \
         not_in_rss, not_in_feed, not_in_feeds, keep_out_of_feed, keep_out_of_feeds, keep_out_of_rss, \
         do_not_syndicate, no_syndication, drop_from_feed, drop_from_feeds, drop_from_rss",
    ),
    row(
        KeyKind::Hides,
        LeftOut::Secret,
        "encrypted, is_encrypted, encrypt, protected, is_protected, password_protected, has_password, 加密, \
         暗号化, 암호화, verschlüsselt, geschützt, chiffré, protegido, cifrado, protetto, зашифровано",
    ),
    row(
        KeyKind::Shows,
        LeftOut::Draft,
        "published, is_published, publish, 发布, 發佈, 發布, 已发布, 已發佈, 是否发布, 是否發佈, 발행, 게시, \
         veröffentlicht, publié, publiée, publicado, publicada, pubblicato, опубликовано, gepubliceerd, publier, publicar, pubblicare, veröffentlichen, publiceren, publicerad, \
         publisert",
    ),
    row(
        KeyKind::Shows,
        LeftOut::Private,
        "public, is_public, visible, is_visible, 公开, 公開, 是否公开, 是否公開, 可见, 可見, 공개, öffentlich, \
         sichtbar, visibile, público, pubblico, публичный, openbaar, offentlig, zichtbaar, synlig",
    ),
    row(
        KeyKind::Shows,
        LeftOut::NotInFeeds,
        "include_in_rss, include_in_feed, include_in_feeds, show_in_rss, show_in_feed, show_in_feeds, \
         publish_in_rss, publish_in_feed, publish_to_rss, publish_to_feed, add_to_rss, add_to_feed, in_rss, \
         in_feed, in_feeds, rss_include, feed_include, enable_rss, enable_feed, rss_enabled, feed_enabled, \
         rss_enable, feed_enable, generate_feed, generate_rss, allow_in_feed, allow_in_rss, allow_feed, allow_rss, output_feed, output_rss, \
         has_feed, has_rss",
    ),
    row(
        KeyKind::ShowsNamed,
        LeftOut::NotInFeeds,
        "rss, feed, feeds, atom, rss_feed, atom_feed, json_feed, newsfeed, rss_item, feed_item, syndicate, syndication, 订阅, 訂閱, フィード, 피드",
    ),
    row(
        KeyKind::ShowsNamed,
        LeftOut::Private,
        "render, show, display, 显示, 顯示, 表示, 표시, online, live, active, enabled",
    ),
    row(KeyKind::ShowsNamed, LeftOut::Unlisted, "listed, is_listed, build, _build"),
    row(
        KeyKind::Words,
        LeftOut::Private,
        "status, state, visibility, access, privacy, post_status, page_status, article_status, publish_status, \
         publishing_status, publication_status, publish_state, publication_state, workflow_state, \
         workflow_status, access_level, audience, stage, draft_status, \
         visible_to, available_to, 隐私, 隱私, 公開設定, 状态, 狀態, 发布状态, 發佈狀態, 可见性, 可見性, 访问, \
         存取, 权限, 權限, 公開状態, 状態, 公開範囲, ステータス, 상태, 공개범위, 공개여부, workflow, sichtbarkeit, \
         zugriff, statut, état, visibilité, accès, estado, visibilidad, acceso, visibilidade, acesso, stato, \
         visibilità, статус, видимость, доступ, zichtbaarheid",
    ),
    row(
        KeyKind::Secrets,
        LeftOut::Secret,
        "password, passwd, pwd, pw, pass, post_pass, unlock_password, password_hash, decrypt_password, 阅读密码, 閱讀密碼, passphrase, passcode, access_code, post_password, page_password, encryption_key, \
         encryption_password, 密码, 密碼, 口令, 访问密码, 訪問密碼, パスワード, 暗証番号, 비밀번호, 암호, \
         passwort, kennwort, mot_de_passe, contraseña, senha, parola_chiave, пароль, wachtwoord, hasło, lösenord",
    ),
    row(
        KeyKind::Embargo,
        LeftOut::Draft,
        "date, publish_date, pub_date, published_date, published_at, published_on, publication_date, \
         date_published, publish_at, publish_on, publish_from, publish_after, embargo, embargo_until, \
         embargo_date, embargoed_until, embargoed, scheduled, scheduled_for, scheduled_at, schedule, \
         schedule_date, go_live, go_live_date, live_from, visible_from, public_from, not_before, hidden_until, \
         hide_until, private_until, draft_until, unlock_date, embargoed_till, embargo_till, embargo_end, embargo_ends, embargo_lift, embargo_lifts, \
         publish_time, published_time, publishing_date, date_publish, post_date, public_date, goes_live, live_on, \
         live_date, visible_after, show_after, show_from, display_from, 发表日期, 發表日期, 公開予定, 日期, 发布日期, 发布时间, 發佈日期, 發佈時間, 發布日期, \
         定时发布, 定時發佈, 公开日期, 解禁日期, 日付, 公開日, 公開日時, 公開予定日, 予約投稿, 解禁日, 발행일, \
         게시일, 공개일, 예약발행, 엠바고, sperrfrist, erscheinungsdatum, veröffentlichungsdatum, \
         date_de_publication, fecha_de_publicación, data_di_pubblicazione, data_de_publicação, дата_публикации",
    ),
];

/// The table as `docs/articles.md` shows it: a table in Markdown.
///
/// ```
/// assert!(tidings::article::withhold::documented().contains("`draft`"));
/// ```
pub fn documented() -> String {
    let mut out = String::from("| kind | withholds | keys |\n| --- | --- | --- |\n");
    let kinds: [(&str, &str, &[KeyKind]); 5] = [
        ("hides", "unless empty or plainly no", &[KeyKind::Hides]),
        ("shows", "where plainly no", &[KeyKind::Shows, KeyKind::ShowsNamed]),
        (
            "words",
            "on a word for \"not public\": `draft`, `pending`, `private`, `hidden`, `trash` ...",
            &[KeyKind::Words],
        ),
        ("secrets", "with any value", &[KeyKind::Secrets]),
        ("embargo", "until the latest day of them", &[KeyKind::Embargo]),
    ];
    for (name, withholds, kinds) in kinds {
        let keys: Vec<String> = TABLE
            .iter()
            .filter(|row| kinds.contains(&row.kind))
            .flat_map(Row::keys)
            .map(|key| format!("`{key}`"))
            .collect();
        out.push_str(&format!("| {name} | {withholds} | {} |\n", keys.join(", ")));
    }
    out
}
