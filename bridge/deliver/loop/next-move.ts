import type { EndReason } from '../../../src/domain/delivery/end-reason.ts';
import type { WaitPlan } from '../../../src/domain/files/late-file.ts';
import type { OutboxRow } from '../../../src/store/queue/outbox.ts';
import type { WaitingRelay } from '../media/plan-upload.ts';
import type { PlatformCall } from './platform-call.ts';

/** The next step of a lane's head. */
export type NextMove =
  | {
      readonly kind: 'request';
      readonly call: PlatformCall;
      readonly body: string | null;
      readonly retryKey: string | null;
      readonly reply: { readonly token: string; readonly receivedAt: number } | null;
    }
  /** The head row has nothing left to say; the next one may. */
  | {
      readonly kind: 'end-head';
      readonly row: OutboxRow;
      readonly state: 'cancelled' | 'refused';
      readonly reason: EndReason;
      /** For the log: places and rules, no content. */
      readonly detail: string | null;
    }
  /** The head waits for its file, and others may: what becomes of them. */
  | { readonly kind: 'files'; readonly files: readonly WaitingRelay[]; readonly plan: WaitPlan }
  /** The lane rests until another row is queued in it. */
  | { readonly kind: 'rest' }
  /** The head waits for an event that will wake the lane, or until then. Epoch ms. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'nothing' };

export function endHead(
  row: OutboxRow,
  state: 'cancelled' | 'refused',
  reason: EndReason,
  detail: string | null = null,
): Extract<NextMove, { kind: 'end-head' }> {
  return { kind: 'end-head', row, state, reason, detail };
}
