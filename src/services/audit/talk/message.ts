import type { Context } from '../../../context.ts';
import { MESSAGE_ENDS } from '../../../domain/audit-areas.ts';
import { type EntryId, type TalkRoomId, entryId as toEntryId } from '../../../domain/ids.ts';
import { fieldOf } from '../../../proof/lenient-json.ts';
import { saidIn } from '../../../store/audit/file-names.ts';
import { entriesAboutAny } from '../../../store/audit/talk-entries.ts';
import { type MediaRow, readMedia } from '../../../store/files/media.ts';
import { lineUserInLog, memberInLog, type NameInLog } from '../names.ts';
import type { Entry } from './talk.ts';

/** A member to whom a message went, or who wrote it. */
export interface Recipient {
  readonly memberId: Entry['memberId'];
  readonly name: NameInLog;
}

/** A person's message in a talk, with all that became of it. */
export interface TalkMessage {
  readonly is: 'message';
  readonly id: EntryId;
  /** When it was said. Epoch ms. */
  readonly at: number;
  readonly direction: 'in' | 'out';
  /** By the entry's own word: text, image, … */
  readonly kind: string | null;
  readonly lineUser: NameInLog;
  /** The first member, then those it was handed over or released to. */
  readonly members: readonly Recipient[];
  readonly roomId: TalkRoomId | null;
  /** In words, with its file's name. Null once erased. */
  readonly text: string | null;
  /** Its file, while there is a row of it. */
  readonly file: MediaRow | null;
  /** The message that it quotes; its words are null once erased. */
  readonly quoted: { readonly id: EntryId; readonly text: string | null } | null;
  readonly outcome: string;
  readonly reason: string | null;
  /** What followed, in order. */
  readonly later: readonly Entry[];
}

const MOST_LATER = 100;

/** Reads a message's entry with the later ones about it. */
export function readMessage(context: Context, entry: Entry): TalkMessage {
  const { id, at, kind } = entry;
  const later = entriesAboutAny(context.db, id, MOST_LATER);
  const releases = later.filter(({ action }) => action === 'message.release');
  const ends = later.filter(({ action }) => MESSAGE_ENDS.includes(action));
  const { outcome, reason } = ends.at(-1) ?? entry;
  const named = [entry, ...releases].find(({ lineUserId }) => lineUserId !== null) ?? entry;
  const quotedId = quotedIn(entry.facts);
  return {
    ...{ is: 'message', id, at, kind, outcome, reason, later },
    direction: entry.direction ?? 'in',
    lineUser: lineUserInLog(context, named),
    members: membersOf(context, [entry, ...releases]),
    roomId: [...releases, entry].find((each) => each.roomId !== null)?.roomId ?? null,
    text: saidIn(context.db, id),
    file: readMedia(context.db, id),
    quoted: quotedId === null ? null : { id: quotedId, text: saidIn(context.db, quotedId) },
  };
}

function membersOf(context: Context, entries: readonly Entry[]): Recipient[] {
  const all = entries.flatMap(({ memberId, memberName }) =>
    memberId === null ? [] : [{ memberId, name: memberInLog(context, memberId, memberName) }],
  );
  return all.filter(({ memberId }, index) => memberId !== all[index - 1]?.memberId);
}

/** The entry of the message that this one quotes. */
function quotedIn(facts: string): EntryId | null {
  const quotes = fieldOf(JSON.parse(facts), 'quotes');
  return typeof quotes === 'number' ? toEntryId(quotes) : null;
}
