import type { Context } from '../../../context.ts';
import { formatInstant } from '../../../domain/jst.ts';
import type { Content } from '../../../domain/messages/content.ts';
import { mapUrl } from '../../../domain/messages/content-text.ts';
import type { TalkMessage } from '../../../services/audit/talk/message.ts';
import type { Entry } from '../../../services/audit/talk/talk.ts';
import { readContent } from '../../../services/say/read-content.ts';
import type { Words } from '../../../words/words.ts';
import { entryPath } from '../addresses.ts';
import { type Html, h, type Inner } from '../html.ts';
import { fileCard } from './files.ts';
import type { Look, Shown } from './looks.ts';
import { actorOf } from './names.ts';

/** A text longer than this goes on in an element that is closed at first. Code units. */
const SHOWN_AT_ONCE = 3000;

/** A message's words and file, as they are on record. */
export function saidOn(context: Context, words: Words, message: TalkMessage): Inner {
  const content = readContent(context.db, message.id);
  if (content === null) return null;
  return [
    quoteOf(words, message),
    contentOf(words, content, message),
    message.file === null ? null : fileCard(context, words, message.file),
  ];
}

function contentOf(words: Words, content: Content, { text, file }: TalkMessage): Inner {
  const { auditTalk: say } = words;
  switch (content.kind) {
    case 'sticker': {
      const { packageId, stickerId } = content;
      return [
        h('p', { class: 'text sticker' }, say.sticker(content.words ?? '')),
        packageId === null || stickerId === null
          ? null
          : h('p', { class: 'small' }, say.stickerIds(packageId, stickerId)),
      ];
    }
    case 'location': {
      const url = mapUrl(content);
      const lines = [content.title, content.address].filter(Boolean).join('\n');
      return [
        h('p', { class: 'text place' }, lines || words.kinds.locationTitle),
        url === null
          ? null
          : h('p', { class: 'small' }, h('a', { href: url, rel: 'noreferrer noopener' }, say.map)),
      ];
    }
    case 'text':
    case 'unknown':
      return longText(text ?? '');
    default:
      return file === null ? h('p', { class: 'text' }, text) : null;
  }
}

/** A very long text shows its beginning; the rest opens by a press, and is printed. */
export function longText(text: string): Inner {
  const attributes = { class: 'text', dir: 'auto' };
  if (text.length <= SHOWN_AT_ONCE) return h('p', attributes, text);
  return [
    h('p', attributes, text.slice(0, SHOWN_AT_ONCE)),
    h(
      'details',
      { class: 'rest' },
      h('summary', null, '…'),
      h('p', attributes, text.slice(SHOWN_AT_ONCE)),
    ),
  ];
}

function quoteOf({ auditTalk: say }: Words, { quoted }: TalkMessage): Html | null {
  if (quoted === null) return null;
  const text = quoted.text?.slice(0, 200) ?? say.quotedErased;
  return h(
    'blockquote',
    null,
    h('a', { href: entryPath(quoted.id) }, say.quoted),
    h('p', { class: 'text', dir: 'auto' }, text),
  );
}

/** What a side saw. */
export function lookOf(
  context: Context,
  words: Words,
  message: TalkMessage,
  { shown }: Look,
): Inner {
  return shown.map((each) => shownOf(context, words, message, each));
}

function shownOf(context: Context, words: Words, { file, text }: TalkMessage, shown: Shown): Inner {
  switch (shown.as) {
    case 'file':
      return file === null ? h('p', { class: 'text' }, text) : fileCard(context, words, file);
    case 'text':
      return [
        longText(shown.text),
        shown.button === undefined ? null : h('p', { class: 'card-button' }, shown.button),
      ];
    default:
      return h('p', { class: `text ${shown.as}`, dir: 'auto' }, shown.text);
  }
}

/** That a content is erased, by whom, when and why. */
export function erasedBy(context: Context, words: Words, eraser: Entry | undefined): Html {
  const { auditTalk: say, auditLog } = words;
  if (eraser === undefined) return h('p', { class: 'erased breach' }, say.erasedUnknown);
  const what = auditLog.actions[eraser.action] ?? eraser.action;
  const reason = eraser.reason === null ? undefined : auditLog.reasons[eraser.reason];
  const why = reason === undefined ? what : words.auditSearch.because(what, reason);
  const when = formatInstant(eraser.at);
  return h(
    'p',
    { class: 'erased' },
    h('strong', null, say.erased),
    ' ',
    h(
      'a',
      { href: entryPath(eraser.id) },
      say.erasedBy(when, actorOf(context, words, eraser), why),
    ),
  );
}
