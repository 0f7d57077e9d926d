// Of hono/jsx itself a Worker would carry what draws in browsers.
import { jsx } from 'hono/jsx/jsx-runtime';

/** A piece of a page. */
export type Html = ReturnType<typeof jsx>;

/** What may stand inside an element. Texts are escaped; null and false show nothing. */
export type Inner = Html | string | number | null | false | readonly Inner[];

/**
 * An element's attributes; null, undefined and false leave one out. Their values are escaped, and
 * none is an object: no way leads past the escaping (`dangerouslySetInnerHTML` takes one).
 */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element of a page: JSX without its syntax, which Node does not run. */
export const h = (tag: Tag, attributes: Attributes | null, ...inner: readonly Inner[]): Html =>
  jsx(tag, { ...attributes, children: inner.flatMap(childrenOf) });

type Child = Html | string | number | null | false;

const childrenOf = (inner: Inner): Child[] =>
  isList(inner) ? inner.flatMap(childrenOf) : [typeof inner === 'string' ? shown(inner) : inner];

const isList = (inner: Inner): inner is readonly Inner[] => Array.isArray(inner);

/** HTML has no NUL, and half a character is none: both would show as a fault of the page. */
const shown = (text: string) => text.replaceAll('\u0000', '\uFFFD').toWellFormed();

/** A whole page as text. Our pieces wait for nothing, so it is here at once. */
export function textOf(html: Html): string {
  const text = html.toString();
  if (typeof text !== 'string') throw new Error('A piece of a page waits for something.');
  return `<!doctype html>\n${text}`;
}

/** The elements that our pages are made of: neither scripts nor frames among them. */
export type Tag =
  | 'a'
  | 'article'
  | 'audio'
  | 'b'
  | 'bdi'
  | 'blockquote'
  | 'body'
  | 'br'
  | 'button'
  | 'caption'
  | 'code'
  | 'dd'
  | 'del'
  | 'details'
  | 'div'
  | 'dl'
  | 'dt'
  | 'em'
  | 'fieldset'
  | 'figcaption'
  | 'figure'
  | 'footer'
  | 'form'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'head'
  | 'header'
  | 'hr'
  | 'html'
  | 'img'
  | 'input'
  | 'label'
  | 'legend'
  | 'li'
  | 'link'
  | 'main'
  | 'mark'
  | 'meta'
  | 'nav'
  | 'ol'
  | 'option'
  | 'p'
  | 'pre'
  | 'q'
  | 's'
  | 'section'
  | 'select'
  | 'small'
  | 'span'
  | 'strong'
  | 'summary'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'time'
  | 'title'
  | 'tr'
  | 'ul'
  | 'video';
