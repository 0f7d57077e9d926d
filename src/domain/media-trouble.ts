import type { FileRefusal } from './file-policy.ts';

/** Why a message's file is not here. */
export type MediaTrouble =
  | FileRefusal
  /** An external server holds it; we go nowhere else for it. */
  | 'external'
  /** The platform does not have it any more. */
  | 'gone'
  /** The platform did not give it out or take it, or could not make it. */
  | 'failed'
  /** LINE WORKS takes no file like this one, however often it is sent. */
  | 'not-taken'
  /** The platform gave it out without a single byte. */
  | 'empty'
  /** Nothing can be kept now: the disk is at its floor, the limit is reached, or there is no store. */
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
