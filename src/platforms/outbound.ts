import * as z from 'zod';
import { isBlank } from '../domain/text/visible.ts';

/** A request body ready to send, or why it cannot be made. `fault` holds no content. */
export type BuildResult =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly fault: string };

/**
 * Checks a value and writes it as a body. The fault names places and rules only: zod's own messages
 * never quote a value, so it may be logged.
 */
export function buildBody(schema: z.ZodType, value: unknown, maxBytes: number): BuildResult {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, fault: faultOf(parsed.error) };
  const body = JSON.stringify(parsed.data);
  const bytes = Buffer.byteLength(body);
  if (bytes > maxBytes) return { ok: false, fault: `body: ${bytes} bytes, at most ${maxBytes}` };
  return { ok: true, body };
}

function faultOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`)
    .join('; ');
}

/**
 * Text counted in UTF-16 code units (line.md §2.7; for LINE WORKS the strictest reading, §3.2).
 * zod's own `max` counts code points.
 */
export const units = (max: number) =>
  z
    .string()
    .min(1)
    .refine((text) => text.length <= max, { error: `at most ${max} UTF-16 units` });

/** The same for text that people read: both platforms refuse one without a visible character. */
export const shownUnits = (max: number) =>
  units(max).refine((text) => !isBlank(text), { error: 'blank' });

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Text that LINE counts in grapheme clusters: labels and template texts (line.md §2.7). */
export const graphemeText = (max: number) =>
  z
    .string()
    .min(1)
    .refine((text) => text.length <= max || [...graphemes.segment(text)].length <= max, {
      error: `at most ${max} graphemes`,
    });

/** An https address; plain http to this machine only, for the sandbox (DESIGN §8 PUBLIC_URL). */
export const httpsUrl = (max: number) =>
  units(max).refine((value) => isHttps(value), { error: 'not an https address' });

function isHttps(value: string): boolean {
  const url = URL.parse(value);
  if (url === null) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** What a button may open: https, or an app a phone knows (LINE's uri action, line.md §2.7). */
export const buttonUri = (max: number) =>
  units(max).refine((value) => isHttps(value) || /^(tel|mailto|line):./i.test(value), {
    error: 'not an https, tel, mailto or line address',
  });
