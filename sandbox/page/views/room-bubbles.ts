import { buttonOf } from '../../line-works/content/readable.ts';
import type {
  RoomView,
  WorksBubble,
  WorksButton,
  WorksPlatform,
} from '../../line-works/platform.ts';
import { type BubbleView, type RowView, SHOWN_BUBBLES } from './bubble-view.ts';
import { type ButtonView, dealer } from './button-view.ts';
import { asObject, asObjects, asText, type Json, lines } from './read-json.ts';

/** A talk room in the client of one of its members. */
export function roomBubbles(room: RoomView, memberId: string, works: WorksPlatform): BubbleView[] {
  const names = new Map(works.members().map((member) => [member.userId, member.name]));
  const { messages } = room;
  const last = messages.at(-1);
  const tappable = newestOfLabel(messages);
  return messages.slice(-SHOWN_BUBBLES).map((bubble) => {
    const mine = bubble.from.kind === 'member' && bubble.from.userId === memberId;
    return {
      id: String(bubble.id),
      at: bubble.at,
      mine,
      name: mine ? null : nameOf(bubble.from),
      icon: null,
      kind: String(bubble.content.type),
      text: textOf(bubble, works),
      ...layout(bubble, bubble === last, tappable),
      ...placesOf(bubble.content),
      durationMs: null,
      flex: null,
      quoted: null,
      unsent: false,
      delivered: true,
      read: false,
    };
  });

  function nameOf(from: WorksBubble['from']): string {
    return from.kind === 'bot' ? works.bot(from.botId).name : (names.get(from.userId) ?? '?');
  }
}

/** The platform finds a postback button by its label: only the newest of a label can be pressed. */
function newestOfLabel(messages: readonly WorksBubble[]): ReadonlySet<WorksButton> {
  const newest = new Map<string, WorksButton>();
  for (const { buttons } of messages) {
    for (const button of buttons.toReversed()) newest.set(button.label, button);
  }
  return new Set(newest.values());
}

function layout(
  { content, buttons }: WorksBubble,
  isLast: boolean,
  newest: ReadonlySet<WorksButton>,
): { buttons: ButtonView[]; rows: RowView[] } {
  const all = buttons.map((button, index) => ({
    index,
    label: button.label,
    type: button.type,
    uri: button.uri ?? null,
    quick: button.quickReply === true,
    live: button.type === 'message' || (button.type === 'postback' && newest.has(button)),
  }));
  const { take, rest } = dealer(all);
  const rows = [...asObjects(content.elements), ...asObjects(content.columns)].map((part) => ({
    title: asText(part.title),
    subtitle: asText(part.subtitle) || asText(part.text),
    image: linkOf(part),
    buttons: take(shownActions(part)),
  }));
  return { rows, buttons: rest().filter((button) => !button.quick || isLast) };
}

const shownActions = (part: Json) =>
  [part.action, ...asObjects(part.actions)].filter(
    (action) => action !== undefined && buttonOf({ ...asObject(action) }) !== null,
  ).length;

function textOf({ content, text, from }: WorksBubble, works: WorksPlatform): string {
  switch (content.type) {
    case 'list_template':
      return lines(asObject(content.coverData).title, asObject(content.coverData).subtitle);
    case 'carousel':
      return '';
    // The rest of its readable form is the link, which has a button.
    case 'link':
      return asText(content.contentText);
    case 'sticker':
      return `${content.packageId} / ${content.stickerId}`;
    case 'location':
      return lines(content.title, content.address);
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      // A member's is `[image photo.png]`, a bot's `[image]`.
      if (from.kind === 'member') return text.replace(/^\[\w+ ?|\]$/g, '');
      return works.fileName(asText(content.fileId)) ?? '';
    default:
      return text;
  }
}

function placesOf(content: Json) {
  if (content.type === 'list_template') {
    const { backgroundFileId: fileId, backgroundImageUrl } = asObject(content.coverData);
    return { link: null, image: linkOf({ fileId, originalContentUrl: backgroundImageUrl }) };
  }
  if (!['image', 'video', 'audio', 'file'].includes(asText(content.type))) {
    return { image: null, link: null };
  }
  const link = linkOf(content);
  const preview = asText(content.previewImageUrl) || null;
  return { link, image: content.type === 'image' ? (preview ?? link) : preview };
}

function linkOf({ fileId, originalContentUrl }: Json): string | null {
  if (typeof fileId === 'string') return `/works-file?id=${encodeURIComponent(fileId)}`;
  return asText(originalContentUrl) || null;
}
