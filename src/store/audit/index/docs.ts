import type { AuditAction, AuditOutcome } from '../../../domain/audit.ts';
import { AREA_OF } from '../../../domain/audit-areas.ts';
import {
  codeNumber,
  eachTerm,
  FIELD,
  fieldTerm,
  WITH_FILE,
} from '../../../domain/audit-index/terms.ts';
import type { EntryId, TalkRoomId } from '../../../domain/ids.ts';
import { searchedText } from '../../../domain/text/searched-text.ts';
import type { auditContents, auditEntryRows } from '../../schema.ts';
import { fileNameIn } from './file-name-in.ts';

/*
 * What an entry is found by. Entries that tell what became of a message are part of that message:
 * its outcome, the people it was released to, the name of its file.
 */

/** The words of an entry and the names of its file, as they are compared. */
export interface EntryWords {
  readonly said: string;
  readonly names: readonly { readonly folded: string }[];
}

/** The name of a message's file. */
interface DocFileName {
  /** The entry that holds it, and is asked to erase it. */
  readonly from: EntryId;
  /** As it is compared. */
  readonly folded: string;
}

/**
 * An entry, or a message with what was told of it. It grows while more is told. Tens of thousands
 * are kept in memory.
 */
export interface AuditDoc {
  readonly id: EntryId;
  /** Its place in the log, or that of an entry which told of it later and stands for it. */
  readonly place: EntryId;
  readonly at: number;
  readonly action: AuditAction;
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
  outcome: AuditOutcome;
  /** Rows of `audit_people`: those of the message, or whoever acted and whom it was about. */
  people: readonly number[];
  rooms: readonly TalkRoomId[];
  /** Its words as they are compared; empty: it has none, or they are erased. */
  said: string;
  names: readonly DocFileName[];
  /** Part of the words is not searched. */
  isCut: boolean;
}

/** What is read of an entry. */
export type DocRow = Pick<
  typeof auditEntryRows.$inferSelect,
  | 'id'
  | 'at'
  | 'action'
  | 'actorRef'
  | 'roomId'
  | 'lineUserRef'
  | 'memberRef'
  | 'direction'
  | 'kind'
  | 'outcome'
  | 'aboutId'
>;
export type DocContent = Pick<typeof auditContents.$inferSelect, 'text' | 'detail'>;

/** Whether an entry is told with the message it is about. */
export const isTold = ({ action }: Pick<DocRow, 'action'>): boolean => AREA_OF[action] === 'told';

/** Whether words in an entry of this action are found. Those about the log itself are not. */
const isSearched = (action: AuditAction) => !action.startsWith('audit.');

/** One for all that are equal: the database gives another string with each row. */
function onlyOne<Code>(): (code: Code) => Code {
  const known = new Map<Code, Code>();
  return (code) => {
    const first = known.get(code);
    if (first !== undefined) return first;
    known.set(code, code);
    return code;
  };
}

const actionOf = onlyOne<AuditAction>();
const directionOf = onlyOne<AuditDoc['direction']>();
const kindOf = onlyOne<AuditDoc['kind']>();
const outcomeOf = onlyOne<AuditOutcome>();
const NONE: readonly never[] = [];

/** @param place of the entry that stands for it */
export function docOf(row: DocRow, content: DocContent | null, place = row.id): AuditDoc {
  const { id, action, roomId } = row;
  const actor = AREA_OF[action] === 'messages' ? null : row.actorRef;
  // In one literal: so an object takes the least.
  const doc: AuditDoc = {
    id,
    place,
    at: row.at,
    action: actionOf(action),
    direction: directionOf(row.direction),
    kind: kindOf(row.kind),
    outcome: outcomeOf(row.outcome),
    people: withOne(withOne(withOne(NONE, actor), row.lineUserRef), row.memberRef),
    rooms: withOne(NONE, roomId),
    said: '',
    names: NONE,
    isCut: false,
  };
  if (content === null || !isSearched(action)) return doc;
  const { folded, cut } = searchedText(content.text);
  doc.said = folded;
  doc.isCut = cut;
  addName(doc, id, content.detail);
  return doc;
}

/** `concat` makes an array without room to grow, which would take more than what is in it. */
const withOne = <Each>(all: readonly Each[], one: Each | null): readonly Each[] =>
  one === null || all.includes(one) ? all : all.concat([one]);

function addName(doc: AuditDoc, from: EntryId, detail: string | null): void {
  const name = fileNameIn(detail);
  if (name === null) return;
  const { folded, cut } = searchedText(name);
  doc.names = doc.names.concat([{ from, folded }]);
  if (cut) doc.isCut = true;
}

/** Adds to a message what a later entry tells of it. */
export function tell(doc: AuditDoc, row: DocRow, content: DocContent | null): void {
  switch (row.action) {
    case 'message.release':
      doc.people = withOne(withOne(doc.people, row.lineUserRef), row.memberRef);
      doc.rooms = withOne(doc.rooms, row.roomId);
      doc.outcome = outcomeOf(row.outcome);
      break;
    case 'message.deliver':
    case 'message.expire':
      doc.outcome = outcomeOf(row.outcome);
      break;
    case 'media.keep':
    case 'media.refuse':
      addName(doc, row.id, content?.detail ?? null);
      break;
    default:
      break;
  }
}

/** The words that come from an entry are gone. */
export function untell(doc: AuditDoc, from: EntryId): void {
  if (from === doc.id) doc.said = '';
  doc.names = doc.names.filter((name) => name.from !== from);
  if (doc.said === '' && doc.names.length === 0) doc.isCut = false;
}

/** How many characters its words have. */
export const charsOf = ({ said, names }: EntryWords): number =>
  names.reduce((sum, { folded }) => sum + folded.length, said.length);

/** The terms of an entry's words. */
export function eachWordTerm({ said, names }: EntryWords, add: (term: number) => void): void {
  eachTerm(said, add);
  for (const { folded } of names) eachTerm(folded, add);
}

/** The terms of an entry's fields. */
export function eachFieldTerm(doc: AuditDoc, add: (term: number) => void): void {
  add(fieldTerm(FIELD.action, codeNumber(doc.action)));
  add(fieldTerm(FIELD.outcome, codeNumber(doc.outcome)));
  if (doc.direction !== null) add(fieldTerm(FIELD.direction, codeNumber(doc.direction)));
  if (doc.kind !== null) add(fieldTerm(FIELD.kind, codeNumber(doc.kind)));
  for (const ref of doc.people) add(fieldTerm(FIELD.person, ref));
  if (doc.names.length > 0) add(fieldTerm(FIELD.mark, WITH_FILE));
}
