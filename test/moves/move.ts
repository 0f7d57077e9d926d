import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Book, openBook, type Said, saidFrom } from '../endurance/book.ts';
import type { Dice } from '../endurance/chance.ts';
import type { Conversation, Keeper } from '../endurance/conversation.ts';
import { folderKeeper } from '../endurance/folder-keeper.ts';
import { type House, openHouse } from '../endurance/house.ts';
import { atRest, notInLog } from '../endurance/kept.ts';
import { type Load, type LoadShape, startLoad } from '../endurance/load.ts';
import { judge, type Verdict } from '../endurance/verdict.ts';
import { startChildBridge, until } from '../helpers/child-bridge.ts';
import { OA } from '../helpers/company.ts';
import { askWorker } from '../worker/operators.ts';
import { sendOn } from './administrator.ts';
import { type Door, openDoor } from './door.ts';
import { objectKeeper } from './object-keeper.ts';
import { download, enterAddresses } from './platforms.ts';
import { changed, standing } from './standing.ts';
import { openTerminal, type Terminal, writeSettings } from './terminal.ts';
import { type Deployment, startWorkerd } from './workerd.ts';

/*
 * A company moves from Node to Workers and back as docs/cloudflare.md says, while its people go on talking.
 */

const ACME = 'acme';
const USERS = 3;
const SHAPE: LoadShape = {
  eachWay: 1000,
  fileShare: 0.3,
  unsendShare: 0,
  restMs: 2000,
  sorts: ['photo', 'photo', 'photo', 'paper', 'paper', 'film'],
};
/** Of each part of the talk. Ms. */
const TALK_MS = 2500;
const OF_A_MACHINE = ['HOST', 'PORT', 'PUBLIC_URL', 'SANDBOX', 'DATA_DIR'];

interface Stage {
  readonly house: House;
  readonly door: Door;
  readonly deployment: Deployment;
  readonly terminal: Terminal;
  readonly book: Book;
  readonly dice: Dice;
  /** Marks of what an administrator sent on, later than what was said after it. */
  readonly replayed: Set<string>;
  readonly faults: string[];
  readonly loads: Load[];
  /** What an administrator sent on. */
  readonly sentOn: { messages: number; events: number };
}

export async function throughMoves(dice: Dice): Promise<Verdict & { readonly sentOn: string }> {
  const door = await openDoor();
  const deployment = await startWorkerd();
  // On a slow machine it takes long, and more is said than a platform keeps in memory.
  const kept = mkdtempSync(join(tmpdir(), 'kakehashi-moves-works-'));
  const house = await openHouse(USERS, {
    environment: { PUBLIC_URL: door.url },
    works: { storagePath: join(kept, 'works.db') },
  });
  const terminal = openTerminal(house.folder, deployment.url);
  const stage: Stage = {
    ...{ house, door, deployment, terminal, dice },
    ...{ book: openBook(), replayed: new Set<string>(), faults: [], loads: [] },
    sentOn: { messages: 0, events: 0 },
  };
  try {
    const there = await toWorkers(stage);
    const halfway = await judge(there, stage.book, stage.replayed);
    const verdict = await backToNode(stage, there);
    const faults = [...stage.faults, ...halfway.faults, ...verdict.faults];
    const { messages, events } = stage.sentOn;
    if (messages === 0 || events === 0) faults.push('nothing waited when it moved');
    const sentOn = `${messages} messages and ${events} events sent on by an administrator`;
    return { ...verdict, faults: [...new Set(faults)], sentOn };
  } catch (error) {
    // Before what is stopped below breaks off whatever goes on.
    console.error(error);
    throw error;
  } finally {
    await fallSilent(stage);
    terminal.close();
    await house.world.stop();
    rmSync(kept, { recursive: true });
    await deployment.stop();
    await door.stop();
  }
}

