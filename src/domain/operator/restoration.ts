import type { LineUserId, MemberId } from '../ids.ts';

/** A customer who was forgotten, by whose wish. */
export interface ForgottenUser {
  readonly lineUserId: LineUserId;
  readonly askedBy: MemberId;
}

/** A setting as it is kept; `sealed`: base64. */
export interface NotedSetting {
  readonly name: string;
  readonly value: string | null;
  readonly sealed: string | null;
  readonly keyId: string | null;
  readonly at: number;
  readonly by: string;
}

/** The beginning that two logs have in common. */
export interface SharedLog {
  /** There are no more of them than this. */
  readonly entries: number;
  /** Epoch ms. */
  readonly until: number;
}

/**
 * What the registry notes before a database goes back to a state of the past. Nothing in the restored database tells
 * that it was restored, so this has to stand where it is not restored with it.
 */
export interface RestorationNote {
  readonly id: string;
  /** The instant that the restored database shows; epoch ms. */
  readonly at: number;
  /** The platform's name of the state that was left: the way back. */
  readonly undo: string;
  /** As rows name an operator. */
  readonly by: string;
  readonly askedAt: number;
  /** The restoration that this one undoes, by its id; null: none. */
  readonly undoes: string | null;
  /** The audit log that was left: its last entry, and its head (hex). */
  readonly entries: number;
  readonly head: string;
  /** As far as that log can be that of the restored database, too: after an earlier return the two have parted. */
  readonly shared: SharedLog;
  /** Customers forgotten after that instant: in the restored database they are not. */
  readonly forgotten: readonly ForgottenUser[];
  /** The settings that were left: secrets may have been changed since, and OAs given to others. They stay. */
  readonly settings: readonly NotedSetting[];
}

/** What a restoration has led to. */
export interface RestoredBody {
  readonly restored: string;
  /** It comes back so, so that somebody looks before words flow. */
  readonly standing: 'paused';
  /** ISO 8601. */
  readonly at: string;
  readonly lostEntries: number;
  /** Customers who were forgotten since that instant, and are being forgotten again. */
  readonly forgotten: number;
  /** Files about the lost end of the log that the bucket did not give up; their copies are set aside. */
  readonly stays: readonly string[];
}
