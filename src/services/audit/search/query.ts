import type { AuditOutcome } from '../../../domain/audit.ts';
import type { AuditArea } from '../../../domain/audit-areas.ts';
import type { EntryId, LineUserId, MemberId, TalkRoomId } from '../../../domain/ids.ts';
import type { ContentKind } from '../../../domain/messages/content.ts';
import type { AuditHit } from '../hit.ts';
import type { EntryView } from './entry-view.ts';

/** The LINE users a search names. */
export interface UsersCalled {
  /** The names as typed: whoever was ever called so counts, under any name. */
  readonly said: readonly string[];
  /** LINE users by their ids. */
  readonly ids: readonly LineUserId[];
}

/** What is looked for in the log. Every condition has to hold; null sets none. */
export interface AuditQuery {
  /** Each phrase occurs, from one character, in an entry's words or in the name of its file. */
  readonly phrases: readonly string[];
  /** Each occurs in the name of the file. */
  readonly fileNames: readonly string[];
  /** Epoch ms; `to` is exclusive. */
  readonly from: number | null;
  readonly to: number | null;
  /** Who wrote, was written to or acted, and to whom a message was released or handed over. */
  readonly members: readonly MemberId[] | null;
  readonly users: UsersCalled | null;
  readonly rooms: readonly TalkRoomId[] | null;
  readonly directions: readonly ('in' | 'out')[] | null;
  readonly kinds: readonly ContentKind[] | null;
  /** Of a message: what became of it in the end. */
  readonly outcomes: readonly AuditOutcome[] | null;
  readonly area: AuditArea | 'all';
  /** The cursor: only older entries. */
  readonly before: EntryId | null;
  /** How many of the newest to leave out, for numbered pages. */
  readonly skip: number;
  readonly limit: number;
}

/** A query without any condition: the newest entries of an area. */
export const everything = (area: AuditQuery['area'], limit: number): AuditQuery => ({
  ...{ phrases: [], fileNames: [], from: null, to: null, members: null, users: null, rooms: null },
  ...{ directions: null, kinds: null, outcomes: null, area, before: null, skip: 0, limit },
});

/** An entry that was found: a message with what became of it, or any other entry. */
export type FoundEntry =
  | ({ readonly is: 'message' } & AuditHit)
  | ({ readonly is: 'entry' } & EntryView);

export interface SearchResult {
  /** The newest first. */
  readonly found: readonly FoundEntry[];
  /** `before` of the next page; null: there is no more. */
  readonly next: EntryId | null;
  /** A message that may match was searched only in its beginning. */
  readonly cut: boolean;
}
