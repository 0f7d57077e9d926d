import type { MediaTrouble } from '../files/media-trouble.ts';
import type { StopEnd } from './may-leave.ts';
import type { RefusalReason } from './outcome.ts';

/** Why an outbox row has ended otherwise than sent. */
export type EndReason =
  /** The platform said so. */
  | RefusalReason
  /** Its file is not here, or is not taken. */
  | MediaTrouble
  /** It must not be said (domain/may-leave.ts). */
  | StopEnd
  | 'unsent'
  /** The tries are used up. */
  | 'gave-up'
  /** Nobody knows whether it was taken. */
  | 'no-answer'
  /** LINE takes and drops what is pushed to somebody it does not know. */
  | 'never-a-friend'
  /** It is said free of charge or not at all. */
  | 'no-reply-token'
  /** The month's pushes are kept for people. */
  | 'quota-kept'
  /** There is no LINE WORKS room to say it in. */
  | 'no-room'
  /** It kept the place of a file that came in time. */
  | 'not-late'
  /** It waited in a copy that was restored: the original may have said it. */
  | 'restored'
  /** A fault of ours. */
  | 'fault';