/** Nobody speaks any more, whatever has become of what was said. */
async function fallSilent({ house, loads }: Stage): Promise<void> {
  for (const load of loads) load.stop();
  house.isDown();
  await Promise.all([house.world.line.quiet(), house.world.works.quiet()]);
}

async function toWorkers(stage: Stage): Promise<Conversation> {
  const { house, door, deployment, terminal, book, dice, faults } = stage;
  const { world, folder, keeper: ofNode } = house;
  door.leadsTo(world.bridge.origin);
  enterAddresses(world, door.url);
  const settings = settingsOf(stage);
  const file = join(terminal.folder, 'acme.ndjson.gz');
  writeSettings(join(terminal.folder, 'acme.env'), settings);
  const load = startLoad(house, book, dice.fork(1), SHAPE);
  stage.loads.push(load);
  await pause(TALK_MS);
  await until(() => isThere(ofNode, FILE), 'a file has come');

  // It is made beforehand. LINE WORKS does not know its address yet, which is red.
  const from = join(terminal.folder, 'acme.env');
  await terminal.run('workspace', ['create', ACME, '--from', from, '--keep-webhook'], [RED]);
  const its = { workspace: ACME, settings: { PUBLIC_URL: deployment.url } };
  if ((await askWorker(deployment.url, 'set', its))[0] !== 200) faults.push('no address is set');
  await terminal.run('workspace', ['pause', ACME]);

  const held = await stopsMidway(stage);
  // Paused, the bridge takes in and sends nothing.
  await terminal.run('workspace', ['pause', '--data-dir', folder]);
  await world.start();
  door.leadsTo(world.bridge.origin);
  enterAddresses(world, door.url);
  house.isUp();
  await pause(TALK_MS);
  await until(() => isThere(ofNode, WAITING), 'events wait');
  await world.bridge.terminate();
  for (const { mark } of held()) stage.replayed.add(mark);
  for (const mark of await notInLog(ofNode, book)) stage.replayed.add(mark);
  await terminal.run('export', [file]);
  const old = await standing(ofNode);

  await terminal.run('workspace', ['import', ACME, file]);
  const keeper = objectKeeper(deployment, ACME);
  faults.push(...changed(old, await standing(keeper)));
  // The old address leads to the new one: links in chats, and what still comes to it.
  door.leadsTo(`${deployment.url}/w/${ACME}`);
  enterAddresses(world, `${deployment.url}/w/${ACME}`);
  await terminal.run('workspace', ['resume', ACME]);
  await sendOn(house.world.works, keeper, stage);
  await pause(TALK_MS);
  load.stop();
  await load.done;
  const there = { ...house, keeper, open: download };
  await atRest(there);
  return there;
}

/**
 * Some messages are on their way when it stops: LINE WORKS takes none just now.
 *
 * @returns what has been said since, and was not acknowledged before
 */
async function stopsMidway(stage: Stage): Promise<() => readonly Said[]> {
  const { house, book } = stage;
  const { world, keeper } = house;
  world.works.faults.each(({ api }) => (api === 'channel-message' ? { status: 503 } : null));
  await until(() => isThere(keeper, REFUSED_FOR_NOW), 'messages are on their way');
  await filesHaveCome(house, keeper);
  const held = saidFrom(book);
  await world.bridge.terminate();
  world.works.faults.clear();
  return held;
}

/** A file that has not been fetched when a bridge stops is in no export. Nobody says anything more before `isUp`. */
async function filesHaveCome(house: House, keeper: Keeper): Promise<void> {
  house.isDown();
  await Promise.all([house.world.line.quiet(), house.world.works.quiet()]);
  await until(async () => !(await isThere(keeper, COMING)), 'all files have come');
}

const RED = 3;

/** A person's words behind something that LINE WORKS has refused for now: they cannot go out while the bridge stops. */
const REFUSED_FOR_NOW = `SELECT 1 FROM outbox o JOIN requests r USING (lane) JOIN lanes l USING (lane)
  JOIN audit_entry_rows e ON e.id = o.entry_id AND e.kind = 'text'
  WHERE o.state = 'queued' AND l.platform = 'line-works' AND r.step = 'say-in-channel' AND r.in_flight = 0
  LIMIT 1`;
