import { MINUTE_MS } from '../../src/domain/durations.ts';
import { type Expectation, fixed, whole } from '../figures.ts';
import type { Deed } from './day.ts';
import { type Day, liveDay } from './live.ts';

const TALKS = 50;
const LEAST_REPLIES = 0.9;
const MOST_SENDS = 1.05;

/** What a day of fifty conversations costs in calls of the platforms: the same in each round. */
export async function benchCost(): Promise<Expectation[]> {
  const day = await liveDay(TALKS);
  const { deeds, sends, pushes, quota } = day;
  const asks = deeds.filter(({ kind }) => kind === 'asks').length;
  const answers = deeds.filter(({ kind }) => kind === 'answers').length;
  console.log(
    `\nCost: a day of ${TALKS} conversations, most of them in the morning: ${whole(asks)} messages of LINE users, ` +
      `${whole(answers)} answers,\n${whole(sends)} sends to LINE WORKS, ${whole(pushes)} pushes asked for; ` +
      `${quota > 0 ? `the month's ${quota} were used up` : 'the month was not used up'}.`,
  );
  return expectations(day, asks);
}

/** Whether somebody was answered after they had blocked the OA. */
const answersTheBlocked = (deeds: readonly Deed[]): boolean =>
  deeds
    .filter(({ kind }) => kind === 'blocks')
    .some(({ at, talk }) =>
      deeds.some((deed) => deed.kind === 'answers' && deed.talk === talk && deed.at > at),
    );

function expectations(day: Day, asks: number): Expectation[] {
  const { deeds, via, mostProfiles, sends, toBlocked, pastQuota, quota } = day;
  const prompt = deeds
    .filter(({ kind, waitedMs }) => kind === 'answers' && waitedMs < MINUTE_MS)
    .filter(({ text }) => via.has(text));
  const replies = prompt.filter(({ text }) => via.get(text) === 'reply').length / prompt.length;
  const perMessage = sends / asks;
  const none = (figure: string, n: number, isTried = true): Expectation => ({
    figure,
    wish: '0',
    found: isTried ? whole(n) : 'not tried',
    met: isTried && n === 0,
  });
  return [
    {
      figure: 'answers within the minute that go by reply, %',
      wish: `≥ ${100 * LEAST_REPLIES}`,
      found: fixed(1)(100 * replies),
      met: replies >= LEAST_REPLIES,
    },
    {
      figure: 'profile calls per LINE user and day, at most',
      wish: '≤ 1',
      found: whole(mostProfiles),
      // None at all would mean that none is counted: names are read again each day.
      met: mostProfiles === 1,
    },
    {
      figure: 'sends to LINE WORKS per message, without pressure',
      wish: `≤ ${MOST_SENDS}`,
      found: fixed(3)(perMessage),
      met: sends > 0 && perMessage <= MOST_SENDS,
    },
    none('pushes to LINE users who blocked', toBlocked, answersTheBlocked(deeds)),
    none('pushes after LINE said that the month is used up', pastQuota, quota > 0),
  ];
}
