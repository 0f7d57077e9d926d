import { html } from 'hono/html';
import { EMOJI, mentionOf, ODDITIES } from '../actions/line-says.ts';
import { FATES } from '../actions/line-uploads.ts';
import { SAMPLES } from '../actions/samples.ts';
import type { PageWords } from '../words/words.ts';
import { type Icon, icon } from './icons.ts';
import { offeredStickers } from './stickers.ts';

type Markup = ReturnType<typeof html>;
type Panel = 'phone' | 'works' | 'admin';

/**
 * The messages of a panel and what is below them. The input is served closed: before its script knows where
 * a message goes, what is typed would be lost.
 */
export function chat(panel: Panel, words: PageWords, oa: string): Markup {
  const label = words.messageTo[panel];
  return html`<div class="chat" role="log" tabindex="0" aria-labelledby="${panel}-title"><ol></ol></div>
<button type="button" class="newer" hidden>↓ ${words.newer}</button>
<div class="quick"></div>
${panel === 'admin' ? chips(words) : ''}
<form class="composer">
<p class="quoting" hidden></p>
<textarea name="text" rows="2" aria-label="${label}" placeholder="${words.placeholder}" disabled></textarea>
<div class="tools">
${panel === 'admin' ? '' : tools(panel, words, oa)}
<button class="send" disabled>${words.send}</button>
</div>
</form>`;
}

function chips(words: PageWords): Markup {
  return html`<div class="chips" role="group" aria-label="${words.chipsLabel}">${words.chips.map(
    (chip) => html`<button type="button" class="chip" disabled>${chip}</button>`,
  )}</div>`;
}

/** One menu is open at a time: they share a name. */
function tools(panel: 'phone' | 'works', words: PageWords, oa: string): Markup {
  const menu = (kind: Icon, label: string, sheet: Markup) =>
    html`<details class="menu" name="${panel}-menu" hidden><summary aria-label="${label}" title="${label}">${icon(kind)}</summary><div class="sheet" role="group" aria-label="${label}">${sheet}</div></details>`;
  return html`${menu('sticker', words.sticker, stickers(words))}
${menu('attach', words.attach, attachments(panel, words))}
${menu('place', words.menus.place, places(panel, words))}
${panel === 'phone' ? menu('more', words.menus.more, others(words, oa)) : ''}`;
}

function stickers(words: PageWords): Markup {
  return html`<div class="choices">${offeredStickers(words).map(
    (it) => html`<button type="button" data-sticker="${JSON.stringify(it)}">${it.label}</button>`,
  )}</div>`;
}

function attachments(panel: 'phone' | 'works', { attachments }: PageWords): Markup {
  const fates = html`<label class="field">${attachments.fate}<select name="fate">${FATES.map(
    (fate) => html`<option value="${fate}">${attachments.fates[fate]}</option>`,
  )}</select></label>`;
  return html`${panel === 'phone' ? fates : ''}
<div class="choices">
<label class="attach"><input type="file" name="media" multiple accept="image/*,video/*,audio/*"><span>${attachments.media}</span></label>
<label class="attach"><input type="file" name="file" multiple><span>${attachments.file}</span></label>
</div>
<p class="sheet-title">${attachments.samples}</p>
<div class="choices">${SAMPLES.map(
    (it) => html`<button type="button" data-sample="${it}">${attachments.sample[it]}</button>`,
  )}</div>`;
}

/** LINE WORKS tells a bot the address only (line-works.md §2.3). */
function places(panel: 'phone' | 'works', { places }: PageWords): Markup {
  const [first] = places.spots;
  const title = html`<label class="field">${places.title}<input name="title" maxlength="200" value="${first?.title}"></label>`;
  return html`<label class="field">${places.spot}<select name="spot">${places.spots.map(
    (it) => html`<option value="${JSON.stringify(it)}">${it.title || it.address}</option>`,
  )}</select></label>
${panel === 'phone' ? title : ''}
<label class="field">${places.address}<input name="address" maxlength="200" value="${first?.address}"></label>
<button type="button" name="place">${places.send}</button>`;
}

function others({ more }: PageWords, oa: string): Markup {
  const insert = (text: string, label: string) =>
    html`<button type="button" data-insert="${text}">${label}</button>`;
  const mention = mentionOf(oa);
  return html`<p class="sheet-title">${more.insert}</p>
<div class="choices" role="group" aria-label="${more.emoji}">${EMOJI.map((it) => insert(it, it))}</div>
<div class="choices">${insert(`${mention} `, `${more.mention} ${mention}`)}</div>
<p class="sheet-title">${more.send}</p>
<div class="choices">${Object.keys(ODDITIES).map(
    (key) =>
      html`<button type="button" data-oddity="${key}">${key === 'unknown' ? more.unknown : more.external}</button>`,
  )}</div>`;
}

/** What a member can do with the room itself. */
export function roomMenu(words: PageWords): Markup {
  const { room, menus } = words;
  return html`<details class="menu room-menu" hidden><summary aria-label="${menus.room}" title="${menus.room}">${icon('more')}</summary>
<div class="sheet" role="group" aria-label="${menus.room}">
<label class="field">${room.colleague}<select name="colleague"></select></label>
<button type="button" name="invite">${room.invite}</button>
<div class="choices">
<button type="button" name="bot-out">${room.removeBot}</button>
<button type="button" name="bot-in">${room.inviteBot}</button>
<button type="button" name="leave">${room.leave}</button>
</div></div></details>`;
}
