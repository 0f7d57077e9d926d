import type { WebhookOrder } from '../../disorder.ts';
import type { Hold } from '../../holds.ts';

/** The calls that the simulated LINE platform has had, and how it is made to fail. */

export type ApiName =
  | 'token'
  | 'push'
  | 'reply'
  | 'validate'
  | 'profile'
  | 'info'
  | 'webhook-endpoint'
  | 'webhook-test'
  | 'quota'
  | 'consumption'
  | 'loading'
  | 'mark-as-read'
  | 'group'
  | 'content'
  | 'preview'
  | 'transcoding'
  | 'unknown';

export interface ApiCall {
  /** Epoch ms of the arrival. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly api: ApiName;
  /** Carried a token that was valid at that time. */
  readonly authorized: boolean;
  /** Whose token it was; for `token` the client id. */
  readonly channelId: string | null;
  /** Parsed JSON or form, secrets masked; null without one. */
  readonly body: unknown;
  readonly requestId: string;
  readonly retryKey: string | null;
  /** Null while it is being answered, and for good when it was cut off. */
  readonly status: number | null;
  /** What the status does not tell: `not delivered`, `retry key reused with another body`. */
  readonly note: string | null;
}

export interface FaultRule {
  /** Absent: any. */
  readonly api?: ApiName;
  /** Calls it lasts for, 1 unless told. */
  readonly times?: number;
  readonly status?: number;
  /** A string is served as HTML, as a proxy would (line.md §2.4); anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** `before`: not accepted. `after`: accepted, and the answer is lost. */
  readonly mode?: 'before' | 'after';
  /** `truncate` cuts in the middle of the right answer, `stall` stops there; both imply `after`. */
  readonly action?: 'status' | 'hang' | 'cut' | 'truncate' | 'stall';
  /** Only calls about this user or group. */
  readonly userId?: string;
  /** Only calls whose JSON body says so. */
  readonly match?: (body: unknown) => boolean;
}

/** What becomes of a call; its rule counts for this call alone. */
export type FaultJudge = (call: CallFacts) => FaultRule | null;

/** What a call is, for a rule or a hold to match. */
export interface CallFacts {
  readonly api: ApiName;
  readonly userId: string | null;
  /** Read from JSON, secrets masked. */
  readonly body: unknown;
}

export interface Faults {
  failNext(rule: FaultRule): void;
  /** Asked once about every call that no other rule concerns; null lets it be. Replaces the last one. */
  each(judge: FaultJudge | null): void;
  /** Every call hangs until turned off; those still connected are then handled. */
  hangAll(on: boolean): void;
  /** Real ms before each call is handled; 0 ends it. */
  delay(ms: number): void;
  /** Calls, all or those that match, wait before they are handled until they are released by hand. */
  hold(match?: (call: CallFacts) => boolean): Hold;
  /** How webhooks travel from now on; the second time of an event is a redelivery. */
  webhooks(order: WebhookOrder): void;
  /** Ends all faults; calls that hang or are held go on. */
  clear(): void;
}
