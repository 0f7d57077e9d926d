import { setTimeout as pause } from 'node:timers/promises';
import type { FaultPoint } from '../../src/domain/fault-points.ts';
import type { Book } from '../endurance/book.ts';
import { digestOf } from '../endurance/book.ts';
import type { Dice } from '../endurance/chance.ts';
import type { Talk } from '../endurance/conversation.ts';
import type { House } from '../endurance/house.ts';
import { isAtRest } from '../endurance/kept.ts';
import { fileOf, type LoadShape, startLoad } from '../endurance/load.ts';
import { MEMBERS, untilAcknowledged } from '../endurance/talks.ts';
import { EndedEarly } from '../helpers/child-bridge.ts';
import { OA } from '../helpers/company.ts';
import { PATIENCE_MS, until } from '../helpers/until.ts';
import { closes, commands, forgets, isKept } from './deeds.ts';

/** What the rounds of one house share. */
export interface Stage {
  readonly house: House;
  readonly book: Book;
  readonly dice: Dice;
  /** LINE users who have been closed: each is told once. */
  readonly closed: Talk[];
  /** Kills so far. */
  kills: number;
}

const WORDS: LoadShape = { eachWay: 2, fileShare: 0.1, unsendShare: 0.1, restMs: 15 };
const FILES: LoadShape = { ...WORDS, fileShare: 0.8, unsendShare: 0 };
/** At these the process ends again while it starts after a kill. */
const WHILE_STARTING: readonly FaultPoint[] = [
  'migrate.commit',
  'settle.commit',
  'claim.commit',
  'send-line.answered',
  'send-line-works.answered',
  'run.begin',
];
/** So many starts after a kill are cut off in their turn. */
const AGAIN = 0.15;

/** The bridge dies at this point while people talk, and comes back. */
export async function roundAt(stage: Stage, point: FaultPoint): Promise<void> {
  const { house, dice } = stage;
  const begin = await prepared(stage, point);
  for (let passes = dice.below(MOST_PASSES); passes >= 0; passes -= 1) {
    house.world.bridge.tell({ point, passes });
    if (await diesDuring(stage, begin())) return;
  }
  throw new Error(`Nothing came to ${point}.`);
}

const MOST_PASSES = 2;

/** The bridge is killed at any moment of a load. */
export async function roundAtRandom(stage: Stage): Promise<void> {
  const { house, dice } = stage;
  const { line, works, bridge } = house.world;
  const delay = dice.below(15);
  line.faults.delay(delay);
  works.faults.delay(delay);
  const load = talksGoOn(stage, { ...WORDS, eachWay: 4, fileShare: 0.2 });
  await pause(dice.fraction() * LONGEST_MS);
  void bridge.kill();
  await diesDuring(stage, load);
  line.faults.delay(0);
  works.faults.delay(0);
}

const LONGEST_MS = 500;

/** How long a point may take to be reached once all has been done. Ms. */
const GRACE_MS = 2000;
/** A look at the database costs its bridge some. Ms. */
const LOOK_MS = 100;

/** Whether the bridge died; it is up again then, and what was begun has been done. */
async function diesDuring(stage: Stage, work: Promise<unknown>): Promise<boolean> {
  const { house } = stage;
  const died = house.world.bridge.ended.then(() => {
    house.isDown();
    return true;
  });
  let isOver = false;
  const rests = async () => isOver || (await isAtRest(house));
  const outlived = work
    .then(() => until('the house is at rest', rests, PATIENCE_MS, LOOK_MS))
    .then(() => pause(GRACE_MS))
    .then(() => false);
  const isDead = await Promise.race([died, outlived]);
  isOver = true;
  if (isDead) {
    stage.kills += 1;
    await revive(stage);
  }
  await throughAll(stage, work);
  return isDead;
}

