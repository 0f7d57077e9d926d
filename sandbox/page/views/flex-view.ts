import type { ButtonView } from './button-view.ts';
import { asObject, asText, type Json } from './read-json.ts';

/** One part of a Flex message, as far as the page draws it. */
export interface FlexView {
  /** `bubble`, `box`, `text`, `image` … */
  readonly type: string;
  /** `horizontal` and the like for boxes, the section for what stands in one, else empty. */
  readonly look: string;
  readonly text: string;
  readonly image: string | null;
  readonly button: ButtonView | null;
  readonly parts: readonly FlexView[];
}

const SECTIONS = ['header', 'hero', 'body', 'footer'];

/** The parts of the message. `take` hands out its buttons in the order of their actions. */
export function flexView(node: unknown, take: (count: number) => readonly ButtonView[]): FlexView {
  const { action, ...rest } = asObject(node);
  const button = isObject(action) ? (take(1)[0] ?? null) : null;
  const within = Object.entries(rest).flatMap(([key, value]) => partsOf(key, value, take));
  const sorted = within.toSorted((a, b) => SECTIONS.indexOf(a.look) - SECTIONS.indexOf(b.look));
  return {
    type: asText(rest.type),
    look: lookOf(rest),
    text: asText(rest.text),
    image: pictureOf(rest),
    button,
    parts: rest.type === 'bubble' ? sorted : within,
  };
}

function partsOf(
  key: string,
  value: unknown,
  take: (count: number) => readonly ButtonView[],
): FlexView[] {
  if (Array.isArray(value)) return value.filter(isObject).map((one) => flexView(one, take));
  // Styles, senders and the like are no parts.
  if (!isObject(value) || asText(asObject(value).type) === '') return [];
  const part = flexView(value, take);
  return [SECTIONS.includes(key) ? { ...part, look: key } : part];
}

function lookOf({ layout, weight, style }: Json): string {
  return asText(layout) || asText(weight) || asText(style);
}

function pictureOf({ type, url, previewUrl }: Json): string | null {
  if (type === 'video') return asText(previewUrl) || null;
  return type === 'image' || type === 'icon' ? asText(url) || null : null;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
