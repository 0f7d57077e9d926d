import { html, raw } from 'hono/html';
import type { AuditWords } from '../audit-feed.ts';
import type { PageWords } from '../words/words.ts';
import { chat, roomMenu } from './composer.ts';
import { faultBanner, faultPanel } from './fault-panel.ts';

type Markup = ReturnType<typeof html>;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 12c2-7 12-7 14 0' fill='none' stroke='%231b7f4d' stroke-width='3'/%3E%3C/svg%3E";

/** The page without people and messages, which its scripts fill in. */
export function pageDocument(
  { company, oa }: { readonly company: string; readonly oa: string },
  words: PageWords,
  audit: AuditWords,
): Markup {
  return html`<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="/assets/panels.css">
<link rel="stylesheet" href="/assets/chat.css">
<link rel="stylesheet" href="/assets/media.css">
<link rel="stylesheet" href="/assets/composer.css">
<link rel="stylesheet" href="/assets/faults.css">
<script type="module" src="/assets/app.js"></script>
</head>
<body>
${pageHead(company, words)}
${faultBanner(words)}
<main>
${phonePanel(words, oa)}
${worksPanel(words, oa)}
${adminPanel(words, oa)}
<section id="audit" class="panel" aria-labelledby="audit-title">
<h2 id="audit-title">${words.panels.audit}</h2>
<ol class="entries" tabindex="0" aria-labelledby="audit-title"></ol>
</section>
</main>
<p id="toast" role="alert" hidden></p>
<script type="application/json" id="words">${inert({ ...words.script, audit })}</script>
</body>
</html>`;
}

function pageHead(company: string, words: PageWords): Markup {
  return html`<header>
<h1>${words.title} <small>${company}</small></h1>
<p class="intro">${words.intro}</p>
<details class="guide"><summary>${words.guideTitle}</summary>
<ol>${words.guide.map((step) => html`<li>${step}</li>`)}</ol></details>
${faultPanel(words)}
<p id="connection" role="status"></p>
<nav>${language('ja', '日本語', words)} ${language('en', 'English', words)}</nav>
</header>`;
}

function language(code: string, name: string, words: PageWords): Markup {
  const current = code === words.lang ? raw(' aria-current="true"') : '';
  return html`<a class="language" href="?lang=${code}" lang="${code}" hreflang="${code}"${current}>${name}</a>`;
}

function phonePanel(words: PageWords, oa: string): Markup {
  return html`<section id="phone" class="panel" aria-labelledby="phone-title">
<h2 id="phone-title">${words.panels.phone}</h2>
<div class="controls">
<label class="grow">${words.user}<select name="user"></select></label>
<span class="friendship"></span><button type="button" name="friend" hidden></button><button type="button" name="block" hidden></button>
</div>
<form class="controls invitation">
<label class="grow">${words.invitation}<select name="invitation"></select></label>
<button disabled>${words.openInvitation}</button>
</form>
${chat('phone', words, oa)}
</section>`;
}

function worksPanel(words: PageWords, oa: string): Markup {
  return html`<section id="works" class="panel" aria-labelledby="works-title">
<h2 id="works-title">${words.panels.works}</h2>
<div class="controls">
<img class="photo" alt="" width="36" height="36" hidden>
<label class="grow">${words.member}<select name="member"></select></label>
</div>
<nav class="rooms" aria-label="${words.rooms}"></nav>
<div class="room-head"><h3 class="room-title"></h3>${roomMenu(words)}</div>
${chat('works', words, oa)}
</section>`;
}

function adminPanel(words: PageWords, oa: string): Markup {
  return html`<section id="admin" class="panel" aria-labelledby="admin-title">
<h2 id="admin-title">${words.panels.admin}</h2>
<div class="controls">
<img class="photo" alt="" width="36" height="36" hidden>
<label class="grow">${words.admin}<select name="admin"></select></label>
</div>
<h3 class="room-title"></h3>
${chat('admin', words, oa)}
</section>`;
}

/** JSON that cannot end the script element around it. */
function inert(value: unknown) {
  return raw(JSON.stringify(value).replaceAll('<', '\\u003c'));
}
