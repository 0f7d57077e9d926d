import { countErased, type ErasedCount } from '../../proof/count-erased.ts';
import type { HashedEntry } from '../../proof/hashes.ts';
import {
  beginVerification,
  type FoundEntry,
  type FoundName,
  judgeContent,
  type KnownHead,
  type LogVerdict,
  type Verification,
} from '../../proof/verify-entries.ts';
import { auditContentRows, auditEntryRows, auditPeopleRows } from '../schema.ts';
import { asc, eq, gt, lt, or, sql } from '../sqlite/drizzle.ts';
import { boundLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { CONTENT_COLUMNS, HASHED_COLUMNS } from './entry-columns.ts';
import { isBlank, type KnownPerson, PeopleOfLog } from './people-of-log.ts';

const statements = prepareOnce((db) => ({
  entries: db
    .select({ ...HASHED_COLUMNS, ...CONTENT_COLUMNS })
    .from(auditEntryRows)
    .leftJoin(auditContentRows, eq(auditContentRows.entryId, auditEntryRows.id))
    .where(gt(auditEntryRows.id, sql.placeholder('after')))
    .orderBy(asc(auditEntryRows.id))
    .limit(boundLimit('limit'))
    .prepare(),
  people: db
    .select({ id: auditPeopleRows.id })
    .from(auditPeopleRows)
    .where(gt(auditPeopleRows.id, sql.placeholder('after')))
    .orderBy(asc(auditPeopleRows.id))
    .limit(boundLimit('limit'))
    .prepare(),
  orphan: db
    .select({ entryId: auditContentRows.entryId })
    .from(auditContentRows)
    .where(
      or(
        lt(auditContentRows.entryId, sql.placeholder('first')),
        gt(auditContentRows.entryId, sql.placeholder('last')),
      ),
    )
    .limit(1)
    .prepare(),
}));

type Row = ReturnType<ReturnType<typeof statements>['entries']['all']>[number];

/** A verification of the log in a database, in slices. */
export interface LogVerification {
  /** As many entries have been verified so far. */
  readonly entries: number;
  /** What was found erased so far. */
  readonly erased: ErasedCount;
  /**
   * Verifies at most this many more entries; a thousand take some ten milliseconds. Entries may be
   * appended and contents be erased between two steps; where another process writes, each step
   * needs a transaction.
   *
   * @returns null: not done yet
   */
  step(mostEntries: number): LogVerdict | null;
}

/** @param checkpoints whose signatures have been verified */
export function beginVerify(db: Database, checkpoints: readonly KnownHead[] = []): LogVerification {
  const run = countErased(beginVerification(checkpoints));
  const people = new PeopleOfLog(db);
  let [after, afterPerson] = [LEAST, LEAST];
  let hasStranger = false;
  return {
    get entries() {
      return run.last;
    },
    get erased() {
      return run.erased;
    },
    step: (mostEntries) => {
      const rows = statements(db).entries.all({ after, limit: mostEntries });
      for (const row of rows) {
        pushRow(run, people, row);
        const verdict = run.verdict();
        if (verdict !== null) return verdict;
        after = row.id;
      }
      if (rows.length === mostEntries) return null;
      // A name comes with the first entry that mentions it, and all entries have been seen by now.
      const named = statements(db).people.all({ after: afterPerson, limit: mostEntries });
      for (const { id } of named) {
        if (!people.isMentioned(id)) hasStranger = true;
        afterPerson = id;
      }
      if (named.length === mostEntries) return null;
      const verdict = run.end();
      if (!verdict.ok) return verdict;
      failOrphan(db, run);
      if (hasStranger) run.fail(run.last, 'name-inserted');
      return run.verdict() ?? verdict;
    },
  };
}

/** Below any id: an entry planted before the first one is found, too. */
const LEAST = Number.MIN_SAFE_INTEGER;

/** Verifies the whole log at once: for tests and small logs. */
export function verifyChain(db: Database, checkpoints: readonly KnownHead[] = []): LogVerdict {
  const run = beginVerify(db, checkpoints);
  for (;;) {
    const verdict = run.step(1000);
    if (verdict !== null) return verdict;
  }
}

function pushRow(run: Verification, people: PeopleOfLog, row: Row): void {
  const actor = people.of(row.actorRef);
  const lineUser = row.lineUserRef === null ? null : people.of(row.lineUserRef);
  const member = row.memberRef === null ? null : people.of(row.memberRef);
  const isNamed = (ref: number | null, who: KnownPerson | null) => ref === null || who !== null;
  if (actor === null || !isNamed(row.lineUserRef, lineUser) || !isNamed(row.memberRef, member)) {
    // Its digest never goes, so without its row the entry can't be hashed.
    run.fail(Math.min(row.id, run.last + 1), 'name-missing');
    return;
  }
  const { id, at, action, roomId, channelId, direction, kind, outcome, reason, aboutId } = row;
  const entry: HashedEntry = {
    ...{ id, at, action, roomId, channelId, direction, kind, outcome, reason, aboutId },
    actorKind: actor.kind,
    actorId: actor.person,
    actorName: actor.digest,
    lineUserId: lineUser?.person ?? null,
    lineUserName: lineUser?.digest ?? null,
    memberId: member?.person ?? null,
    memberName: member?.digest ?? null,
    facts: row.facts ?? '{}',
    content: row.digest === null ? null : row.digest.toString('hex'),
  };
  run.push({
    entry,
    names: namesOf(actor, lineUser, member),
    content: contentOf(row, entry.content),
    head: row.hash.toString('hex'),
  });
}

/** The kind of whoever acted is hashed with the entry; of the other two it is known. */
function namesOf(
  actor: KnownPerson,
  lineUser: KnownPerson | null,
  member: KnownPerson | null,
): FoundName[] {
  const names = [actor.name];
  if (lineUser !== null)
    names.push(lineUser.kind === 'line-user' ? lineUser.name : changed(lineUser));
  if (member !== null) names.push(member.kind === 'member' ? member.name : changed(member));
  return names;
}

const changed = ({ name }: KnownPerson): FoundName => ({ id: name.id, found: 'changed' });

function contentOf(
  { text, detail, salt, erased }: Row,
  digest: string | null,
): FoundEntry['content'] {
  if (text === null || salt === null) return null;
  if (!erased) return judgeContent(digest, { text, detail, salt });
  return digest !== null && isBlank(text) && isBlank(detail ?? '') && isBlank(salt)
    ? 'erased'
    : 'changed';
}

/** A content without an entry. The ids of entries have no gaps, so it stands before or behind them. */
function failOrphan(db: Database, run: Verification): void {
  const orphan = statements(db).orphan.get({ first: 1, last: run.last });
  if (orphan === undefined) return;
  const { entryId } = orphan;
  if (entryId < 1) run.fail(entryId, 'inserted');
  else run.fail(run.last + 1, 'missing');
}
