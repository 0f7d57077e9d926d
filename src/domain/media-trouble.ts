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
  /** Our disk is at its floor. */
  | 'no-room';

const ALL: Readonly<Record<MediaTrouble, true>> = {
  denied: true,
  'blocked-extension': true,
  'too-large': true,
  external: true,
  gone: true,
  failed: true,
  'no-room': true,
};

export const isMediaTrouble = (reason: string): reason is MediaTrouble =>
  Object.hasOwn(ALL, reason);
