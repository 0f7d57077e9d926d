import type { AuditAction } from '../../domain/audit.ts';
import { MESSAGE_ENDS } from '../../domain/audit-areas.ts';
import type { EntryId } from '../../domain/ids.ts';
import { auditContents, auditEntries } from '../schema.ts';
import { and, asc, inArray, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { fileNameIn } from './index/file-name-in.ts';

/* Entries as a page of results shows them, many at once. */

/** What tells the name of a message's file. */
const NAMING: AuditAction[] = ['media.keep', 'media.refuse'];
const UNSEND = 'message.unsend' satisfies AuditAction;

/** As one JSON value: a Durable Object takes 100 bound values. */
const anyOf = (name: string) => sql`(SELECT value FROM json_each(${sql.placeholder(name)}))`;

const { id, at, action, actorKind, actorId, actorName, roomId, lineUserId, lineUserName } =
  auditEntries;
const { memberId, memberName, direction, kind, outcome, reason, aboutId, facts } = auditEntries;

const statements = prepareOnce((db) => ({
  entries: db
    // Not all columns: a name is a look-up of its own, and a digest is spelled out.
    .select({
      ...{ id, at, action, actorKind, actorId, actorName, roomId, lineUserId, lineUserName },
      ...{ memberId, memberName, direction, kind, outcome, reason, aboutId, facts },
    })
    .from(auditEntries)
    .where(sql`${id} IN ${anyOf('ids')}`)
    .prepare(),
  later: db
    .select({
      ...{ aboutId, action, outcome, reason, roomId, lineUserId, lineUserName },
      ...{ memberId, memberName },
      detail: sql<string | null>`(SELECT detail FROM ${auditContents}
        WHERE entry_id = ${auditEntries}.id AND ${inArray(action, NAMING)})`,
    })
    .from(auditEntries)
    .where(
      and(
        sql`${aboutId} IN ${anyOf('ids')}`,
        inArray(action, [...MESSAGE_ENDS, UNSEND, ...NAMING]),
      ),
    )
    .orderBy(asc(id))
    .prepare(),
  contents: db
    .select({
      entryId: auditContents.entryId,
      text: auditContents.text,
      detail: auditContents.detail,
    })
    .from(auditContents)
    .where(sql`${auditContents.entryId} IN ${anyOf('ids')}`)
    .prepare(),
}));

type Statements = ReturnType<typeof statements>;
type LaterRow = ReturnType<Statements['later']['all']>[number];

/** An entry with what came after it. */
export interface ShownEntry {
  readonly entry: ReturnType<Statements['entries']['all']>[number];
  /** Its words; null: it has none, or they are erased. */
  readonly text: string | null;
  /** The words of a message with its file's name, even if that came only with the file. */
  readonly said: string | null;
  /** What became of it and where it went, in order. */
  readonly ends: readonly LaterRow[];
  /** Its LINE user took it back. */
  readonly isUnsent: boolean;
}

/** These entries, in this order. One that does not exist is left out. */
export function shownEntries(db: Database, ids: readonly EntryId[]): ShownEntry[] {
  if (ids.length === 0) return [];
  const { entries, later, contents } = statements(db);
  const asked = { ids: JSON.stringify(ids) };
  const entryOf = new Map(entries.all(asked).map((entry) => [entry.id, entry]));
  const contentOf = new Map(contents.all(asked).map((content) => [content.entryId, content]));
  const laterOf = Map.groupBy(later.all(asked), (row) => row.aboutId);
  return ids.flatMap((each) => {
    const entry = entryOf.get(each);
    if (entry === undefined) return [];
    const after = laterOf.get(each) ?? [];
    const content = contentOf.get(each);
    const names = after.flatMap(({ detail }) => fileNameIn(detail) ?? []);
    return {
      entry,
      text: content?.text ?? null,
      said: content === undefined ? null : saidWith(content, names),
      ends: after.filter((row) => row.action !== UNSEND && !NAMING.includes(row.action)),
      isUnsent: after.some((row) => row.action === UNSEND),
    };
  });
}

function saidWith(
  { text, detail }: { readonly text: string; readonly detail: string | null },
  [name]: readonly string[],
): string {
  // A text has no file, and a name that came with the message is among its words.
  const isWhole = detail === null || fileNameIn(detail) !== null;
  return isWhole || name === undefined ? text : `${text} ${name}`;
}
