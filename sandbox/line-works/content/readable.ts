import type { WorksButton } from '../types.ts';

type Json = Record<string, unknown>;

/** Guarantee: a JSON object, by the run-time check. */
function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const objects = (value: unknown): Json[] =>
  Array.isArray(value) ? value.flat().filter(isObject) : [];
const str = (value: unknown): string => (typeof value === 'string' ? value : '');

function lines(...parts: unknown[]): string {
  return parts
    .map(str)
    .filter((p) => p !== '')
    .join('\n');
}

/** What a member reads of a content object. */
export function readableText(content: Json): string {
  switch (content.type) {
    case 'text':
      return str(content.text);
    case 'sticker':
      return `[sticker ${str(content.packageId)}/${str(content.stickerId)}]`;
    case 'location':
      return lines(content.title, content.address) || '[location]';
    case 'link':
      return lines(content.contentText, content.linkText, content.link);
    case 'button_template':
      return str(content.contentText);
    case 'list_template': {
      const cover = isObject(content.coverData) ? content.coverData : {};
      const rows = objects(content.elements).map((e) => lines(e.title, e.subtitle));
      return lines(cover.title, cover.subtitle, ...rows);
    }
    case 'carousel':
      return lines(...objects(content.columns).map((c) => lines(c.title, c.text)));
    case 'flex':
      return str(content.altText);
    default:
      return `[${str(content.type)}]`;
  }
}

function actionsOf(content: Json): Json[] {
  const parts = [...objects(content.elements), ...objects(content.columns)];
  const own = parts.flatMap((p) => [
    ...(isObject(p.action) ? [p.action] : []),
    ...objects(p.actions),
  ]);
  return [...own, ...objects(content.actions)];
}

/** The button of an action; null for those that only a phone can do (camera, location). */
export function buttonOf(action: Json): WorksButton | null {
  const label = str(action.label);
  switch (action.type) {
    case 'message': {
      const button: WorksButton = { label, type: 'message', text: str(action.text) || label };
      return isString(action.postback) ? { ...button, postback: action.postback } : button;
    }
    case 'postback': {
      const button: WorksButton = { label, type: 'postback', data: str(action.data) };
      return isString(action.displayText) ? { ...button, text: action.displayText } : button;
    }
    case 'uri':
      return { label, type: 'uri', uri: str(action.uri) };
    case 'copy':
      return { label, type: 'copy', text: str(action.copyText) };
    default:
      return null;
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** All buttons of a content object, its own first, then the quick replies. */
export function buttonsOf(content: Json): WorksButton[] {
  const own = actionsOf(content).map(buttonOf);
  if (content.type === 'link') {
    own.push({ label: str(content.linkText), type: 'uri', uri: str(content.link) });
  }
  const items = isObject(content.quickReply) ? objects(content.quickReply.items) : [];
  const quick = items.map((item) => {
    const button = isObject(item.action) ? buttonOf(item.action) : null;
    return button === null ? null : { ...button, quickReply: true as const };
  });
  return [...own, ...quick].filter((b) => b !== null);
}

/** Buttons of a persistent menu. */
export function menuButtons(menu: Json | null): WorksButton[] {
  const content = menu?.content;
  if (!isObject(content)) return [];
  return objects(content.actions)
    .map(buttonOf)
    .filter((b) => b !== null);
}

// Recognised more loosely than documented, so that half-neutralised markup is caught.
const MENTION = /<m\s+userId\s*=\s*["']([^"'<>]+)["']\s*\/?\s*>/gi;

/** The `userId` values of mention markup where it is honoured (line-works.md §3.2). */
export function mentionKeys(content: Json): string[] {
  const places = [
    content.text,
    content.contentText,
    ...objects(content.i18nTexts).map((t) => t.text),
    ...objects(content.i18nContentTexts).map((t) => t.contentText),
    content.type === 'flex' ? JSON.stringify(content.contents).replaceAll('\\"', '"') : '',
  ];
  const found = places.flatMap((p) => [...str(p).matchAll(MENTION)].map((m) => m[1] ?? ''));
  return [...new Set(found)];
}

/** Shows honoured markup as `@name`. */
export function withNames(text: string, nameOf: (key: string) => string | null): string {
  return text.replace(MENTION, (markup, key: string) => {
    const name = nameOf(key);
    return name === null ? markup : `@${name}`;
  });
}
