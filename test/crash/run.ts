import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FAULT_POINTS, type FaultPoint } from '../../src/domain/fault-points.ts';
import { openBook } from '../endurance/book.ts';
import { type Dice, diceOf, seedFrom } from '../endurance/chance.ts';
import { openHouse } from '../endurance/house.ts';
import { atRest } from '../endurance/kept.ts';
import { describeVerdict, judge } from '../endurance/verdict.ts';
import { timesTold } from './deeds.ts';
import { migrationRounds } from './migrations.ts';
import { roundAt, roundAtRandom, roundOfClosing, type Stage, throughAll } from './rounds.ts';

/*
 * `npm run test:crash`: the bridge is killed at every boundary between two steps once, and a few times
 * at random. `-- --rounds 200 --seed 7`: so many rounds, every second one at random.
 */

const ENTRY = {
  path: fileURLToPath(new URL('../endurance/bridge.ts', import.meta.url)),
  args: [],
};

type Round = FaultPoint | 'random' | 'closing';

/** Houses side by side: while one bridge starts, another is at work. */
const HOUSES = 2;
const USERS = 3;
/** After so many rounds people move into a new house, so that verdicts come in time. */
const ROUNDS_OF_A_HOUSE = 30;
/** In the short run, beside each point once. */
const AT_RANDOM = 3;
const WRONG_USE = 2;

const LIVE_POINTS = FAULT_POINTS.filter((point) => !point.startsWith('migrate.'));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
  });
  const count = values.rounds === undefined ? null : Number(values.rounds);
  const only = [...LIVE_POINTS, 'random' as const].find((point) => point === values.only) ?? null;
  const isKnown = only !== null || values.only === undefined;
  if (!isKnown || (count !== null && !(Number.isInteger(count) && count > 0))) {
    console.error(
      'npm run test:crash -- [--rounds 200] [--seed 7] [--only settle.commit | random]',
    );
    return WRONG_USE;
  }
  const seed = seedFrom(values.seed);
  const dice = diceOf(seed);
  const rounds = roundsOf(dice, count, only);
  const startedAt = performance.now();
  console.log(`seed ${seed}, ${rounds.length} rounds`);
  const shares = Array.from({ length: HOUSES }, (_, at) =>
    rounds.filter((_round, n) => n % HOUSES === at),
  );
  const ended = await Promise.all(
    shares.map((share, at) => inHouses(share, dice.fork(at), at === 0 && only === null)),
  );
  const kills = ended.reduce((sum, one) => sum + one.kills, 0);
  const faults = ended.flatMap((one) => one.faults);
  for (const fault of faults) console.error(`FAULT ${fault}`);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const word = faults.length === 0 ? 'passed' : `FAILED (npm run test:crash -- --seed ${seed})`;
  console.log(
    `${rounds.length} rounds, ${kills} kills, ${faults.length} faults, ${seconds} s: ${word}`,
  );
  return faults.length === 0 ? 0 : 1;
}

/** Each point once, in another order with each seed; in the long run they come again and again. */
function roundsOf(dice: Dice, count: number | null, only: Round | null): Round[] {
  const mixed = () => shuffled(dice, LIVE_POINTS);
  if (only !== null) return Array.from({ length: count ?? 1 }, () => only);
  if (count === null) {
    return [...mixed(), 'closing', ...Array.from({ length: AT_RANDOM }, () => 'random' as const)];
  }
  const rounds: Round[] = [];
  while (rounds.length < count) {
    for (const point of mixed()) rounds.push(point, dice.isLucky(0.1) ? 'closing' : 'random');
  }
  return rounds.slice(0, count);
}

function shuffled<Thing>(dice: Dice, things: readonly Thing[]): Thing[] {
  return things
    .map((thing) => ({ thing, at: dice.fraction() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing);
}

interface Ended {
  readonly kills: number;
  readonly faults: readonly string[];
}

/** Rounds one after the other, with a verdict for each house. */
async function inHouses(rounds: readonly Round[], dice: Dice, migrates: boolean): Promise<Ended> {
  const faults: string[] = [];
  let kills = 0;
  for (let at = 0; at < rounds.length; at += ROUNDS_OF_A_HOUSE) {
    const share = rounds.slice(at, at + ROUNDS_OF_A_HOUSE);
    const ended = await inHouse(share, dice.fork(at), migrates && at === 0);
    faults.push(...ended.faults);
    kills += ended.kills;
  }
  return { kills, faults };
}

async function inHouse(rounds: readonly Round[], dice: Dice, migrates: boolean): Promise<Ended> {
  const house = await openHouse(USERS, { entry: ENTRY });
  const stage: Stage = { house, book: openBook(), dice, closed: [], kills: 0 };
  let round: Round | 'migrate' | 'verdict' = 'migrate';
  try {
    const old = migrates ? await migrationRounds(house.world.environment, ENTRY) : NONE;
    for (round of rounds) {
      const since = performance.now();
      await within(take(stage, round), ROUND_WITHIN_MS);
      if (process.env.CRASH_TELL) console.log(round, Math.round(performance.now() - since));
    }
    round = 'verdict';
    // Where a start was to be cut off and got further, it would die at any time.
    house.world.bridge.tell({ point: null });
    await throughAll(stage, atRest(house));
    const verdict = await judge(house, stage.book);
    console.log(describeVerdict(verdict));
    const told = stage.closed.filter((talk) => timesTold(talk) !== 1);
    return {
      kills: stage.kills + old.kills,
      faults: [
        ...old.faults,
        ...verdict.faults,
        ...told.map((talk) => `${talk.name} was told ${timesTold(talk)} times that it has ended`),
      ],
    };
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      kills: stage.kills,
      faults: [`${round}: ${said}\n${unfinished(stage)}${house.world.bridge.output}`],
    };
  } finally {
    // Whoever has still something to say does not keep this process alive.
    house.isDown();
    await house.world.stop();
  }
}

/** Far longer than a round takes, even on a busy machine. Ms. */
const ROUND_WITHIN_MS = 600_000;

async function within(work: Promise<void>, ms: number): Promise<void> {
  const tooLate = new AbortController();
  const late = pause(ms, null, { signal: tooLate.signal }).then(() => {
    throw new Error(`Not within ${ms} ms.`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    tooLate.abort();
  }
}

/** For whoever looks for the reason: what LINE still has to hand over. */
const unfinished = ({ book }: Stage): string =>
  book.all
    .filter(({ from, acknowledged }) => from === 'line' && !acknowledged)
    .map(({ mark, kind }) => `not acknowledged: ${mark} (${kind})\n`)
    .join('');

const NONE: Ended = { kills: 0, faults: [] };

function take(stage: Stage, round: Round): Promise<void> {
  switch (round) {
    case 'random':
      return roundAtRandom(stage);
    case 'closing':
      return roundOfClosing(stage);
    default:
      return roundAt(stage, round);
  }
}

process.exitCode = await main();
