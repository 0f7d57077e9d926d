import { adminBotOf, type Context } from '../../context.ts';
import { memberId, type TalkRoomId } from '../../domain/ids.ts';
import type { RoomRun, RunCounts } from '../../store/talks/room-runs.ts';
import type { Words } from '../../words/words.ts';
import { ownAccountsStay } from '../accounts/own.ts';
import { tellBothOfRest } from '../handover/hand-over.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellAdmins, tellMember } from '../say/say.ts';
import { memberNameIn } from '../say/shown-name.ts';

const MOST_NUMBERS = 20;

/** Reports a run once all its rooms are settled; `failed`: rooms given up after faults of ours. */
export function reportRoomRun(
  context: Context,
  run: RoomRun,
  counts: RunCounts,
  failed: readonly TalkRoomId[],
): void {
  const { fromMember, toMember } = run;
  if (counts.dropped > 0 && fromMember !== null && toMember !== null) {
    tellBothOfRest(context, fromMember, toMember, counts.done - counts.idle, counts.dropped);
  }
  tellAsker(context, run, (words) => endWords(context, words, run, counts, failed));
}

function endWords(
  context: Context,
  words: Words,
  run: RoomRun,
  counts: RunCounts,
  failed: readonly TalkRoomId[],
): string {
  const { handover, runs } = words;
  const { sent, waiting, later } = counts.notices;
  const numbers = failed.slice(0, MOST_NUMBERS).map((id) => `#${id}`);
  const named = failed.length > MOST_NUMBERS ? [...numbers, '…'] : numbers;
  const failure = (say: (rooms: number, numbers: string) => string) =>
    failed.length > 0 ? [say(failed.length, named.join(', '))] : [];
  if (run.kind === 'close') {
    const done = runs.closingDone(counts.done, run.undelivered, sent, later + waiting);
    return [done, ...failure(runs.closingFailed)].join('\n');
  }
  const text = handover.ended(
    run.fromMember === null ? '' : memberNameIn(context, run.fromMember, words),
    run.toMember === null ? '' : memberNameIn(context, run.toMember, words),
    counts.done - counts.idle,
    run.moved,
    run.undelivered,
    sent,
    later + waiting,
  );
  const stopped = counts.dropped - failed.length;
  return [
    text,
    ...(stopped > 0 ? [handover.stopped(stopped)] : []),
    ...failure(handover.failed),
    ...(run.fromMember === null ? [] : ownAccountsStay(context, words, [run.fromMember])),
  ].join('\n');
}

/** The asker hears of it; for a run without an asker, all administrators. */
function tellAsker(context: Context, run: RoomRun, say: (words: Words) => string): void {
  if (run.actor.kind !== 'admin') {
    tellAdmins(context, say);
    return;
  }
  const asker = memberId(run.actor.id);
  const text = say(wordsForMember(context, asker));
  tellMember(context, adminBotOf(context.settings), asker, { text });
}
