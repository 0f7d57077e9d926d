import type { Context } from '../../../../src/context.ts';
import type { Content } from '../../../../src/domain/messages/content.ts';
import { contentInWords, stickerPicture } from '../../../../src/domain/messages/content-text.ts';
import { placeFormOf } from '../../../../src/domain/messages/place.ts';
import {
  type Button,
  LABEL_MAX,
  type Row,
  SAYS_MAX,
  type Speech,
} from '../../../../src/domain/messages/speech.ts';
import { nativeSticker } from '../../../../src/domain/messages/stickers.ts';
import { GOES_ON, inOneLine, linesOf } from '../../../../src/domain/text/lines.ts';
import { stripDirectMark } from '../../../../src/domain/text/names.ts';
import { breakNoticeHeads } from '../../../../src/domain/text/notice-head.ts';
import {
  clip,
  clipGraphemes,
  neutraliseMarkup,
  splitText,
  wellFormed,
} from '../../../../src/domain/text/text.ts';
import { isBlank } from '../../../../src/domain/text/visible.ts';
import {
  buildContentBody,
  type WorksAction,
  type WorksContent,
} from '../../../../src/platforms/line-works/outbound.ts';
import type { Words } from '../../../../src/words/words.ts';
import { isDirect, type RoomView } from './room-view.ts';

/** UTF-16 units of one LINE WORKS text (line-works.md §3.2). */
export const WORKS_TEXT_MAX = 2000;
const TEMPLATE_TEXT_MAX = 1000;
const BUTTONS_MAX = 10;
/** Rows of a list, and buttons side by side below it (line-works.md §3.2). */
const LIST_ROWS_MAX = 4;
const LIST_BUTTONS_ACROSS = 2;
const QUOTE_MAX = 60;

/** Makes relayed words harmless: no mention, no notice and, in direct mode, no header of ours. */
const harmless = (text: string, direct: boolean) =>
  neutraliseMarkup(withoutHeads(wellFormed(text), direct));

const withoutHeads = (text: string, direct: boolean) =>
  breakNoticeHeads(direct ? stripDirectMark(text) : text);

/** A LINE user's words as LINE WORKS shows them, in as many messages as they need. */
export function composeForWorks(
  context: Context,
  view: RoomView,
  content: Content,
  options: { readonly inWords: boolean; readonly quoted: string | null },
): WorksContent[] {
  const { words, header } = view;
  const direct = isDirect(view);
  const quoted = options.quoted === null ? '' : quoteLine(options.quoted);
  const quote = isBlank(quoted) ? null : words.room.quoted(quoted);
  const inOne = content.kind === 'text' || direct;
  // What is no text has its quote above it, in a message of its own.
  const above: WorksContent[] = quote === null || inOne ? [] : [{ type: 'text', text: quote }];
  const native = options.inWords || direct ? null : nativeForm(context, content, words.kinds);
  if (native !== null) return [...above, ...native];
  const picture = pictureOf(context, content);
  const said = harmless(contentInWords(content, words.kinds), direct);
  // Of a header's mark alone nothing is left, and yet somebody has written.
  const shown = isBlank(said)
    ? words.kinds.unknown
    : `${said}${picture === null ? '' : `\n${picture}`}`;
  const text = neutraliseMarkup(quote !== null && inOne ? `${quote}\n${shown}` : shown);
  const parts = splitText(text, WORKS_TEXT_MAX - header.length)
    // A part may begin where the words had a mark in the middle of a line.
    .map((part) => withoutHeads(part, direct))
    .filter((part) => !isBlank(part))
    .map((part) => ({ type: 'text' as const, text: `${header}${part}` }));
  return [...above, ...parts];
}

/** The line that quotes the message a notice is about. */
export const quoteLine = (text: string) =>
  clip(inOneLine(harmless(text, true)).replace(/\s+/gu, ' '), QUOTE_MAX);

/** The address of a sticker's picture, if it is to be linked (`STICKER_PICTURES`). */
const pictureOf = ({ settings }: Context, content: Content): string | null =>
  content.kind === 'sticker' && settings.stickerPictures === 'link'
    ? stickerPicture(content.stickerId)
    : null;

/** A sticker or place in LINE WORKS' own form; null for content that goes as words. */
function nativeForm(
  context: Context,
  content: Content,
  words: Words['kinds'],
): WorksContent[] | null {
  if (content.kind === 'location') {
    const form = placeFormOf(content, words.locationTitle, (text) => harmless(text, false));
    if (form === null) return null;
    const { whole, ...place } = form;
    return [{ type: 'location', ...place }, ...(whole === null ? [] : plain(whole, NO_HEAD))];
  }
  if (content.kind !== 'sticker') return null;
  const sticker = nativeSticker(content);
  if (sticker !== null) return [{ type: 'sticker', ...sticker }];
  const link = pictureOf(context, content);
  if (link === null) return null;
  return [
    {
      type: 'link',
      contentText: clip(harmless(contentInWords(content, words), false), TEMPLATE_TEXT_MAX),
      linkText: words.seeSticker,
      link,
    },
  ];
}

