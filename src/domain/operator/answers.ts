import type { Refusal } from './refusals.ts';
import type { RestorationNote } from './restoration.ts';
import type { Operator, Verb } from './verbs.ts';

/** What the object of a workspace answers an operator (src/hosts/worker/operate.ts). */
export interface Answer {
  /** An HTTP status. */
  readonly status: number;
  /** For JSON. */
  readonly body: unknown;
}

/** An operator's call, as the registry notes it. */
export interface OperatorCall {
  readonly verb: Verb;
  readonly by: Operator;
  readonly nonce: string;
  /** The workspace it is about; null: all of them. */
  readonly workspace: string | null;
  /** One of many calls that copy a workspace, and not the first: the log needs one line for all of them. */
  readonly goesOn: boolean;
}

/** Whether the registry lets a call through. */
export type Begun =
  | {
      readonly ok: true;
      readonly callId: number;
      /** A restoration that its workspace has to see to before anything else; null: there is none. */
      readonly restoration: RestorationNote | null;
    }
  | { readonly ok: false; readonly why: Refusal; readonly detail: string };
