import type { Context } from '../../../../src/context.ts';
import type { RelayErrand } from '../../../../src/domain/delivery/errand.ts';
import { type Content, isMedia } from '../../../../src/domain/messages/content.ts';
import { type ContentWords, contentInWords } from '../../../../src/domain/messages/content-text.ts';
import { placeFormOf } from '../../../../src/domain/messages/place.ts';
import { LABEL_MAX, type Speech } from '../../../../src/domain/messages/speech.ts';
import { nativeSticker } from '../../../../src/domain/messages/stickers.ts';
import { clip, clipGraphemes, splitText, wellFormed } from '../../../../src/domain/text/text.ts';
import {
  type LineAction,
  type LineMessage,
  lineMessageSchema,
} from '../../../../src/platforms/line/outbound.ts';
import type { KeptMedia } from '../../../../src/services/files/links.ts';
import { memberIconUrl } from '../../../../src/services/photos/icon.ts';
import { lineReader } from '../../../../src/services/say/reader.ts';
import { acceptedSenderName } from '../../../../src/services/say/sender.ts';
import type { TalkRoom } from '../../../../src/store/talks/talk-rooms.ts';
import { composeMediaForLine } from './media.ts';

/** UTF-16 units of one LINE text (line.md §2.7). */
const TEXT_MAX = 5000;
const BUTTONS_TEXT_MAX = 160;
const ALT_TEXT_MAX = 1500;

/**
 * A member's words as LINE shows them: under the member's name, in as many messages as they need.
 */
export function composeForLine(
  context: Context,
  room: TalkRoom,
  content: Content,
  media: KeptMedia | null,
  { inWords, withoutIcon, withoutName }: Pick<RelayErrand, 'inWords' | OrnamentFlag>,
): LineMessage[] {
  const reader = lineReader(context, room.lineUserId);
  const sender = toSender(
    withoutName ? null : acceptedSenderName(context, room.memberId, reader),
    withoutIcon ? null : memberIconUrl(context, room.memberId),
  );
  const words = reader.words.kinds;
  const native = inWords ? null : nativeForm(content, words, sender);
  if (native !== null) return native;
  if (isMedia(content) && media !== null) {
    return [composeMediaForLine(context, media, content, words, sender, inWords)];
  }
  return texts(contentInWords(content, words), sender);
}

/** A sticker or place in LINE's own form; null for content that goes as words. */
function nativeForm(content: Content, words: ContentWords, sender: Sender): LineMessage[] | null {
  if (content.kind === 'sticker') {
    const sticker = nativeSticker(content);
    return sticker && [{ type: 'sticker', ...sticker, ...sender }];
  }
  if (content.kind !== 'location') return null;
  const form = placeFormOf(content, words.locationTitle, wellFormed);
  if (form === null) return null;
  const { whole, ...place } = form;
  return [
    { type: 'location', ...place, ...sender },
    ...(whole === null ? [] : texts(whole, sender)),
  ];
}

type OrnamentFlag = 'withoutIcon' | 'withoutName';

/** A message's name and icon, as far as it has them. */
export type Sender = Pick<LineMessage, 'sender'>;

function toSender(name: string | null, iconUrl: string | null): Sender {
  if (name === null && iconUrl === null) return {};
  return {
    sender: { ...(name === null ? {} : { name }), ...(iconUrl === null ? {} : { iconUrl }) },
  };
}

function texts(text: string, sender: Sender): LineMessage[] {
  return splitText(wellFormed(text), TEXT_MAX).map((part) => ({
    type: 'text',
    text: part,
    ...sender,
  }));
}

/** The bridge's own message to a LINE user, with its buttons where LINE takes them. */
export function composeSpeechForLine(
  speech: Speech,
  options: {
    readonly plain?: boolean | undefined;
    readonly withoutIcon?: boolean | undefined;
    readonly withoutName?: boolean | undefined;
  } = {},
): LineMessage[] {
  const sender = toSender(
    options.withoutName ? null : (speech.sender ?? null),
    options.withoutIcon ? null : (speech.senderIconUrl ?? null),
  );
  const template = options.plain ? null : buttonsOf(speech, sender);
  if (template === null) return texts(speech.text, sender);
  // A template's text is short; if the speech is longer, the whole text stands above it.
  const fits = speech.text.length <= BUTTONS_TEXT_MAX;
  return [...(fits ? [] : texts(speech.text, sender)), template];
}

/** Null without buttons, or with buttons LINE would refuse: the text says the same. */
function buttonsOf(speech: Speech, sender: Sender): LineMessage | null {
  const buttons = speech.buttons ?? [];
  if (buttons.length === 0) return null;
  const [firstLine = speech.text] = speech.text.split('\n');
  const fits = speech.text.length <= BUTTONS_TEXT_MAX;
  const template: LineMessage = {
    type: 'template',
    altText: clip(speech.text, ALT_TEXT_MAX),
    template: {
      type: 'buttons',
      text: fits ? speech.text : clip(firstLine, BUTTONS_TEXT_MAX),
      actions: buttons.map(toAction),
    },
    ...sender,
  };
  return lineMessageSchema.safeParse(template).success ? template : null;
}

function toAction(button: NonNullable<Speech['buttons']>[number]): LineAction {
  const label = clipGraphemes(button.label, LABEL_MAX);
  if ('url' in button) return { type: 'uri', label, uri: button.url };
  return { type: 'postback', label, data: button.token, displayText: button.says };
}
