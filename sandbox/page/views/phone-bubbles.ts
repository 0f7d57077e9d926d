import type { Bubble } from '../../line/platform.ts';
import { type BubbleView, type RowView, SHOWN_BUBBLES } from './bubble-view.ts';
import { type ButtonView, dealer } from './button-view.ts';
import { type FlexView, flexView } from './flex-view.ts';
import { asObject, asObjects, asText, type Json, lines } from './read-json.ts';

/** A chat on the phone of a LINE user. */
export function phoneBubbles(chat: readonly Bubble[]): BubbleView[] {
  const texts = new Map(chat.map((bubble) => [bubble.id, bubble.text]));
  const last = chat.at(-1);
  return chat.slice(-SHOWN_BUBBLES).map((bubble) => {
    const { buttons, rows, flex } = layout(bubble, bubble === last);
    return {
      id: bubble.id,
      at: bubble.at,
      mine: bubble.from === 'user',
      name: bubble.senderName,
      icon: bubble.senderIconUrl,
      kind: bubble.kind,
      text: textOf(bubble),
      rows,
      buttons,
      flex,
      ...placesOf(bubble),
      durationMs: durationOf(bubble),
      quoted: bubble.quotedMessageId === null ? null : (texts.get(bubble.quotedMessageId) ?? '…'),
      unsent: bubble.unsent,
      delivered: bubble.delivered,
      read: bubble.read,
    };
  });
}

/** LINE shows a quick reply under the last message only. */
function layout(
  bubble: Bubble,
  isLast: boolean,
): { buttons: ButtonView[]; rows: RowView[]; flex: FlexView | null } {
  const all = bubble.buttons.map(({ from, label, type, uri }, index) => ({
    index,
    label,
    type,
    uri: uri ?? null,
    quick: from === 'quickReply',
    live: type === 'postback' || type === 'message',
  }));
  const { take, rest } = dealer(all);
  const rows = columnsOf(bubble).map((column) => ({
    title: asText(column.title),
    subtitle: asText(column.text),
    image: asText(column.thumbnailImageUrl) || asText(column.imageUrl) || null,
    buttons: take(asObjects(column.actions).length + (column.action === undefined ? 0 : 1)),
  }));
  const flex = bubble.kind === 'flex' ? flexView(bubble.message.contents, take) : null;
  return { rows, flex, buttons: rest().filter((button) => !button.quick || isLast) };
}

function durationOf({ message }: Bubble): number | null {
  return typeof message.duration === 'number' ? message.duration : null;
}

const columnsOf = (bubble: Bubble): Json[] => asObjects(asObject(bubble.message.template).columns);

function textOf({ kind, message, text }: Bubble): string {
  switch (kind) {
    case 'template': {
      const template = asObject(message.template);
      return Array.isArray(template.columns) ? '' : lines(template.title, template.text) || text;
    }
    case 'flex':
      return '';
    case 'sticker':
      return lines(
        asText(message.text) || keywords(message),
        `${message.packageId} / ${message.stickerId}`,
      );
    case 'location':
      return lines(message.title, message.address);
    case 'file':
      return asText(message.fileName);
    case 'image':
    case 'video':
    case 'audio':
      return asText(asObject(message.contentProvider).originalContentUrl);
    default:
      // The name of its kind stands above it.
      return text === `[${kind}]` ? '' : text;
  }
}

function keywords(message: Json): string {
  const { keywords } = message;
  return Array.isArray(keywords) ? keywords.map(asText).slice(0, 3).join('・') : '';
}

/** What the user sent is on the platform, or elsewhere; what the OA sent is a link. */
function placesOf(bubble: Bubble) {
  const { kind, message } = bubble;
  if (kind === 'template') {
    const image = asText(asObject(message.template).thumbnailImageUrl) || null;
    return { image, link: null };
  }
  if (bubble.unsent || !['image', 'video', 'audio', 'file'].includes(kind)) {
    return { image: null, link: null };
  }
  if (bubble.from === 'oa') {
    const link = asText(message.originalContentUrl) || null;
    const preview = asText(message.previewImageUrl) || null;
    return { link, image: kind === 'image' ? (preview ?? link) : preview };
  }
  if (asObject(message.contentProvider).type === 'external') return { image: null, link: null };
  const link = `/line-content?id=${encodeURIComponent(bubble.id)}`;
  return { link, image: kind === 'image' ? link : null };
}
