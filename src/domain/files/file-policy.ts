import { extensionOf } from './file-name.ts';

/** The direction of a file: `in` from LINE to a member, `out` from a member to LINE. */
export type FileDirection = 'in' | 'out';

/** What may be sent as a file (DESIGN §6.8); text, stickers and locations always pass. */
export interface FilePolicy {
  readonly inbound: 'allow' | 'deny';
  readonly outbound: 'allow' | 'deny';
  /** Extensions in the form that `extensionOf` returns. */
  readonly blocked: readonly string[];
  /** The greatest size, bytes; null: we set no limit. */
  readonly limitBytes: number | null;
}

/** What is known so far of an image, video, audio or file. */
export interface JudgedFile {
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  /** Null while unknown: the file is judged again when the name is known. */
  readonly fileName: string | null;
  /** Bytes; null while unknown. */
  readonly size: number | null;
}

/** Extensions that LINE WORKS refuses from every sender (line-works.md §3.2). */
export const WORKS_BLOCKS: readonly string[] = 'bat cmd com cpl exe scr js vbs wsf hta'.split(' ');

/** Whether LINE WORKS itself would refuse a file of that name. */
export const isBlockedByWorks = (fileName: string | null): boolean =>
  fileName !== null && WORKS_BLOCKS.includes(extensionOf(fileName));

export type FileRefusal = 'denied' | 'blocked-extension' | 'too-large';

export type PolicyVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'refuse'; readonly reason: FileRefusal };

/**
 * Decides whether a file may pass. An unknown fact is no reason to refuse, so this is asked when
 * the message is planned, when the download's headers are read, and when the file is sent.
 */
export function judgeFile(
  policy: FilePolicy,
  direction: FileDirection,
  file: JudgedFile,
): PolicyVerdict {
  const wanted = direction === 'in' ? policy.inbound : policy.outbound;
  if (wanted === 'deny') return { kind: 'refuse', reason: 'denied' };
  const { fileName } = file;
  const isBlocked = fileName !== null && policy.blocked.includes(extensionOf(fileName));
  if (isBlocked || (direction === 'in' && isBlockedByWorks(fileName))) {
    return { kind: 'refuse', reason: 'blocked-extension' };
  }
  if (policy.limitBytes !== null && file.size !== null && file.size > policy.limitBytes) {
    return { kind: 'refuse', reason: 'too-large' };
  }
  return { kind: 'pass' };
}

const EXTENSION = /^[a-z0-9_+-]{1,20}$/;

/**
 * An extension as an administrator types it (`.EXE`, `＊．ｅｘｅ`), in the one form that is compared;
 * null when the text is no extension.
 */
export function normaliseExtension(typed: string): string | null {
  const bare = typed.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
  const word = bare.replace(/^\*?\.+/u, '');
  return EXTENSION.test(word) ? word : null;
}
