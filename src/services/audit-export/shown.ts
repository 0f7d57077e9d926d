import {
  fileTold,
  type ShownContent,
  type ShownEntry,
  type ShownFile,
  type ShownPerson,
} from '../../proof/export-form.ts';
import { type HashedEntry, hashEntry } from '../../proof/hashes.ts';
import {
  type AboutRow,
  type BareRow,
  type PersonRow,
  personRow,
  type WholeRow,
} from '../../store/audit/export-rows.ts';
import type { Database } from '../../store/sqlite/store.ts';
import type { Erasers } from './erasers.ts';

/** Rows of the log as an export shows them. */
export interface Shower {
  entry(row: WholeRow, file: ShownFile | null): ShownEntry;
  /** The hash of an entry that is left out, hex. */
  hash(row: BareRow): string;
  /** Who stands in an entry, under the name of that time; null: nobody. */
  person(ref: number | null): PersonRow | null;
}

const NO_FACTS = '{}';
/** Names that come and go would be garbage of the dear kind: most companies have fewer. */
const MOST_REMEMBERED = 20_000;

export function createShower(db: Database, erasers: Erasers): Shower {
  const known = new Map<number, PersonRow>();

  const person = (ref: number | null): PersonRow | null => {
    if (ref === null) return null;
    const before = known.get(ref);
    if (before !== undefined) return before;
    const row = personRow(db, ref);
    if (row === null) return null;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(ref, row);
    return row;
  };

  const shownPerson = (ref: number): ShownPerson => {
    const row = person(ref);
    // A log that lost the row of a name: the verifier says so.
    if (row === null) return { id: null, digest: '', ref, by: null };
    const { person: id, name, salt, digest, erased } = row;
    if (!erased) return { id, name, salt };
    return { id, digest: digest.toString('hex'), ref, by: erasers.ofName(ref) };
  };

  const shownOrNull = (ref: number | null) => (ref === null ? null : shownPerson(ref));

  return {
    person,
    entry: (row, file) => ({
      id: row.id,
      at: row.at,
      action: row.action,
      actorKind: person(row.actorRef)?.kind ?? '',
      actor: shownPerson(row.actorRef),
      room: row.roomId,
      channel: row.channelId,
      lineUser: shownOrNull(row.lineUserRef),
      member: shownOrNull(row.memberRef),
      direction: row.direction,
      kind: row.kind,
      outcome: row.outcome,
      reason: row.reason,
      about: row.aboutId,
      facts: row.facts ?? NO_FACTS,
      content: contentOf(row, erasers),
      file,
      head: row.hash,
    }),
    hash: (row) => hashEntry(hashedOf(row, person)),
  };
}

function contentOf(row: WholeRow, erasers: Erasers): ShownContent | null {
  const { id, digest, text, detail, salt, erased } = row;
  if (digest === null) return null;
  if (text !== null && salt !== null && !erased) return { text, detail, salt };
  return { digest, by: erasers.ofContent(id) };
}

function hashedOf(row: BareRow, person: Shower['person']): HashedEntry {
  const actor = person(row.actorRef);
  const lineUser = person(row.lineUserRef);
  const member = person(row.memberRef);
  const { id, at, action, roomId, channelId, direction, kind, outcome, reason, aboutId } = row;
  return {
    ...{ id, at, action, roomId, channelId, direction, kind, outcome, reason, aboutId },
    actorKind: actor?.kind ?? '',
    actorId: actor?.person ?? null,
    actorName: actor?.digest.toString('hex') ?? '',
    lineUserId: lineUser?.person ?? null,
    lineUserName: lineUser?.digest.toString('hex') ?? null,
    memberId: member?.person ?? null,
    memberName: member?.digest.toString('hex') ?? null,
    facts: row.facts ?? NO_FACTS,
    content: row.digest,
  };
}

/** The files of these messages, by message: of each the first that came. */
export function filesAbout(rows: readonly AboutRow[]): Map<number, ShownFile> {
  const files = new Map<number, ShownFile>();
  for (const { id, action, aboutId, detail, erased } of rows) {
    if (action !== 'media.keep' || aboutId === null || erased || files.has(aboutId)) continue;
    const file = fileTold(id, detail);
    if (file !== null) files.set(aboutId, file);
  }
  return files;
}
