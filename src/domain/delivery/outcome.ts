/**
 * What became of one platform call. Values, never exceptions: every caller must say what each means
 * for the message at hand (DESIGN §6.10).
 */
export type Outcome<Answer> =
  | { readonly kind: 'sent'; readonly answer: Answer; readonly already: boolean }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly status: number;
      readonly detail: string;
    }
  | {
      readonly kind: 'retry';
      readonly reason: RetryReason;
      readonly afterMs: number | null;
      readonly detail: string;
    }
  | { readonly kind: 'unclear'; readonly reason: UnclearReason; readonly detail: string }
  /** The last look before sending said no: nothing left this process. */
  | { readonly kind: 'withheld' };

/** The platform said no and nothing was sent. A repeat would be refused again. */
export type RefusalReason =
  | 'bad-request'
  | 'bad-reply-token'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'too-large'
  | 'quota'
  | 'unbuildable';

/** Nothing was sent, and a later attempt may pass. `afterMs` is the platform's own word, if any. */
export type RetryReason =
  | 'rate-limit'
  | 'no-token'
  | 'unreachable'
  | 'unavailable'
  /** None of our own few connections came free: it has not been tried. */
  | 'none-free'
  /** The platform is still making it ready (line.md §3: 202). */
  | 'preparing'
  /** A picture or sound came without a byte; another try may bring it. */
  | 'empty';

/** The platform may or may not have taken it: a cut connection, a deadline, a 500. */
export type UnclearReason = 'timeout' | 'cut-off' | 'server-error' | 'unreadable-answer';

/** Whether the platform was called at all. */
export const wasTried = (outcome: Outcome<unknown>): boolean =>
  outcome.kind !== 'withheld' && !(outcome.kind === 'retry' && outcome.reason === 'none-free');
