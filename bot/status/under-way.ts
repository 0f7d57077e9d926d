import type { Context } from '../../src/context.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { formatInstant } from '../../src/domain/jst.ts';
import { memberNameIn } from '../../src/services/say/shown-name.ts';
import { readAlarm } from '../../src/store/people/directory.ts';
import { countRun, listRuns, type MassRegistration } from '../../src/store/people/registrations.ts';
import { countRoomRun, listRoomRuns, type RoomRun } from '../../src/store/talks/room-runs.ts';
import type { Words } from '../../src/words/words.ts';

/** How far what was begun for many has come, and whether the directory waits for an administrator's word. */
export function underWay(context: Context, words: Words): string[] {
  return [
    ...listRoomRuns(context.db).map((run) => describeRoomRun(context, words, run)),
    ...listRuns(context.db).map((run) => describeRegistration(context, words, run)),
    ...describeAlarm(context, words),
  ];
}

function describeRoomRun(context: Context, words: Words, run: RoomRun): string {
  const { runs, handover } = words;
  const { done, waiting, dropped, notices } = countRoomRun(context.db, run.id);
  const total = done + waiting + dropped;
  const name = (memberId: MemberId | null) =>
    memberId === null ? '' : memberNameIn(context, memberId, words);
  const text =
    run.kind === 'close'
      ? runs.closing(done, total)
      : handover.underWay(name(run.fromMember), name(run.toMember), done, total);
  return notices.waiting > 0 ? `${text}${runs.noticesWaiting(notices.waiting)}` : text;
}

function describeRegistration(context: Context, { runs }: Words, run: MassRegistration): string {
  const done = countRun(context.db, run.id).filter(({ state }) => state === 'done');
  return runs.registering(
    done.reduce((sum, { n }) => sum + n, 0),
    run.total,
  );
}

function describeAlarm(context: Context, { runs }: Words): string[] {
  const alarm = readAlarm(context.db);
  if (alarm === null || alarm.acceptedAt !== null) return [];
  return [runs.directoryDoubtful(alarm.known, alarm.active, formatInstant(alarm.reportedAt))];
}
