import * as z from 'zod';
import { formatTime } from '../../../src/domain/jst.ts';
import { encodePress } from '../../../src/domain/messages/press.ts';
import type { Row } from '../../../src/domain/messages/speech.ts';
import { hindranceInWords } from '../../../src/services/deliveries/hindrance.ts';
import { judge } from '../../../src/services/deliveries/judge.ts';
import { listStuck, type Stuck } from '../../../src/services/deliveries/stuck.ts';
import { mayTryNow } from '../../../src/services/deliveries/try-now.ts';
import {
  countUndelivered,
  listUndelivered,
  type Undelivered,
} from '../../../src/store/queue/undelivered.ts';
import { listPage, pageWithin, ROWS_PER_PAGE } from '../../answers/list-page.ts';
import { runButton } from '../../answers/run-button.ts';
import { type Command, command, type Session } from '../../command.ts';
import { ageInWords, type Health } from '../../status/platform-news.ts';
import { takePage } from '../members/member-list.ts';
import { whoseLane, whoseMessage } from './who.ts';

/** Nothing but a page. */
export const pageOnly = z.array(z.string()).transform((words, check) => {
  const { rest, page } = takePage(words);
  if (rest.length === 0) return page;
  check.addIssue({ code: 'custom', message: 'nothing else' });
  return z.NEVER;
});

/**
 * What is stuck, and what did not arrive or may not have, talk by talk. For link-admins, so never what is said
 * (DESIGN §6.9).
 */
export function deliveryList(health: Health): Command {
  return command({
    name: 'delivery list',
    group: 'talks',
    aliases: ['配信 一覧', '配信', '配信 状況'],
    roles: ['link-admin'],
    args: pageOnly,
    run: (session, wanted) => {
      const { context, words } = session;
      const stuck = listStuck(context);
      const total = stuck.length + countUndelivered(context.db);
      if (total === 0) return { text: words.deliveries.none };
      const page = pageWithin(wanted, total);
      const first = page * ROWS_PER_PAGE;
      const waiting = stuck.slice(first, first + ROWS_PER_PAGE);
      const ended = listUndelivered(context.db, {
        offset: Math.max(0, first - stuck.length),
        limit: ROWS_PER_PAGE - waiting.length,
      });
      const undelivered = ended.map((message) => rowOfMessage(session, message));
      return listPage(session, {
        title: words.deliveries.title(total),
        rows: [...waiting.map((lane) => rowOfLane(session, health, lane)), ...undelivered],
        page,
        total,
        turn: (to) => encodePress({ do: 'run', line: `delivery list page:${to}` }),
        hint: words.deliveries.hint,
        ...(undelivered.some(({ button }) => button !== undefined)
          ? { forAll: runButton(words, 'delivery retry', ['all'], words.deliveries.retryAll) }
          : {}),
      });
    },
  });
}

const row = (number: number, who: string, facts: readonly string[]): Row => ({
  title: `#${number} ${who}`,
  subtitle: facts.join(' / '),
  pictureUrl: null,
});

function rowOfLane(session: Session, health: Health, lane: Stuck): Row {
  const { context, words } = session;
  const { deliveries } = words;
  const now = context.clock.now();
  const at = (instant: number) => formatTime(instant, now);
  const { lastAttemptAt: last, dueAt, step } = lane;
  const paused = pauseOf(session, health, lane);
  const why = step === null ? deliveries.notBegun : (deliveries.steps[step] ?? step);
  const facts = [
    deliveries.states.waiting(lane.rows),
    deliveries.age(ageInWords(words, now - lane.since)),
    deliveries.why(why),
    ...(last === null || lane.attempts === 0 ? [] : [deliveries.tried(lane.attempts, at(last))]),
    ...(paused === null ? [] : [paused]),
    ...(dueAt === null || dueAt <= now || paused !== null ? [] : [deliveries.next(at(dueAt))]),
  ];
  const shown = row(lane.rowId, whoseLane(session, lane), facts);
  const button = runButton(words, 'delivery retry', [`${lane.rowId}`], deliveries.retryNow);
  // No button that could only answer that it waits.
  return paused === null && mayTryNow(context, lane.rowId) ? { ...shown, button } : shown;
}

function rowOfMessage(session: Session, message: Undelivered): Row {
  const { context, words } = session;
  const { deliveries } = words;
  const { verdict } = judge(context, message);
  const age = ageInWords(words, context.clock.now() - message.queuedAt);
  const facts = [
    deliveries.states[message.state],
    deliveries.age(age),
    ...(message.reason === null
      ? []
      : [deliveries.why(words.auditLog.reasons[message.reason] ?? message.reason)]),
  ];
  const { rowId } = message;
  const who = whoseMessage(session, message);
  if (verdict.kind === 'no') {
    return row(rowId, who, [...facts, deliveries.cannot(hindranceInWords(words, verdict.why))]);
  }
  const warning = verdict.mayComeTwice ? [deliveries.mayComeTwice] : [];
  const old = verdict.isOld ? [deliveries.goesAnew] : [];
  return {
    ...row(rowId, who, [...facts, ...old, ...warning]),
    button: runButton(words, 'delivery retry', [`${rowId}`], deliveries.retry),
  };
}

/** A platform in trouble is the reason of all that waits there. */
function pauseOf(
  { context, words }: Session,
  { calls }: Health,
  { platform }: Stuck,
): string | null {
  const until = platform === null ? null : (calls?.pausedUntil(platform) ?? null);
  if (platform === null || until === null) return null;
  const name = platform === 'line' ? 'LINE' : 'LINE WORKS';
  return words.deliveries.paused(name, formatTime(until, context.clock.now()));
}
