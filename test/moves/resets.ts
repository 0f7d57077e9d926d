import { setTimeout as pause } from 'node:timers/promises';
import { openBook, type Said, saidFrom } from '../endurance/book.ts';
import type { Dice } from '../endurance/chance.ts';
import type { Conversation } from '../endurance/conversation.ts';
import { SHORT_PAUSES } from '../endurance/house.ts';
import { atRest } from '../endurance/kept.ts';
import { type LoadShape, startLoad } from '../endurance/load.ts';
import { beginTalks, MEMBERS } from '../endurance/talks.ts';
import { judge, type Verdict } from '../endurance/verdict.ts';
import { until } from '../helpers/child-bridge.ts';
import { environmentFor } from '../helpers/company.ts';
import { linkMembers } from '../helpers/link-members.ts';
import { GIVEN_UP_MS } from '../worker/front-patience.ts';
import { askWorker } from '../worker/operators.ts';
import { objectKeeper } from './object-keeper.ts';
import { download, enterAddresses, startPlatforms } from './platforms.ts';
import { type Deployment, startWorkerd } from './workerd.ts';

const ACME = 'acme';
const USERS = 4;
const SHAPE: LoadShape = {
  eachWay: 10,
  fileShare: 0.35,
  unsendShare: 0,
  restMs: 900,
  sorts: ['photo', 'photo', 'paper', 'film'],
};
const RESTARTS = 2;
/** On a busy machine an object may be away longer than the front may wait: a few callbacks. */
const MOST_GIVEN_UP = 6;
/** Between two resets. Ms. */
const LONGEST_REST_MS = 450;
const OF_A_MACHINE = ['HOST', 'PORT', 'SANDBOX'];

/** A conversation with files, during which the object is reset so many times, and workerd restarted twice. */
export async function throughResets(dice: Dice, resets: number): Promise<Verdict> {
  const platforms = await startPlatforms();
  const deployment = await startWorkerd();
  try {
    const conversation = await found(deployment, platforms);
    const book = openBook();
    const load = startLoad(conversation, book, dice.fork(1), SHAPE);
    const mayBeLost = new Set<Said>();
    const restarting = async () => {
      const said = saidFrom(book);
      await deployment.restart();
      for (const one of said()) mayBeLost.add(one);
    };
    await Promise.all([load.done, disturb(deployment, dice.fork(2), resets, restarting)]);
    await atRest(conversation);
    await sweep(deployment);
    const verdict = await judge(conversation, book);
    // The front hands callbacks in again, until the platform has given up; while workerd itself is down, nobody can.
    const lost = book.all.filter((said) => !said.acknowledged && !mayBeLost.has(said));
    const isMany = lost.length > MOST_GIVEN_UP;
    const faults = lost
      .filter(({ tookMs }) => isMany || (tookMs ?? 0) < GIVEN_UP_MS)
      .map(({ mark, tookMs }) => `${mark} was not taken, after ${Math.round(tookMs ?? 0)} ms`);
    return { ...verdict, faults: [...verdict.faults, ...faults] };
  } finally {
    await deployment.stop();
    await Promise.all([platforms.line.stop(), platforms.works.stop()]);
  }
}

async function found(
  deployment: Deployment,
  platforms: Awaited<ReturnType<typeof startPlatforms>>,
): Promise<Conversation> {
  const environment = { ...environmentFor(platforms.line, platforms.works), ...SHORT_PAUSES };
  const settings = Object.fromEntries(
    Object.entries({ ...environment, PUBLIC_URL: deployment.url }).filter(
      ([name]) => !OF_A_MACHINE.includes(name),
    ),
  );
  const [status, body] = await askWorker(deployment.url, 'create', { workspace: ACME, settings });
  if (status !== 201) throw new Error(`not created: ${JSON.stringify(body)}`);
  enterAddresses(platforms, `${deployment.url}/w/${ACME}`);
  await linkMembers(platforms.works, MEMBERS);
  const base = {
    world: platforms,
    up: async () => undefined,
    keeper: objectKeeper(deployment, ACME),
  };
  return {
    ...base,
    talks: await beginTalks(base, USERS),
    erased: [],
    open: download,
  };
}

/** Now and then it is workerd itself that ends and starts again. */
async function disturb(
  deployment: Deployment,
  dice: Dice,
  resets: number,
  restart: () => Promise<void>,
): Promise<void> {
  const restarts = numbers(RESTARTS).map((n) => Math.floor(((n + 1) * resets) / (RESTARTS + 1)));
  for (let n = 0; n < resets; n += 1) {
    await pause(dice.fraction() * LONGEST_REST_MS);
    if (restarts.includes(n)) await restart();
    else await deployment.reset(ACME);
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** What a reset left without a name is removed by the next walk through the bucket, an hour later. */
async function sweep(deployment: Deployment): Promise<void> {
  await deployment.age();
  const due = () => deployment.query(ACME, "SELECT due_at FROM jobs WHERE kind = 'sweep-blobs'");
  await deployment.query(ACME, "UPDATE jobs SET due_at = 0 WHERE kind = 'sweep-blobs'");
  await deployment.reset(ACME);
  const isSwept = async () => Number((await due())[0]?.due_at ?? 0) > Date.now();
  await until(isSwept, 'the bucket is swept');
}
