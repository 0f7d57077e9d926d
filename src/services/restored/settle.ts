import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import { formatInstant } from '../../domain/jst.ts';
import {
  dropOtherJobs,
  dropWhatWaits,
  setEventAside,
  waitingEvents,
} from '../../store/queue/copied-queues.ts';
import { noteSettled, type Restoration, unsettledRestoration } from '../../store/restorations.ts';
import { saveHeartbeat } from '../../store/watch/heartbeat.ts';
import type { Words } from '../../words/words.ts';
import { tellAdmins } from '../say/say.ts';
import { endHeldMessages } from './end-held.ts';
import { endQueuedRows } from './end-queue.ts';
import { endRegistrations } from './end-registrations.ts';
import { endRoomRuns } from './end-room-runs.ts';

/** What waited in a copy and has ended, in numbers. */
interface Ended {
  /** People's messages on their way to the other side. */
  readonly messages: number;
  /** Messages that waited for an answer to "to whom?". */
  readonly held: number;
  /** What the bridge itself had to say or do: answers, notices, goodbyes. */
  readonly notices: number;
  /** Received and not looked at yet. */
  readonly events: number;
  readonly registrations: number;
  /** Closings and handovers of several rooms. */
  readonly runs: number;
}

/**
 * They read, sign or erase, and say nothing to people. Any other job ends with the copy it was in; those of a start
 * (heartbeat and watch, too) are planned anew by it.
 */
const KEPT_JOBS = [
  ...['check-accounts', 'check-scopes', 'directory', 'photos', 'profiles', 'housekeeping'],
  ...['retain', 'forget', 'remove-blobs', 'sweep-blobs', 'scrub', 'scrub-after-call'],
  ...['index-audit', 'checkpoint', 'post-checkpoint', 'export-audit'],
];

/**
 * The first start from a copy: whatever waited in it ends on record and is not said, since the original may have said
 * it after the copy was made. The administrators are told in numbers. Part of the start's transaction, before
 * anything can leave; does nothing in a database that is no copy.
 */
export function settleRestored(context: Context): void {
  const { db, clock } = context;
  const restored = unsettledRestoration(db);
  if (restored === null) return;
  const registrations = endRegistrations(context);
  const { messages, notices } = endQueuedRows(context);
  const held = endHeldMessages(context);
  const runs = endRoomRuns(context);
  const events = setEventsAside(context);
  dropOtherJobs(db, KEPT_JOBS);
  const kept = dropWhatWaits(db, clock.now());
  const ended: Ended = { messages, held, notices: notices + kept, events, registrations, runs };
  record(context, {
    action: 'workspace.restore',
    actor: SYSTEM,
    outcome: 'ok',
    facts: { source: codeOf(restored.source), madeAt: restored.madeAt, ...ended },
  });
  noteSettled(db, clock.now());
  // The time since the copy was made is no gap: its original was running.
  saveHeartbeat(db, clock.now());
  // Queued last: nothing else is in the queue.
  tellAdmins(context, (words) => describeEnded(words, restored, ended));
}

/** Their bodies stay: `event replay` takes them up where somebody asks for it. */
function setEventsAside(context: Context): number {
  const events = waitingEvents(context.db);
  for (const { id, platform } of events) {
    setEventAside(context.db, id);
    record(context, {
      action: 'event.fail',
      actor: SYSTEM,
      outcome: 'failed',
      reason: 'restored',
      facts: { inboxId: id, platform: codeOf(platform) },
    });
  }
  return events.length;
}

/** In whole: what is zero is an answer, too. */
function describeEnded({ restored: say }: Words, from: Restoration, ended: Ended): string {
  const when = formatInstant(from.madeAt);
  return [
    from.source === 'backup' ? say.fromBackup(when) : say.fromExport(when),
    say.nothingLater,
    say.nothingSent,
    say.messages(ended.messages),
    say.held(ended.held),
    say.notices(ended.notices),
    say.events(ended.events),
    say.registrations(ended.registrations),
    say.runs(ended.runs),
    say.forgetAgain,
  ].join('\n');
}