/** A start that was to be cut off may get further, and the bridge dies later: it is started again. */
export async function throughAll(stage: Stage, work: Promise<unknown>): Promise<void> {
  const { house } = stage;
  const done = work.then(() => false);
  for (;;) {
    const died = house.world.bridge.ended.then(() => true);
    if (!(await Promise.race([done, died]))) return;
    house.isDown();
    stage.kills += 1;
    await revive(stage);
  }
}

/** Starts the bridge again; some starts are cut off as well. */
async function revive(stage: Stage): Promise<void> {
  const { house, dice } = stage;
  if (dice.isLucky(AGAIN)) {
    try {
      await house.world.start([dice.oneOf(WHILE_STARTING)]);
    } catch (error) {
      if (!(error instanceof EndedEarly) || error.signal !== 'SIGKILL') throw error;
      stage.kills += 1;
      await house.world.start([]);
    }
  } else await house.world.start([]);
  house.isUp();
}

const talksGoOn = ({ house, book, dice }: Stage, shape: LoadShape): Promise<void> =>
  startLoad(house, book, dice.fork(dice.below(1e6)), shape).done;

/** What makes the bridge come to a point; what it needs first is done here. */
async function prepared(stage: Stage, point: FaultPoint): Promise<() => Promise<unknown>> {
  const { house } = stage;
  const [area] = point.split('.');
  switch (area) {
    case 'fetch':
    case 'upload':
      return () => talksGoOn(stage, FILES);
    case 'create-room':
    case 'look':
      return () => Promise.all([newcomer(stage), talksGoOn(stage, WORDS)]);
    case 'run':
      return () =>
        Promise.all([
          commands(house, point === 'run.command' ? '状態' : '診断'),
          talksGoOn(stage, WORDS),
        ]);
    case 'erase': {
      if (point.startsWith('erase.bytes') || point.startsWith('erase.scrub')) {
        return () => Promise.all([takesFileBack(stage), talksGoOn(stage, WORDS)]);
      }
      const coming = newcomer(stage);
      await throughAll(stage, coming);
      const leaving = await coming;
      return () => Promise.all([forgets(house, leaving), talksGoOn(stage, WORDS)]);
    }
    default:
      return () => talksGoOn(stage, WORDS);
  }
}

/** A new customer comes into a busy house. */
async function newcomer({ house, dice }: Stage): Promise<Talk> {
  // As long as any other: none stands within another.
  const name = `新客${house.talks.length + 1}号${1e6 + dice.below(1e6)}`;
  return house.newTalk(name, dice.oneOf(MEMBERS));
}

/** A LINE user sends a file and takes it back. */
async function takesFileBack({ house, book, dice }: Stage): Promise<void> {
  const { user, name } = dice.oneOf(house.talks);
  const bytes = fileOf(dice);
  const n = UNNUMBERED + book.all.length;
  const said = book.note({ from: 'line', user: name, n, kind: 'file', sha256: digestOf(bytes) });
  said.unsent = true;
  await house.up();
  const sent = await user.sendsContent('image', { bytes, contentType: 'image/png' }, { oa: OA });
  await untilAcknowledged(house, sent);
  // Taken back before it has come, it leaves nothing to erase.
  await until('the file is kept', () => isKept(house, digestOf(bytes)));
  await untilAcknowledged(house, await user.unsends(sent.messageId, { oa: OA }));
}

/** Taken back, it has no place among the numbered ones. */
const UNNUMBERED = 5000;

/** A customer comes, talks, and is closed while the bridge dies at any moment. */
export async function roundOfClosing(stage: Stage): Promise<void> {
  const { house, dice, closed } = stage;
  const coming = newcomer(stage);
  await throughAll(stage, coming);
  const talk = await coming;
  await throughAll(stage, talksGoOn(stage, WORDS));
  const work = Promise.all([closes(house, talk), talksGoOn(stage, WORDS)]);
  closed.push(talk);
  await pause(dice.fraction() * LONGEST_MS);
  void house.world.bridge.kill();
  await diesDuring(stage, work);
}