/** What heads each message of a speech, and what of one that did not fit into a single message. */
export interface SpeechHead {
  readonly first: string;
  readonly goesOn: string;
}

const NO_HEAD: SpeechHead = { first: '', goesOn: '' };

/**
 * Marks the bridge's own messages where LINE users' words are shown (DESIGN §6.5). `header` names
 * the LINE user in direct mode.
 */
export const noticeHead = ({ room }: Words, header = ''): SpeechHead => ({
  first: `${header}${room.noticeHead}`,
  goesOn: `${header}${room.noticeGoesOn}`,
});

/**
 * The bridge's own message on LINE WORKS, as a list or with buttons where possible; `plain` keeps
 * to the text.
 */
export function composeSpeechForWorks(
  speech: Speech,
  options: { readonly head?: SpeechHead; readonly plain?: boolean | undefined } = {},
): WorksContent[] {
  const head = options.head ?? NO_HEAD;
  // Answers may show a person's words: no mentions here either (line-works.md §3.2).
  const text = neutraliseMarkup(`${head.first}${speech.text}`);
  const wanted = options.plain ? [] : templatesOf(speech, text, head);
  // A template the platform would refuse is not used.
  const fits = wanted.length > 0 && wanted.every((content) => buildContentBody(content).ok);
  return fits ? wanted : plain(text, head);
}

function templatesOf(speech: Speech, text: string, head: SpeechHead): WorksContent[] {
  const buttons = speech.buttons ?? [];
  const rows = speech.rows ?? [];
  if (rows.length > 0) return lists(text, rows, buttons);
  if (buttons.length === 0) return [];
  const fits = text.length <= TEMPLATE_TEXT_MAX;
  return [
    ...(fits ? [] : plain(text, head)),
    {
      type: 'button_template',
      contentText: fits ? text : firstLineOf(text),
      actions: buttons.slice(0, BUTTONS_MAX).map(toAction),
    },
  ];
}

/** As many lists as needed, the title above the first, the buttons below the last. */
function lists(text: string, rows: readonly Row[], buttons: readonly Button[]): WorksContent[] {
  const turns = chunked(buttons.map(toAction), LIST_BUTTONS_ACROSS);
  return chunked(rows, LIST_ROWS_MAX).map((shown, index, all) => ({
    type: 'list_template',
    ...(index === 0 ? { coverData: { title: firstLineOf(text) } } : {}),
    elements: shown.map(toElement),
    ...(index === all.length - 1 && turns.length > 0 ? { actions: turns } : {}),
  }));
}

function toElement({ title, subtitle, pictureUrl, button }: Row) {
  return {
    title: clip(title, TEMPLATE_TEXT_MAX),
    ...(subtitle === '' ? {} : { subtitle: clip(subtitle, TEMPLATE_TEXT_MAX) }),
    ...(pictureUrl === null ? {} : { originalContentUrl: pictureUrl }),
    ...(button === undefined ? {} : { action: toAction(button) }),
  };
}

const firstLineOf = (text: string) => clip(text.split('\n', 1)[0] || text, TEMPLATE_TEXT_MAX);

function chunked<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/**
 * A text in as many messages as it needs. Each has a head, and one that continues a line is marked:
 * it may be a person's line of a list, and must not pass for an entry.
 */
function plain(text: string, { goesOn }: SpeechHead): WorksContent[] {
  const whole = wellFormed(text);
  const most =
    WORKS_TEXT_MAX - (whole.length > WORKS_TEXT_MAX ? goesOn.length + GOES_ON.length : 0);
  return splitText(whole, most).map((part, index, parts) => {
    if (index === 0) return { type: 'text', text: part };
    const isNewLine = endsInBreak(parts[index - 1] ?? '') || linesOf(part)[0] === '';
    return { type: 'text', text: `${goesOn}${isNewLine ? '' : GOES_ON}${part}` };
  });
}

const endsInBreak = (text: string) => linesOf(text).at(-1) === '';

function toAction(button: Button): WorksAction {
  const label = clip(clipGraphemes(button.label, LABEL_MAX), LABEL_MAX);
  if ('url' in button) return { type: 'uri', label, uri: button.url };
  return {
    type: 'message',
    label,
    text: clip(button.says, SAYS_MAX),
    postback: button.token,
  };
}
