//! The words of values: yes and no, "not public", the parts of a page. Parted by commas.

/// Words that say yes.
pub(super) const YES: &str = "true, yes, y, on, 1, t, ja, oui, si, sí, sim, да, так, tak, ano, áno, evet, kyllä, igen, ναι, da, 是, 是的, \
     对, 對, 真, はい, 有効, 예, 네, 참, enabled, enable, active, wahr, vrai, verdadero, verdadeiro, vero, \
     истина, sant, sand, waar, prawda, 启用, 啟用, 开, 開, x, ✓, ✔, ✅, ☑, نعم, हाँ, có, ya";

/// Words that say no in their language and nothing else in another of them.
pub(super) const NO: &str = "false, no, n, off, 0, f, none, null, nil, ~, nein, non, nee, nej, nei, não, nao, нет, ні, nie, hayır, nem, \
     όχι, 否, 不, 不是, 假, いいえ, 偽, 無効, 아니오, 아니요, 거짓, disabled, disable, inactive, falsch, faux, \
     falso, falskt, falsk, ложь, onwaar, never, 禁用, 停用, 关, 關, ✗, ✘, ❌, ☐, لا, नहीं, không, tidak, nope, nah, ne, 无, 無, なし, しない, 없음, 안함";

/// Words for "not public" that will be public once they are done: `--drafts` shows such articles.
pub(super) const NOT_YET: &str = "draft, drafts, drafted, drafting, auto draft, pending, pending review, in review, needs review, review, \
     awaiting review, unpublished, not published, not yet published, not yet, unfinished, not ready, not for publication, not for release, do not publish, dont publish, \
     withhold, withheld, saved as draft, on hold, to be published, awaiting publication, in prüfung, en révision, à relire, \
     en revisión, em revisão, in revisione, 审核不通过, 審核不通過, 撤回, 已撤回, scheduled, future, \
     embargo, embargoed, 草稿, 草案, 初稿, 待审, 待審, 暂不发布, 暫不發佈, 未发布, 未發佈, 未發布, 待发布, 待發佈, 待审核, 待審核, 审核中, 審核中, \
     定时发布, 下書き, 下書, 未公開, レビュー待ち, 公開前, 予約, 予約投稿, 초안, 임시저장, 미발행, 미게시, \
     검토중, 예약, entwurf, unveröffentlicht, ausstehend, brouillon, en attente, non publié, non publiée, nicht veröffentlicht, borrador, \
     pendiente, no publicado, no publicada, non pubblicato, non pubblicata, não publicada, bozza, in attesa, rascunho, pendente, não publicado, черновик, на рассмотрении, \
     не опубликовано, не опубликован, не опубликована, неопубликовано, niet gepubliceerd, ikke publisert, \
     ikke udgivet, inte publicerad, ej publicerad, ei julkaistu, nieopublikowane, nieopublikowany, utkast, kladde, luonnos, szkic, koncept, taslak";

/// Words for "not public" that stay so.
pub(super) const NOT_PUBLIC: &str = "private, hidden, hide, unlisted, not listed, skip, trash, trashed, deleted, delete, removed, secret, \
     confidential, internal, internal only, restricted, protected, password, password protected, \
     passworded, encrypted, locked, invisible, offline, not public, non public, nonpublic, members only, \
     subscribers only, staff only, nur für mitglieder, nur für abonnenten, réservé aux membres, \
     réservé aux abonnés, solo miembros, solo suscriptores, solo membri, solo abbonati, только для подписчиков, team only, author only, only me, just me, friends only, invite only, \
     invitation only, expired, 私密, 私有, 隐藏, 隱藏, 不公开, 不公開, 非公开, 非公開, 限定公開, \
     仅自己可见, 僅自己可見, 自己可见, 自己可見, 仅自己, 仅会员, 僅會員, 会员可见, 會員可見, 仅会员可见, 下架, \
     已下架, 下线, 已下线, 下線, 隐私, 隱私, 秘密, 未公开, 内部, 內部, 保密, 机密, 機密, 加密, 已删除, 已刪除, 回收站, 非表示, \
     削除, 会員限定, ゴミ箱, 社内, 비공개, 숨김, 비밀, 나만보기, 회원전용, 휴지통, 삭제됨, 내부, privat, \
     versteckt, verborgen, vertraulich, geheim, nicht öffentlich, nichtöffentlich, intern, nicht sichtbar, gelöscht, privé, prive, privée, privés, privées, masqué, masquée, \
     caché, cachée, confidentiel, confidentielle, interne, non public, non publique, corbeille, supprimé, privado, privada, privados, oculto, oculta, ocultar, confidencial, \
     interno, interna, no público, no pública, papelera, \
     eliminado, privato, privata, nascosto, nascosta, riservato, riservata, non pubblico, non pubblica, dold, dolt, \
     skjult, verborgen, niet openbaar, niet zichtbaar, ukryty, ukryte, prywatny, prywatne, prywatna, soukromé, \
     soukromý, skryté, gizli, özel, cestino, lixeira, excluído, приватный, приватная, приватное, приватные, приватно, скрытый, \
     скрытая, скрытое, скрыто, закрытый, закрытая, закрытое, закрыто, секретный, секретная, личный, личная, \
     не публично, удалено, корзина, секретно, личное";

