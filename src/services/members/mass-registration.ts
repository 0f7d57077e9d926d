import { adminBotOf, type Context } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import type { MemberId } from '../../domain/ids.ts';
import { minutesToRegister } from '../../domain/limits/plan-limits.ts';
import type { Speech } from '../../domain/messages/speech.ts';
import type { LinkStatus } from '../../domain/people/registration.ts';
import { readLink } from '../../store/link.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import {
  beginRun,
  changeMassMember,
  changeRun,
  countNoticeLanes,
  countRun,
  dropWaiting,
  endRun,
  type MassRegistration,
  nextWaiting,
  type RunCount,
  readRun,
  strandedMembers,
} from '../../store/people/registrations.ts';
import { planJob } from '../../store/queue/jobs.ts';
import type { Words } from '../../words/words.ts';
import { actingAdmin } from '../audit/actors.ts';
import { commandButton } from '../say/command-button.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellAdmins, tellMember } from '../say/say.ts';
import { makeLinkMember } from './add.ts';
import { retryAllButton } from './describe-failures.ts';
import { registerLinkMember } from './register.ts';

/** From this many on, people are registered in a run that reports numbers, not names. */
export const MASS_FROM = 20;
/** Notices that may wait for the platform at a time: more would only lengthen the queue. */
const MOST_UNDER_WAY = 120;
/** People judged per turn, so that other work does not wait long. */
const PER_TURN = 60;
const NEXT_TURN_MS = 1000;

/** Minutes that registering this many people takes, by the platform's limit. */
export const minutesFor = (context: Context, people: number): number =>
  minutesToRegister(context.settings.plan, people);

/**
 * Begins to register many people: a few at a time, each announced as a notice. `anew`: the
 * directory is read first, since its faults may have been mended.
 */
export function startMassRegistration(
  context: Context,
  memberIds: readonly MemberId[],
  requestedBy: MemberId | null,
  { anew = false }: { readonly anew?: boolean } = {},
): void {
  const runId = beginRun(context.db, requestedBy, memberIds);
  if (!anew) {
    beginMassRegistration(context, runId);
    return;
  }
  const dueAt = context.clock.now();
  planJob(context.db, { kind: 'mass-retry', key: `${runId}`, payload: { runId }, dueAt });
}

/** Starts a run with its first people. */
export function beginMassRegistration(context: Context, runId: number): void {
  const dueAt = context.clock.now();
  planJob(context.db, { kind: 'mass-register', key: `${runId}`, payload: { runId }, dueAt });
}

/**
 * One turn of a run: starts as many people as the platform can take soon, and reports progress.
 *
 * @returns when to come back, ms; null when the run has ended
 */
export function continueMassRegistration(context: Context, runId: number): number | null {
  const run = readRun(context.db, runId);
  if (run === null) return null;
  if (!readLink(context.db).enabled) dropWaiting(context.db);
  for (const memberId of strandedMembers(context.db, runId)) noteStranded(context, memberId);
  const begun = beginSome(context, run);
  const counts = countRun(context.db, runId);
  const open = sum(counts.filter((count) => count.state !== 'done'));
  if (open === 0) {
    endRun(context.db, runId);
    tellEnd(context, run, counts);
    return null;
  }
  tellProgress(context, run, run.total - open);
  return begun === PER_TURN ? 0 : NEXT_TURN_MS;
}

/** The member was removed meanwhile, or settled from elsewhere. */
function noteStranded(context: Context, memberId: MemberId): void {
  const link = readLinkMember(context.db, memberId);
  changeMassMember(context.db, memberId, {
    state: 'done',
    status: link?.status ?? null,
    reason: link?.reason ?? null,
  });
}

function beginSome(context: Context, run: MassRegistration): number {
  const room = Math.min(PER_TURN, MOST_UNDER_WAY - countNoticeLanes(context.db));
  if (room <= 0) return 0;
  const people = nextWaiting(context.db, run.id, room);
  const actor = run.requestedBy === null ? SYSTEM : actingAdmin(context, run.requestedBy);
  for (const memberId of people) {
    changeMassMember(context.db, memberId, { state: 'started' });
    const made = makeLinkMember(context, actor, memberId, run.requestedBy);
    if (made.kind === 'pending') registerLinkMember(context, memberId, ERRAND_CLASS.notice);
    if (waitsForActivation(context, memberId)) {
      changeMassMember(context.db, memberId, { state: 'done', status: 'pending' });
    }
  }
  return people.length;
}

const waitsForActivation = (context: Context, memberId: MemberId) => {
  const link = readLinkMember(context.db, memberId);
  return link?.status === 'pending' && link.talkId === null;
};

function tellProgress(context: Context, run: MassRegistration, done: number): void {
  const quarters = Math.floor((done * 4) / run.total);
  if (quarters <= run.quartersTold) return;
  changeRun(context.db, run.id, quarters);
  if (run.requestedBy !== null) {
    tell(context, run.requestedBy, ({ admin }) => ({ text: admin.massProgress(done, run.total) }));
  }
}

/** With no asker, only failures are worth a message. */
function tellEnd(context: Context, run: MassRegistration, counts: readonly RunCount[]): void {
  const say = (words: Words) => describeEnd(words, run.total, counts);
  if (run.requestedBy !== null) tell(context, run.requestedBy, say);
  else if (counts.some((count) => count.status === 'failed')) tellAdmins(context, say);
}

const STATUSES: readonly LinkStatus[] = ['available', 'pending', 'retrying', 'failed'];

/** How many ended how; if some failed, buttons for the next step. */
function describeEnd(words: Words, total: number, counts: readonly RunCount[]): Speech {
  const { admin, failures, status } = words;
  const text = admin.massDone(total, describeCounts(words, counts));
  if (!counts.some((count) => count.status === 'failed')) return { text };
  const list = commandButton(words, 'member list', { typed: 'failed', shown: [status.failed] });
  const retry = retryAllButton(words);
  return {
    text: `${text}\n${failures.seeFailed(list.says, retry.says)}`,
    buttons: [list, retry],
  };
}

/** Counts by status, with reasons in groups. */
function describeCounts(
  { admin, failures, status, reasons }: Words,
  counts: readonly RunCount[],
): string {
  const lines = STATUSES.flatMap((each) => {
    const of = counts.filter((count) => count.status === each);
    if (of.length === 0) return [];
    const why = of.flatMap(({ reason, n }) =>
      reason === null ? [] : [failures.ofMany(n, reasons[reason][0], reasons[reason][1])],
    );
    return [admin.massCount(status[each], sum(of)), ...why];
  });
  const dropped = sum(counts.filter((count) => count.status === null));
  if (dropped > 0) lines.push(admin.massDropped(dropped));
  return lines.join('\n');
}

function tell(context: Context, memberId: MemberId, say: (words: Words) => Speech): void {
  const speech = say(wordsForMember(context, memberId));
  const { answer } = ERRAND_CLASS;
  tellMember(context, adminBotOf(context.settings), memberId, speech, { class: answer });
}

const sum = (counts: readonly RunCount[]) => counts.reduce((total, { n }) => total + n, 0);
