import { clip, wellFormed } from './text.ts';

/** The longest name that we store and show, UTF-16 units (hence characters too). */
const NAME_MAX = 100;
/** A longer end is no extension but part of the name. */
const EXTENSION_MAX = 20;

/** Invisible characters, bidi overrides among them: `gpj.exe` must not read as `exe.jpg`. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
/** Characters that file systems, headers or markup give a meaning. */
const RESERVED = /[<>:"|?*＜＞]/gu;

/**
 * A file's name as it may be shown, stored and served: one name without path parts, control
 * characters or direction overrides, at most 100 characters of which the extension stays. `fallback`
 * when nothing is left.
 */
export function cleanFileName(name: string | null, fallback: string): string {
  const visible = wellFormed(name ?? '').replace(HIDDEN, '');
  const last = visible.split(/[/\\]/u).findLast((part) => part.trim() !== '') ?? '';
  const plain = trimEnds(last.normalize('NFC').replace(RESERVED, '_').replace(/\s+/gu, ' '));
  return plain === '' ? fallback : shorten(plain);
}

const DOT_OR_BLANK = /[.\s]/u;

/** Windows drops dots and blanks at the end, and a dot in front hides a file. */
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

/** The extension in the form that is compared: width and case folded, no dot; empty when there is none. */
export function extensionOf(name: string): string {
  const visible = wellFormed(name).replace(HIDDEN, '');
  const folded = trimEnd(visible.normalize('NFKC').toLowerCase().normalize('NFKC'));
  const at = folded.lastIndexOf('.');
  return at < 0 ? '' : folded.slice(at + 1);
}
