import { DAY_MS, MINUTE_MS } from '../durations.ts';
import type { StopReason } from './may-leave.ts';

/** How a message has ended that an administrator may have sent again. */
export type UndeliveredState = 'refused' | 'uncertain' | 'exhausted';

/** What is known of a message that did not arrive, or may not have. */
export interface ResendFacts {
  readonly state: UndeliveredState;
  readonly reason: string | null;
  /** What forbids saying it now; null: nothing. */
  readonly stop: StopReason | null;
  /** Its file is not here any more, or never was. */
  readonly fileGone: boolean;
  /** This database is a copy made since it ended: the original may have had it sent again. */
  readonly copiedSince: boolean;
  /** Its last request, while that is kept. */
  readonly request: KeptRequestFacts | null;
  /** Since it was to be sent for the first time. */
  readonly sinceQueuedMs: number;
}

export interface KeptRequestFacts {
  /** The platform knows it again by its key, and takes it once. */
  readonly hasKey: boolean;
  readonly sinceFirstAttemptMs: number;
  /** All that it carries may leave, and it goes where its talk is kept now. */
  readonly fits: boolean;
}

/** Why a message cannot be sent again. */
export type ResendHindrance = StopReason | 'file-gone';

export type ResendVerdict =
  | { readonly kind: 'no'; readonly why: ResendHindrance }
  | {
      /** `same`: the very bytes and the key of its last request; `new`: another request. */
      readonly kind: 'same' | 'new';
      /** Whether its reader may read it twice. */
      readonly mayComeTwice: boolean;
      /** More than a day has passed since it was to be sent. */
      readonly isOld: boolean;
    };

/** LINE keeps a retry key for 24 hours (line.md §2.4). The request needs a moment to leave. */
const KEY_COUNTS_MS = DAY_MS - 10 * MINUTE_MS;

/** Answers to the bytes themselves: the same bytes would get them again. */
const OF_THE_BYTES: ReadonlySet<string> = new Set(['bad-request', 'too-large', 'unbuildable']);

/**
 * How a message is sent again (DESIGN §6.10). With its key the platform takes a request once, however
 * often it comes; without one, or once the key counts no more, a reader who has it may get it twice.
 */
export function judgeResend(facts: ResendFacts): ResendVerdict {
  const { state, reason, stop, fileGone, copiedSince, request, sinceQueuedMs } = facts;
  if (stop !== null) return { kind: 'no', why: stop };
  if (fileGone) return { kind: 'no', why: 'file-gone' };
  const bytesRefused = state === 'refused' && reason !== null && OF_THE_BYTES.has(reason);
  const isSame = request?.fits && request.sinceFirstAttemptMs < KEY_COUNTS_MS && !bytesRefused;
  const inDoubt = state === 'uncertain' || copiedSince;
  return {
    kind: isSame ? 'same' : 'new',
    mayComeTwice: inDoubt && !(isSame && request?.hasKey),
    isOld: (request?.sinceFirstAttemptMs ?? sinceQueuedMs) >= KEY_COUNTS_MS,
  };
}