/// Words of an access, beside those: a closed one is not public, though a closed question is, and `ME` is a state.
pub(super) const NO_ACCESS: &str = "closed, denied, nobody, no one, noone, members, member, subscribers, subscriber, paid, paid members, \
     premium, authenticated, registered, registered users, logged in, staff, team, employees, admin, \
     admins, owner, me, self, friends, invited, limited, followers, paying, paying members, patrons, patron, supporters, sponsors, backers, donors, family, \
     login, log in, sign in, signin, login required, requires login, logged in users, 会员, 會員, 会員, 登录可见";

/// Parts of a page, its way into a menu or into a search: what hides those hides no article.
pub(super) const PARTS: &str = "toc, table of contents, contents, navigation, nav, navbar, sidebar, side bar, sidebars, left sidebar, \
     right sidebar, footer, header, heading, headings, title, page title, subtitle, date, dates, post date, \
     time, author, authors, author box, avatar, tag, tags, category, categories, path, feedback, comment, \
     comments, share, sharing, share buttons, social, search, search results, summary, excerpt, description, \
     cover, cover image, image, images, hero, banner, thumbnail, featured image, feature image, meta, metadata, \
     post meta, breadcrumb, breadcrumbs, reading time, word count, byline, menu, main menu, pagination, pager, \
     related, related posts, next, prev, previous, prev next, home, home page, homepage, frontpage, front page, \
     index, sitemap, robots, seo, ads, logo, button, buttons, edit, edit link, edit page, copyright, license, \
     licence, updated, last updated, lastmod, links, outline, aside, progress, reactions, likes, views, math, \
     code, background, border, carousel, newsletter, 目录, 目錄, 侧边栏, 側邊欄, 评论, 評論, 标题, 標題, 目次, \
     サイドバー, コメント, 목차, 댓글, 사이드바";

/// Words with which a value that is no plain no still says no: `not yet`, `coming soon`.
pub(super) const DENYING: &str = "not, no, never, none, nothing, dont, without, until, later, soon, tbd, tba, todo, wip, nicht, kein, keine, \
     noch, pas, jamais, bientôt, nunca, todavía, aún, mai, ancora, ainda, не, нет, пока, nog, niet, geen, ikke, \
     inte, aldrig";

/// Words that are near to another word that withholds and mean something else.
pub(super) const APART: &str = "drift, drifts, daft, drafty, primate, primates, privet, projected, interval, intervals, reviews, reviewed, \
     review, secrete, excludes, members, numbers, remote, remove, premium, premier, limits, features, feature, \
     staffed, pensive, externe, internet, interne, interno, internal, paired, expires, expire, retired, trusted, \
     hashed, crashed, publishedby, publishedin, publishedas, publishedto, publishedat, publishby, publishin, \
     publishto, publishas, publicdata, postdata, livedata";

/// Values of a key that shows which say that it does: `公開: する`.
pub(super) const OPEN: &str = "public, published, visible, shown, listed, live, everyone, 公開, 公開する, 公開中, 公開済み, する, あり, 公开, \
     已公开, 已发布, 已發佈, 所有人可见, 有, 공개, 공개함, 함, öffentlich, publié, público, pubblico, публично, gepubliceerd";

/// Values that keep an article out of what the key names: `rss: exclude`.
pub(super) const KEEPS_OUT: &str = "exclude, excluded, deny, denied, omit, omitted, hide, hidden, skip, skipped, ignore, ignored, disallow, \
     disallowed, forbid, forbidden, block, blocked, remove, removed, without, 排除, 隐藏, 隱藏, 除外, 제외";

/// Values of an embargo that is over.
pub(super) const LIFTED: &str = "lifted, over, expired, ended, end, passed, past, released, removed, done, gone, aufgehoben, abgelaufen, levé, \
     levantado, 解除, 已解除, 解禁, 解禁済み, 해제, 해제됨";

/// Whom an article may be for alone: `only_members`, `team-only`.
pub(super) const PEOPLE: &str = "member, members, subscriber, subscribers, me, myself, admin, admins, administrator, administrators, team, teams, \
     staff, friend, friends, family, author, authors, editor, editors, owner, employee, employees, patron, patrons, \
     supporter, supporters, sponsor, sponsors, backer, backers, donor, donors, customer, customers, client, clients, \
     user, users, registered, paid, premium, invited, company, colleagues, internal, private, invite, login, us, \
     for, to, the, my";

/// Words of a status that say too little within a phrase: `open for review`.
pub(super) const NEEDS_ALL: &str = "review, future, delete, remove, skip, hide, locked, offline, removed, deleted, expired, protected, secret, \
     intern, interne, interno, interna, prive, embargo, password, özel, dolt";

/// Words for "not public" that as keys mean something else, or are read by their own rules.
pub(super) const NO_KEYS: &str =
    "review, in review, future, delete, remove, password, skip, embargo, scheduled, 下線, 解禁";

/// Maps that hold the settings of another place than the site.
pub(super) const ELSEWHERE: &str = "devto, dev.to, dev, forem, newsletter, crosspost, crossposts, crossposting, cross_posting, medium, hashnode, \
     mastodon, fediverse, activitypub, email, mail, mailing, bluesky, bsky, twitter, x, threads, substack, linkedin, \
     facebook, instagram, reddit, telegram, discord, slack, tumblr, wordpress, ghost, buttondown, mailchimp, \
     convertkit, syndication, syndicate, posse, social, pinterest, youtube, weibo, wechat, zhihu, juejin, csdn, qiita, zenn, note, \
     公众号, 知乎, 掘金, 微博, 微信";
