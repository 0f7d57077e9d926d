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

/** Words of an entry. */
export interface DocWords {
  /** The entry that holds them, and is asked to erase them. */
  readonly from: EntryId;
  /** As they are compared. */
  readonly folded: string;
  readonly isFileName: boolean;
}

/** An entry, or a message with what was told of it. It grows while more is told. */
export interface AuditDoc {
  readonly id: EntryId;
  readonly at: number;
  readonly action: AuditAction;
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
  outcome: AuditOutcome;
  /** Rows of `audit_people`: those of the message, or whoever acted and whom it was about. */
  readonly people: number[];
  readonly rooms: TalkRoomId[];
  words: readonly DocWords[];
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

export function docOf(row: DocRow, content: DocContent | null): AuditDoc {
  const { id, at, action, direction, kind, outcome, roomId } = row;
  const isMessage = AREA_OF[action] === 'messages';
  const people = isMessage ? [row.lineUserRef, row.memberRef] : peopleIn(row);
  const doc: AuditDoc = {
    ...{ id, at, action, direction, kind, outcome },
    people: [...new Set(people)].filter((ref) => ref !== null),
    rooms: roomId === null ? [] : [roomId],
    words: [],
    isCut: false,
  };
  if (content !== null && isSearched(action)) addWords(doc, id, content.text, false);
  const name = content === null ? null : fileNameIn(content.detail);
  if (name !== null && isSearched(action)) addWords(doc, id, name, true);
  return doc;
}

const peopleIn = (row: DocRow) => [row.actorRef, row.lineUserRef, row.memberRef];

function addWords(doc: AuditDoc, from: EntryId, text: string, isFileName: boolean): void {
  const { folded, cut } = searchedText(text);
  doc.words = [...doc.words, { from, folded, isFileName }];
  if (cut) doc.isCut = true;
}

/** Adds to a message what a later entry tells of it. */
export function tell(doc: AuditDoc, row: DocRow, content: DocContent | null): void {
  switch (row.action) {
    case 'message.release':
      for (const ref of [row.lineUserRef, row.memberRef]) {
        if (ref !== null && !doc.people.includes(ref)) doc.people.push(ref);
      }
      if (row.roomId !== null && !doc.rooms.includes(row.roomId)) doc.rooms.push(row.roomId);
      doc.outcome = row.outcome;
      break;
    case 'message.deliver':
    case 'message.expire':
      doc.outcome = row.outcome;
      break;
    case 'media.keep':
    case 'media.refuse': {
      const name = content === null ? null : fileNameIn(content.detail);
      if (name !== null) addWords(doc, row.id, name, true);
      break;
    }
    default:
      break;
  }
}

/** The words that come from an entry are gone. */
export function untell(doc: AuditDoc, from: EntryId): void {
  doc.words = doc.words.filter((words) => words.from !== from);
  if (doc.words.length === 0) doc.isCut = false;
}

/** The terms of an entry's words. */
export function eachWordTerm(doc: AuditDoc, add: (term: number) => void): void {
  for (const { folded } of doc.words) eachTerm(folded, add);
}

/** The terms of an entry's fields. */
export function eachFieldTerm(doc: AuditDoc, add: (term: number) => void): void {
  add(fieldTerm(FIELD.action, codeNumber(doc.action)));
  add(fieldTerm(FIELD.outcome, codeNumber(doc.outcome)));
  if (doc.direction !== null) add(fieldTerm(FIELD.direction, codeNumber(doc.direction)));
  if (doc.kind !== null) add(fieldTerm(FIELD.kind, codeNumber(doc.kind)));
  for (const ref of doc.people) add(fieldTerm(FIELD.person, ref));
  if (doc.words.some(({ isFileName }) => isFileName)) add(fieldTerm(FIELD.mark, WITH_FILE));
}