const FILE = 'SELECT 1 FROM media WHERE sha256 IS NOT NULL LIMIT 1';
const COMING = `SELECT 1 FROM media WHERE state = 'fetching'
  UNION ALL SELECT 1 FROM inbox WHERE state = 'waiting' LIMIT 1`;
const WAITING = "SELECT 1 FROM inbox WHERE state = 'waiting' LIMIT 1";
const isThere = async (keeper: Keeper, sql: string) => (await keeper.rows(sql)).length > 0;

/** The way back, and the verdict at its end. */
async function backToNode(stage: Stage, there: Conversation): Promise<Verdict> {
  const { house, door, deployment, terminal, book, dice, replayed, faults } = stage;
  const { world } = house;
  const [file, folder] = [join(terminal.folder, 'back.ndjson.gz'), join(terminal.folder, 'data')];
  const load = startLoad(there, book, dice.fork(2), SHAPE);
  stage.loads.push(load);
  await pause(TALK_MS);
  await filesHaveCome(house, there.keeper);
  const held = saidFrom(book);
  await terminal.run('workspace', ['pause', ACME]);
  enterAddresses(world, `${deployment.url}/w/${ACME}`);
  house.isUp();
  await pause(TALK_MS);
  // First the addresses: what is acknowledged from here on would be in no file.
  door.leadsTo(null);
  enterAddresses(world, door.url);
  await Promise.all([world.line.quiet(), world.works.quiet()]);
  for (const { mark } of held()) replayed.add(mark);
  for (const mark of await notInLog(there.keeper, book)) replayed.add(mark);
  await terminal.run('workspace', ['export', ACME, file]);
  const old = await standing(there.keeper);
  await terminal.run('import', [file, '--into', folder]);
  const keeper = folderKeeper(folder);
  faults.push(...changed(old, await standing(keeper)));
  const environment = { ...world.environment, ...settingsOf(stage), DATA_DIR: folder };
  const bridge = await startChildBridge(environment);
  try {
    door.leadsTo(bridge.origin);
    await sendOn(house.world.works, keeper, stage);
    await pause(TALK_MS);
    load.stop();
    await load.done;
    await comesLate(stage);
    const back = { ...there, keeper };
    await atRest(back);
    return await judge(back, book, replayed);
  } finally {
    await bridge.terminate();
  }
}

const TOO_LATE = '前の住所に届いた言葉';

/** What still reaches the old one is acknowledged, kept and counted there, and shown to nobody. */
async function comesLate({ house, deployment, terminal, door, faults }: Stage): Promise<void> {
  const { world, talks } = house;
  const [talk] = talks;
  const waiting = async () => /Events waiting: (\d+)/.exec(await status())?.[1];
  const status = async () => (await terminal.run('workspace', ['status', ACME])).output;
  const before = Number(await waiting());
  enterAddresses(world, `${deployment.url}/w/${ACME}`);
  const sent = await talk?.user.says(TOO_LATE, { oa: OA });
  enterAddresses(world, door.url);
  const after = Number(await waiting());
  if (sent?.status !== 200) faults.push(`a late event is answered ${sent?.status}`);
  if (!(after > before)) faults.push(`late: ${before} events wait, then ${after}`);
}

/** The bridge's own, with the keys that Node keeps in files: they sign links and checkpoints. */
function settingsOf({ house: { world, folder } }: Stage): Record<string, string> {
  const keyIn = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  const own = Object.entries(world.environment).filter(([name]) => !OF_A_MACHINE.includes(name));
  return {
    ...Object.fromEntries(own),
    SECRET_KEY: keyIn('secret.key'),
    AUDIT_KEY: keyIn('audit.key'),
  };
}
