import type { Context } from '../../context.ts';
import { MESSAGE_ENDS } from '../../domain/audit-areas.ts';
import { talkRoomId, entryId as toEntryId } from '../../domain/ids.ts';
import { isoInstant } from '../../domain/jst.ts';
import { guardCell } from '../../domain/text/cells.ts';
import type { ShownFile } from '../../proof/export-form.ts';
import { asText, fieldOf, parseOrNull } from '../../proof/lenient-json.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import {
  type AboutRow,
  type PersonRow,
  rowsAbout,
  type WholeRow,
} from '../../store/audit/export-rows.ts';
import { readAccount } from '../../store/line/official-accounts.ts';
import type { Words } from '../../words/words.ts';
import { nameThen } from '../audit/names.ts';
import type { Erasers } from './erasers.ts';
import type { Present } from './present.ts';
import { filesAbout, type Shower } from './shown.ts';
import type { TableRow } from './table.ts';

/** What tables of the log are made with. */
export interface TellParts {
  readonly context: Context;
  readonly words: Words;
  readonly shower: Shower;
  readonly erasers: Erasers;
  readonly present: Present;
}

/**
 * The columns of LINE WORKS' own monitoring export first, under its own names: the tools that read
 * that look for them, whatever the auditor's language.
 */
export const messageColumns = ({ auditExport: { columns } }: Words): TableRow => [
  ...['日時', '送信者', '受信者', 'チャンネルID', 'トーク'],
  ...[columns.direction, columns.kind, columns.lineUserId, columns.talkId, columns.outcome],
  ...[columns.reason, columns.fileName, columns.size, columns.sha256, columns.erased],
  ...[columns.room, columns.entry],
];

const MESSAGE = 'message.receive';

/** The rows of the messages among these entries. */
export function messageRows(parts: TellParts, entries: readonly WholeRow[]): TableRow[] {
  const messages = entries.filter(({ action }) => action === MESSAGE);
  const about = rowsAbout(
    parts.context.db,
    messages.map(({ id }) => id),
  );
  const files = filesAbout(about);
  const later = Map.groupBy(about, ({ aboutId }) => aboutId);
  return messages.map((message) =>
    messageRow(parts, message, later.get(message.id) ?? [], files.get(message.id) ?? null),
  );
}

function messageRow(
  parts: TellParts,
  message: WholeRow,
  later: readonly AboutRow[],
  file: ShownFile | null,
): TableRow {
  const { words } = parts;
  const { auditExport: say, auditLog, kinds } = words;
  const ends = later.filter(({ action }) => MESSAGE_ENDS.includes(action));
  const release = ends.find(({ action }) => action === 'message.release');
  const { outcome, reason } = ends.at(-1) ?? message;
  const parties = partiesOf(parts, message, release);
  const { direction, kind } = message;
  const name = file?.name ?? nameIn(message);
  return [
    isoInstant(message.at),
    guardCell(direction === 'out' ? parties.member : parties.user),
    guardCell(direction === 'out' ? parties.user : parties.member),
    parties.channelId,
    guardCell(saidOf(parts, message, name)),
    direction === null ? null : say.directions[direction],
    kind === null ? null : kindName(kinds.names, kind),
    parties.userId,
    parties.talkId === null ? null : guardCell(parties.talkId),
    auditLog.outcomes[outcome] ?? outcome,
    reason === null ? null : (auditLog.reasons[reason] ?? reason),
    name === null ? null : guardCell(name),
    file?.size ?? null,
    file?.sha256 ?? null,
    erasureOf(parts, message),
    parties.room,
    message.id,
  ];
}

const kindName = (names: Readonly<Record<string, string>>, kind: string) => names[kind] ?? kind;

/** A file's name that came with its message. */
function nameIn({ detail, erased }: WholeRow): string | null {
  if (erased || detail === null) return null;
  return asText(fieldOf(parseOrNull(detail), 'fileName')) || null;
}

/** The words; a file as LINE WORKS writes one: `(写真) name`. */
function saidOf(
  { words }: TellParts,
  { kind, text, erased }: WholeRow,
  name: string | null,
): string {
  if (text === null || erased) return '';
  const files: Readonly<Record<string, string>> = words.auditExport.files;
  const file = kind === null ? undefined : files[kind];
  return file === undefined ? text : `(${file})${name === null ? '' : ` ${name}`}`;
}

/** When and why the words were erased; null: they stand there. */
export function erasureOf(
  { context, words, erasers }: TellParts,
  { id, digest, text, erased }: WholeRow,
): string | null {
  if (digest === null || (text !== null && !erased)) return null;
  const { auditExport: say, auditLog } = words;
  const by = erasers.ofContent(id);
  const entry = by === null ? null : entryOf(context.db, toEntryId(by));
  if (entry === null) return say.erasedWithout;
  const why = entry.reason === null ? undefined : auditLog.reasons[entry.reason];
  return say.erased(isoInstant(entry.at), why ?? auditLog.actions[entry.action]);
}

/** Who wrote to whom, and where. */
function partiesOf(parts: TellParts, message: WholeRow, release: AboutRow | undefined) {
  const { context, shower, present } = parts;
  const user = shower.person(message.lineUserRef ?? release?.lineUserRef ?? null);
  const member = shower.person(message.memberRef ?? release?.memberRef ?? null);
  const roomId = message.roomId ?? release?.roomId ?? null;
  const talkId = member?.person ? present.talkOf(member.person) : null;
  return {
    user: user === null ? botNamed(BRIDGE) : userNamed(parts, user),
    member: member === null ? botNamed(accountNamed(context, message)) : memberNamed(parts, member),
    userId: user?.person ?? null,
    channelId: roomId === null ? null : present.channelOf(talkRoomId(roomId)),
    talkId,
    room: roomId,
  };
}

const BRIDGE = 'Kakehashi';
const botNamed = (name: string) => `[Bot]${name}`;

const accountNamed = ({ db }: Context, { channelId }: WholeRow): string =>
  (channelId === null ? null : readAccount(db, channelId)?.displayName) ?? BRIDGE;

/** Under the name of that time. */
export function userNamed({ present, words }: TellParts, { person, name, erased }: PersonRow) {
  const { auditExport: say, room } = words;
  if (erased) return `${say.erasedName}(${person ?? ''})`;
  const shown = nameThen(name) ?? (person === null ? null : present.nameOf(person));
  return `${shown ?? room.unnamed}(${person ?? ''})`;
}

export function memberNamed({ present, words }: TellParts, { person, name, erased }: PersonRow) {
  const account = person === null ? null : present.emailOf(person);
  const shown = erased ? words.auditExport.erasedName : (name ?? person ?? '');
  return `${shown}(${account ?? person ?? ''})`;
}
