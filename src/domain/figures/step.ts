/**
 * A step of a request's way, for the log at level debug. It holds ids, codes and numbers: never what a person wrote,
 * never a name, never a secret. `inbox` is on each step that follows from an event, so that one id tells all of them.
 */
export type Step =
  /** An event has been kept; `event` is the platform's own id of it, or the digest of its bytes. */
  | {
      readonly step: 'receive';
      readonly platform: string;
      readonly account: string;
      readonly inbox: number;
      readonly event: string;
    }
  /** It came again, and was dropped. */
  | {
      readonly step: 'receive-again';
      readonly platform: string;
      readonly account: string;
      readonly event: string;
    }
  /** It has been taken to its effects; `result` says which. */
  | {
      readonly step: 'relay';
      readonly platform: string;
      readonly inbox: number;
      readonly result: string;
      /** The entry of the audit log that holds its words. */
      readonly entry: number | null;
    }
  /** It waits for something that is on its way. */
  | { readonly step: 'defer'; readonly platform: string; readonly inbox: number }
  /** Something to say or do waits in its lane. */
  | (OutboxStep & { readonly step: 'queue'; readonly errand: string })
  /** A call of a platform has ended. */
  | {
      readonly step: 'call';
      readonly call: string;
      readonly outbox: readonly number[];
      readonly inbox: readonly number[];
      readonly room: number | null;
      readonly attempt: number;
      readonly outcome: string;
      readonly reason: string | null;
      readonly status: number | null;
      /** The platform's id of the call: `x-line-request-id`. */
      readonly request: string | null;
      /** How long the call took; ms. */
      readonly took: number;
    }
  /** Bytes have gone to a platform and back, whatever for: tokens and look-ups count as well. */
  | {
      readonly step: 'exchange';
      readonly host: string;
      readonly status: string;
      readonly request: string | null;
      readonly took: number;
    }
  /** The same bytes wait for another attempt; ms. */
  | {
      readonly step: 'repeat';
      readonly outbox: readonly number[];
      readonly inbox: readonly number[];
      readonly after: number;
    }
  /** It has ended. */
  | (OutboxStep & {
      readonly step: 'end';
      readonly outcome: string;
      readonly reason: string | null;
    })
  /** A webhook has been answered. */
  | {
      readonly step: 'answer';
      readonly platform: string;
      readonly status: number;
      readonly took: number;
    };

interface OutboxStep {
  readonly outbox: number;
  /** The event that it follows from; null: none. */
  readonly inbox: number | null;
  readonly room: number | null;
  readonly entry: number | null;
  readonly to: string;
}
