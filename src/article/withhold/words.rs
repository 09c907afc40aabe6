//! The words of values: yes and no, "not public", the parts of a page. Parted by commas.

/// Words that say yes.
pub(super) const YES: &str = "true, yes, y, on, 1, t, ja, oui, si, sí, sim, да, так, tak, ano, áno, evet, kyllä, igen, ναι, da, 是, 是的, \
     对, 對, 真, はい, 有効, 예, 네, 참, enabled, enable, active, wahr, vrai, verdadero, verdadeiro, vero, \
     истина, sant, sand, waar, prawda, 启用, 啟用, 开, 開, x, ✓, ✔, ✅, ☑, نعم, हाँ, có, ya";

/// Words that say no in their language and nothing else in another of them.
pub(super) const NO: &str = "false, no, n, off, 0, f, none, null, nil, ~, nein, non, nee, nej, nei, não, nao, нет, ні, nie, hayır, nem, \
     όχι, 否, 不, 不是, 假, いいえ, 偽, 無効, 아니오, 아니요, 거짓, disabled, disable, inactive, falsch, faux, \
     falso, falskt, falsk, ложь, onwaar, never, 禁用, 停用, 关, 關, ✗, ✘, ❌, ☐, لا, नहीं, không, tidak";

/// Words for "not public" that will be public once they are done: `--drafts` shows such articles.
pub(super) const NOT_YET: &str = "draft, drafts, drafted, drafting, auto draft, pending, pending review, in review, needs review, review, \
     awaiting review, unpublished, not published, not yet published, not yet, unfinished, scheduled, future, \
     embargo, embargoed, 草稿, 草案, 未发布, 未發佈, 未發布, 待发布, 待發佈, 待审核, 待審核, 审核中, 審核中, \
     定时发布, 下書き, 下書, 未公開, レビュー待ち, 公開前, 予約, 予約投稿, 초안, 임시저장, 미발행, 미게시, \
     검토중, 예약, entwurf, unveröffentlicht, ausstehend, brouillon, en attente, non publié, borrador, \
     pendiente, no publicado, bozza, in attesa, rascunho, pendente, não publicado, черновик, на рассмотрении, \
     не опубликовано, utkast, kladde, luonnos, szkic, koncept, taslak";

/// Words for "not public" that stay so.
pub(super) const NOT_PUBLIC: &str = "private, hidden, hide, unlisted, not listed, skip, trash, trashed, deleted, delete, removed, secret, \
     confidential, internal, internal only, restricted, protected, password, password protected, \
     passworded, encrypted, locked, invisible, offline, not public, non public, nonpublic, members only, \
     subscribers only, staff only, team only, author only, only me, just me, friends only, invite only, \
     invitation only, expired, 私密, 私有, 隐藏, 隱藏, 不公开, 不公開, 非公开, 非公開, 限定公開, \
     仅自己可见, 僅自己可見, 仅自己, 内部, 內部, 保密, 机密, 機密, 加密, 已删除, 已刪除, 回收站, 非表示, \
     削除, 会員限定, ゴミ箱, 社内, 비공개, 숨김, 비밀, 나만보기, 회원전용, 휴지통, 삭제됨, 내부, privat, \
     versteckt, verborgen, vertraulich, geheim, nicht öffentlich, intern, gelöscht, privé, prive, masqué, \
     caché, confidentiel, interne, corbeille, supprimé, privado, oculto, confidencial, interno, papelera, \
     eliminado, privato, nascosto, riservato, cestino, lixeira, excluído, приватный, приватно, скрытый, \
     скрыто, закрытый, закрыто, удалено, корзина, секретно, личное";

/// Words of an access, beside those: a closed one is not public, though a closed question is, and `ME` is a state.
pub(super) const NO_ACCESS: &str = "closed, denied, nobody, no one, noone, members, member, subscribers, subscriber, paid, paid members, \
     premium, authenticated, registered, registered users, logged in, staff, team, employees, admin, \
     admins, owner, me, self, friends, invited, limited";

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
     hashed, crashed";
