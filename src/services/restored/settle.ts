import { type Context, record } from '../../context.ts';
import { type Actor, SYSTEM } from '../../domain/audit.ts';
import { asCode, codeOf } from '../../domain/audit-facts.ts';
import { formatInstant } from '../../domain/jst.ts';
import {
  dropOtherJobs,
  dropWhatWaits,
  setEventAside,
  waitingEvents,
} from '../../store/queue/copied-queues.ts';
import {
  type Noted,
  noteSettled,
  owedForgettings,
  type Restoration,
  unsettledRestorations,
} from '../../store/restorations.ts';
import { saveHeartbeat } from '../../store/watch/heartbeat.ts';
import type { Words } from '../../words/words.ts';
import { tellAdmins } from '../say/say.ts';
import { endHeldMessages } from './end-held.ts';
import { endQueuedRows } from './end-queue.ts';
import { endRegistrations } from './end-registrations.ts';
import { endRoomRuns } from './end-room-runs.ts';
import { forgetAgain } from './forget-again.ts';
import { KEPT_JOBS } from './waits.ts';

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
 * The first start from a copy: whatever waited in it ends on record and is not said, since the original may have said
 * it after the copy was made. The administrators are told in numbers. Part of the start's transaction, before
 * anything can leave; does nothing in a database that is no copy.
 */
export function settleRestored(context: Context): void {
  const { db, clock } = context;
  const unsettled = unsettledRestorations(db);
  const restored = unsettled.at(-1);
  if (restored === undefined) return;
  const registrations = endRegistrations(context);
  const { messages, notices } = endQueuedRows(context);
  const held = endHeldMessages(context);
  const runs = endRoomRuns(context);
  const events = setEventsAside(context, restored.noted?.receivedTo ?? Number.MAX_SAFE_INTEGER);
  dropOtherJobs(db, KEPT_JOBS);
  const kept = dropWhatWaits(db, clock.now());
  const ended: Ended = { messages, held, notices: notices + kept, events, registrations, runs };
  const { source, madeAt, noted } = restored;
  const actor = noted === null ? SYSTEM : operatorNamed(noted.by);
  const facts = { source: codeOf(source), madeAt, ...ended, ...(noted && lostFacts(noted)) };
  record(context, { action: 'workspace.restore', actor, outcome: 'ok', facts });
  const owed = forgetAgain(context, actor, owedForgettings(unsettled));
  const forgotten = noted === null ? null : owed;
  noteSettled(db, clock.now());
  // The time since the copy was made is no gap: its original was running.
  saveHeartbeat(db, clock.now());
  // Queued last: of what waited, nothing is in the queue.
  tellAdmins(context, (words) => describeEnded(words, restored, { ...ended, forgotten }));
}

/** What the log had, and has no longer: who kept a checkpoint of it can tell that this is meant. */
const lostFacts = ({ id, entries, head, keptEntries, askedAt }: Noted) => ({
  note: asCode(id),
  askedAt,
  lostEntries: entries - keptEntries,
  // Longer than a code may be; a checkpoint has the whole of it.
  lostHead: asCode(head.slice(0, HEAD_DIGITS)),
});

const HEAD_DIGITS = 40;

const operatorNamed = (name: string): Actor => ({ kind: 'system', id: name, name });

/** Their bodies stay: `event replay` takes them up where somebody asks for it. */
function setEventsAside(context: Context, upTo: number): number {
  const events = waitingEvents(context.db, upTo);
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
function describeEnded(
  { restored: say }: Words,
  { source, madeAt }: Restoration,
  ended: Ended & { readonly forgotten: number | null },
): string {
  return [
    say.from[source](formatInstant(madeAt)),
    say.nothingLater,
    say.nothingSent,
    say.messages(ended.messages),
    say.held(ended.held),
    say.notices(ended.notices),
    say.events(ended.events),
    say.registrations(ended.registrations),
    say.runs(ended.runs),
    ended.forgotten === null ? say.forgetAgain : say.forgottenAgain(ended.forgotten),
  ].join('\n');
}
