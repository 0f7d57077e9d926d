import type { FileRefusal } from './file-policy.ts';

/** Why we do not have a message's file. */
export type MediaTrouble =
  | FileRefusal
  /** An external server holds it; we fetch files from the platforms only. */
  | 'external'
  /** The platform no longer has it. */
  | 'gone'
  /** The platform did not give it out, take it or produce it. */
  | 'failed'
  /** LINE WORKS refuses this file however often it is sent. */
  | 'not-taken'
  /** The platform gave out an empty file. */
  | 'empty'
  /** No room now: the disk is at its floor, the limit is reached, or no store is set up. */
  | 'no-room';

const ALL: Readonly<Record<MediaTrouble, true>> = {
  denied: true,
  'blocked-extension': true,
  'too-large': true,
  external: true,
  gone: true,
  failed: true,
  'not-taken': true,
  empty: true,
  'no-room': true,
};

export const isMediaTrouble = (reason: string): reason is MediaTrouble =>
  Object.hasOwn(ALL, reason);
