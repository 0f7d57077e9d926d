import { adminBotOf, type Context } from '../../context.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import { type MemberId, memberId as toMemberId } from '../../domain/ids.ts';
import type { Speech } from '../../domain/messages/speech.ts';
import {
  changeMassMember,
  countUnderWay,
  keepResult,
  type RegistrationResult,
  readMassMember,
  takeResults,
} from '../../store/people/registrations.ts';
import { planJob } from '../../store/queue/jobs.ts';
import type { Words } from '../../words/words.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellAdmins, tellMember } from '../say/say.ts';
import { memberNameIn } from '../say/shown-name.ts';
import { describeFailures, type Failed, retryButtons } from './describe-failures.ts';

/** How long a result waits for others under way, so that one command gives one message. */
const MERGE_MS = 1500;
/** Without an asker the administrators hear of failures. */
const EVERY_ADMIN = '';

/**
 * Passes on how a registration ended: to the asker, together with the others of the same command;
 * in a mass registration it is only counted.
 */
export function reportResult(
  context: Context,
  result: Omit<RegistrationResult, 'requestedBy'>,
  requestedBy: MemberId | null,
): void {
  if (countInRun(context, result)) return;
  if (requestedBy === null && result.status !== 'failed') return;
  keepResult(context.db, { ...result, requestedBy: requestedBy ?? EVERY_ADMIN });
  if (requestedBy !== null && countUnderWay(context.db, requestedBy) === 0) {
    tellResults(context, requestedBy);
    return;
  }
  const asker = requestedBy ?? EVERY_ADMIN;
  const dueAt = context.clock.now() + MERGE_MS;
  planJob(context.db, { kind: 'tell-results', key: asker, payload: { asker }, dueAt });
}

function countInRun(context: Context, result: Omit<RegistrationResult, 'requestedBy'>): boolean {
  const { memberId, status, reason } = result;
  if (readMassMember(context.db, memberId)?.state !== 'started') return false;
  changeMassMember(context.db, memberId, { state: 'done', status, reason });
  return true;
}

/** Tells an asker all results kept for them, in one message. */
export function tellResults(context: Context, asker: string): void {
  const results = latestOfEach(takeResults(context.db, asker));
  if (results.length === 0) return;
  const say = (words: Words) => describeResults(context, words, results);
  if (asker === EVERY_ADMIN) {
    tellAdmins(context, say);
    return;
  }
  const memberId = toMemberId(asker);
  tellMember(
    context,
    adminBotOf(context.settings),
    memberId,
    say(wordsForMember(context, memberId)),
    { class: ERRAND_CLASS.answer },
  );
}

function latestOfEach(results: readonly RegistrationResult[]): RegistrationResult[] {
  return [...new Map(results.map((result) => [result.memberId, result])).values()];
}

/** A line per person; below, who failed and why, with buttons for the next step. */
function describeResults(
  context: Context,
  words: Words,
  results: readonly RegistrationResult[],
): Speech {
  const failed = results.flatMap(({ memberId, status, reason }): Failed[] =>
    status === 'failed'
      ? [{ memberId, name: memberNameIn(context, memberId, words), reason: reason ?? 'not-found' }]
      : [],
  );
  const lines = results.flatMap((result) => describeResult(context, words, result));
  return {
    text: [
      ...(lines.length > 0 ? [lines.join('\n')] : []),
      ...describeFailures(words, failed),
    ].join('\n\n'),
    buttons: retryButtons(words, failed),
  };
}

function describeResult(context: Context, words: Words, result: RegistrationResult): string[] {
  const name = memberNameIn(context, result.memberId, words);
  switch (result.status) {
    case 'available':
      return [words.admin.nowAvailable(name, result.talkId ?? '')];
    case 'retrying':
      return [words.admin.nowRetrying(name)];
    case 'pending':
      return [words.admin.nowWaiting(name)];
    case 'failed':
      return [];
    default:
      return result.status satisfies never;
  }
}
