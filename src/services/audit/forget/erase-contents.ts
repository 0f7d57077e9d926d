import type { Context } from '../../../context.ts';
import { mediaLane, uploadLane } from '../../../domain/delivery/lane.ts';
import { type EntryId, entryId } from '../../../domain/ids.ts';
import { entriesBehind } from '../../../store/audit/about-line-user.ts';
import { entriesAbout, entryOf } from '../../../store/audit/audit-log.ts';
import { changeForgetting } from '../../../store/audit/forgettings.ts';
import { eraseMedia } from '../../../store/files/media.ts';
import { rescheduleLane } from '../../../store/queue/lanes.ts';
import { endRows, queuedOfEntry } from '../../../store/queue/outbox.ts';
import { requestOf } from '../../../store/queue/requests.ts';
import { dropHeld } from '../../../store/talks/questions.ts';
import { eraseEntries } from '../erase-entries.ts';
import { planBlobRemoval } from '../erase-message.ts';
import { planScrub, planScrubAfterCall } from '../scrub.ts';
import { erasing } from './entries.ts';
import { createNamed, createSought } from './names.ts';
import type { Whose } from './whose.ts';

type Entry = ReturnType<typeof entriesBehind>[number];

/**
 * Erases contents of the person's entries, a slice of the log at a time: their words, what members
 * wrote to them, names and files; and what auditors searched for where it names them.
 *
 * @returns when to go on, ms
 */
export function eraseContentsOf(context: Context, whose: Whose, limit: number): number {
  const { db } = context;
  const { forgetting } = whose;
  const to = forgetting.upTo ?? entryId(0);
  const some = entriesBehind(db, { behind: entryId(forgetting.seenTo), to, limit });
  const last = some.at(-1);
  if (last === undefined) {
    changeForgetting(db, forgetting.id, {
      stage: 'traces',
      seenTo: 0,
      since: context.clock.now(),
    });
    return 0;
  }
  const isTheirs = createJudge(context, whose);
  const theirs = some.filter(isTheirs);
  const messages = theirs.filter(({ action }) => action === 'message.receive');
  const contents = [
    ...theirs.flatMap(({ id, text }) => (text === null ? [] : [id])),
    ...messages.flatMap(({ id }) => laterFiles(context, id, to)),
  ];
  const files = messages.filter(({ id }) => letGo(context, id)).length;
  if (contents.length > 0) {
    const facts = { contents: contents.length, files };
    eraseEntries(context, { contents, names: [] }, erasing(context, forgetting, facts));
    planScrub(context);
  }
  if (files > 0) planBlobRemoval(context);
  changeForgetting(db, forgetting.id, {
    seenTo: last.id,
    contents: forgetting.contents + contents.length,
    files: forgetting.files + files,
  });
  return 0;
}

function createJudge(context: Context, whose: Whose): (entry: Entry) => boolean {
  const { lineUserId, roomIds, names } = whose;
  const isNamed = createNamed(lineUserId, names);
  const isSought = createSought(lineUserId, names);
  return ({ id, action, direction, roomId, lineUserId: about, actorId, text, detail }) => {
    if (about === lineUserId || actorId === lineUserId) return true;
    if (roomId !== null && roomIds.has(roomId)) return true;
    if (text === null) return false;
    const said = detail === null ? text : `${text} ${detail}`;
    // What auditors looked for, and why: the reason of a hold may name others than whom it is on.
    if (action.startsWith('audit.')) return isSought(text) || isNamed(said);
    if (about !== null || roomId !== null) return false;
    if (action !== 'message.receive') return isNamed(said);
    // What another LINE user says about them is that person's words.
    if (direction === 'in') return false;
    // A member's message that was held learns its room from its release.
    const rooms = entriesAbout(context.db, id, 'message.release').map(
      (release) => entryOf(context.db, release)?.roomId ?? null,
    );
    return rooms.length > 0
      ? rooms.some((room) => room !== null && roomIds.has(room))
      : isNamed(said);
  };
}

/** Entries about a message's file that came after the last one that is looked through. */
const laterFiles = ({ db }: Context, id: EntryId, to: EntryId): EntryId[] =>
  [...entriesAbout(db, id, 'media.keep'), ...entriesAbout(db, id, 'media.refuse')].filter(
    (entry) => entry > to,
  );

/** Lets go of a message's file and of what still waits to be done with it. @returns whether it had one */
function letGo(context: Context, id: EntryId): boolean {
  const { db } = context;
  dropHeld(db, id);
  const rows = queuedOfEntry(db, id);
  endRows(
    db,
    rows.map((row) => row.id),
    'cancelled',
    'erased',
  );
  for (const lane of [mediaLane(id), uploadLane(id)]) {
    if (requestOf(db, lane)?.inFlight) planScrubAfterCall(context, lane);
    else if (requestOf(db, lane) !== null) rescheduleLane(db, lane, context.clock.now());
  }
  return eraseMedia(db, id);
}
