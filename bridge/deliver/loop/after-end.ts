import type { EndReason } from '../../../src/domain/delivery/end-reason.ts';
import type { Verdict } from '../../../src/domain/delivery/settle-request.ts';
import { isMediaTrouble } from '../../../src/domain/files/media-trouble.ts';
import type { PlatformCall } from './platform-call.ts';

/** What follows when a call has failed for good and has no way round. */
export type AfterEnd =
  /** There is no profile: the room goes by the name that is known, or by the general one. */
  | { readonly kind: 'profile-unknown' }
  /** Without its room the lane cannot say anything. */
  | { readonly kind: 'room-given-up' }
  /** The rows of the call end. */
  | {
      readonly kind: 'rows-end';
      readonly state: 'refused' | 'uncertain' | 'exhausted';
      readonly reason: EndReason;
    };

export function afterEnd(
  step: PlatformCall['step'],
  { state, reason }: Extract<Verdict, { kind: 'end' }>,
): AfterEnd {
  switch (step) {
    case 'line-profile':
      return { kind: 'profile-unknown' };
    case 'create-room':
    case 'inspect-room':
      return { kind: 'room-given-up' };
    case 'upload-media':
      return {
        kind: 'rows-end',
        // Whatever became of an upload, it has not been shown.
        state: state === 'uncertain' ? 'exhausted' : state,
        reason: state === 'refused' ? asFileReason(reason) : reason,
      };
    default:
      return { kind: 'rows-end', state, reason };
  }
}

/** A storage that refuses a file says nothing about the member or the room. */
function asFileReason(reason: EndReason): EndReason {
  if (isMediaTrouble(reason)) return reason;
  return reason === 'bad-request' ? 'not-taken' : 'failed';
}
