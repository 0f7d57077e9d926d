import { clip, wellFormed } from '../text/text.ts';

/** The longest name that we store and show, in UTF-16 units (so at most that many characters). */
const NAME_MAX = 100;
/** A longer ending is part of the name, not an extension. */
const EXTENSION_MAX = 20;

/** Invisible characters, including bidi overrides: `gpj.exe` must not read as `exe.jpg`. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
/** Characters with a meaning in file systems, headers or markup. */
const RESERVED = /[<>:"|?*＜＞]/gu;

/**
 * A file's name as it may be shown, stored and served: a single name without path parts, control
 * characters or direction overrides, cut to 100 characters with its extension kept. `fallback` when
 * nothing is left.
 */
export function cleanFileName(name: string | null, fallback: string): string {
  const visible = wellFormed(name ?? '').replace(HIDDEN, '');
  const last = visible.split(/[/\\]/u).findLast((part) => part.trim() !== '') ?? '';
  const plain = trimEnds(last.normalize('NFC').replace(RESERVED, '_').replace(/\s+/gu, ' '));
  return plain === '' ? fallback : shorten(plain);
}

const DOT_OR_BLANK = /[.\s]/u;

/** Windows drops trailing dots and blanks, and a leading dot hides a file. */
function trimEnds(name: string): string {
  let from = 0;
  while (from < name.length && DOT_OR_BLANK.test(name.charAt(from))) from += 1;
  return trimEnd(name.slice(from));
}

function trimEnd(name: string): string {
  let to = name.length;
  while (to > 0 && DOT_OR_BLANK.test(name.charAt(to - 1))) to -= 1;
  return name.slice(0, to);
}

function shorten(name: string): string {
  if (name.length <= NAME_MAX) return name;
  const at = name.lastIndexOf('.');
  const extension = at < 0 ? '' : name.slice(at);
  if (extension.length < 2 || extension.length > EXTENSION_MAX)
    return trimEnds(clip(name, NAME_MAX));
  return `${clip(name.slice(0, at), NAME_MAX - extension.length)}${extension}`;
}

/** The extension as it is compared: width and case folded, no dot; empty when there is none. */
export function extensionOf(name: string): string {
  const visible = wellFormed(name).replace(HIDDEN, '');
  const folded = trimEnd(visible.normalize('NFKC').toLowerCase().normalize('NFKC'));
  const at = folded.lastIndexOf('.');
  return at < 0 ? '' : folded.slice(at + 1);
}
