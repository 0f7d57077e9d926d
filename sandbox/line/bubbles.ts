import type { Bubble, BubbleButton } from './types.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a phone shows of a message the OA sent. */
export function bubbleOfOa(
  id: string,
  at: number,
  message: Json,
  via: 'reply' | 'push',
  quoted: string | null,
): Bubble {
  const sender = asObject(message.sender);
  const quickReply = quickReplyButtons(message);
  return {
    id,
    at,
    from: 'oa',
    senderName: asString(sender.name),
    senderIconUrl: asString(sender.iconUrl),
    message,
    kind: String(message.type),
    text: readable(message),
    delivered: true,
    read: false,
    quotedMessageId: quoted,
    quickReply,
    buttons: [...messageButtons(message), ...quickReply],
    unsent: false,
    via,
  };
}

/** What a phone shows of a message the user sent; not delivered until the webhook took it. */
export function bubbleOfUser(
  id: string,
  at: number,
  message: Json,
  senderName: string | null,
): Bubble {
  return {
    id,
    at,
    from: 'user',
    senderName,
    senderIconUrl: null,
    message,
    kind: String(message.type),
    text: readable(message),
    delivered: false,
    read: false,
    quotedMessageId: asString(message.quotedMessageId),
    quickReply: [],
    buttons: [],
    unsent: false,
    via: null,
  };
}

/** The bubble after its author took it back: only its type and id are left. */
export function unsentBubble(bubble: Bubble): Bubble {
  const message = { type: bubble.message.type, id: bubble.id };
  return { ...bubble, message, text: '', unsent: true };
}

function readable(message: Json): string {
  const text = asString(message.text) ?? asString(message.altText);
  const type = String(message.type);
  if (type === 'text' || type === 'textV2' || type === 'template' || type === 'flex')
    return text ?? '';
  if (type === 'location')
    return `[location] ${asString(message.title) ?? asString(message.address) ?? ''}`.trim();
  if (type === 'file') return `[file] ${asString(message.fileName) ?? ''}`.trim();
  return `[${type}]`;
}

function quickReplyButtons(message: Json): BubbleButton[] {
  const items = asArray(asObject(message.quickReply).items);
  return items.flatMap((item) => button(asObject(item).action, 'quickReply'));
}

function messageButtons(message: Json): BubbleButton[] {
  if (message.type === 'template') return templateButtons(asObject(message.template));
  if (message.type === 'flex') return flexButtons(message.contents);
  return [];
}

function templateButtons(template: Json): BubbleButton[] {
  const own = asArray(template.actions).flatMap((action) => button(action, 'template'));
  const columns = asArray(template.columns).map(asObject);
  const theirs = columns.flatMap((column) =>
    [...asArray(column.actions), column.action].flatMap((action) => button(action, 'template')),
  );
  return [...own, ...theirs];
}

/** Every action in the tree, a box's before those within it. */
function flexButtons(node: unknown): BubbleButton[] {
  if (Array.isArray(node)) return node.flatMap(flexButtons);
  if (typeof node !== 'object' || node === null) return [];
  const { action, ...rest } = node as Json;
  return [...button(action, 'flex'), ...Object.values(rest).flatMap(flexButtons)];
}

function button(action: unknown, from: BubbleButton['from']): BubbleButton[] {
  if (typeof action !== 'object' || action === null) return [];
  const { type, label, ...rest } = action as Json;
  const texts = Object.entries(rest).filter(([name]) =>
    ['data', 'text', 'displayText', 'uri'].includes(name),
  );
  return [{ from, label: asString(label) ?? '', type: String(type), ...Object.fromEntries(texts) }];
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asString(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
