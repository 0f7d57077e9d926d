import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RoomView } from '../../sandbox/line-works/platform.ts';
import { type Book, openBook } from '../endurance/book.ts';
import type { Dice } from '../endurance/chance.ts';
import type { Conversation, Keeper } from '../endurance/conversation.ts';
import { folderKeeper } from '../endurance/folder-keeper.ts';
import { type House, openHouse } from '../endurance/house.ts';
import { atRest } from '../endurance/kept.ts';
import { type Load, type LoadShape, startLoad } from '../endurance/load.ts';
import { judge, type Verdict } from '../endurance/verdict.ts';
import { startChildBridge, until } from '../helpers/child-bridge.ts';
import { ADMIN_BOT, OA } from '../helpers/company.ts';
import { deedIn, fromBot } from '../helpers/people.ts';
import { type Door, openDoor } from './door.ts';
import { objectKeeper } from './object-keeper.ts';
import { download, enterAddresses } from './platforms.ts';
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
const OUT_OF_ORDER_MS = 1000;
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
  const house = await openHouse(USERS, { environment: { PUBLIC_URL: door.url } });
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
  const { house, door, deployment, terminal, book, dice } = stage;
  const { world, folder } = house;
  door.leadsTo(world.bridge.origin);
  enterAddresses(world, door.url);
  const settings = settingsOf(stage);
  const file = join(terminal.folder, 'acme.ndjson.gz');
  writeSettings(join(terminal.folder, 'acme.env'), settings);
  const load = startLoad(house, book, dice.fork(1), SHAPE);
  stage.loads.push(load);
  await pause(TALK_MS);

  // It is made beforehand. LINE WORKS does not know its address yet, which is red.
  const from = join(terminal.folder, 'acme.env');
  await terminal.run('workspace', ['create', ACME, '--from', from, '--keep-webhook'], RED);
  await terminal.run('workspace', ['pause', ACME]);

  // Some messages are on their way when it stops: LINE WORKS takes none just now.
  world.works.faults.each(({ api }) => (api === 'channel-message' ? { status: 503 } : null));
  await pause(OUT_OF_ORDER_MS);
  const before = book.all.length;
  await world.bridge.terminate();
  world.works.faults.clear();
  // Paused, the bridge takes in and sends nothing.
  await terminal.run('workspace', ['pause', '--data-dir', folder]);
  await world.start();
  door.leadsTo(world.bridge.origin);
  enterAddresses(world, door.url);
  await pause(TALK_MS);
  await world.bridge.terminate();
  for (const { mark } of book.all.slice(before)) stage.replayed.add(mark);
  await terminal.run('export', [file]);
  const old = await standing(folderKeeper(folder));

  await terminal.run('workspace', ['import', ACME, file]);
  const keeper = objectKeeper(deployment, ACME);
  compare(stage, 'Workers', old, await standing(keeper));
  // The old address leads to the new one: links in chats, and what still comes to it.
  door.leadsTo(`${deployment.url}/w/${ACME}`);
  enterAddresses(world, `${deployment.url}/w/${ACME}`);
  await terminal.run('workspace', ['resume', ACME]);
  await sendOn(stage, keeper);
  await pause(TALK_MS);
  load.stop();
  await load.done;
  const there = { ...house, keeper, open: download };
  await atRest(there);
  return there;
}

/** The way back, and the verdict at its end. */
async function backToNode(stage: Stage, there: Conversation): Promise<Verdict> {
  const { house, door, terminal, book, dice, replayed } = stage;
  const { world } = house;
  const [file, folder] = [join(terminal.folder, 'back.ndjson.gz'), join(terminal.folder, 'data')];
  const load = startLoad(there, book, dice.fork(2), SHAPE);
  stage.loads.push(load);
  await pause(TALK_MS);
  const before = book.all.length;
  await terminal.run('workspace', ['pause', ACME]);
  await pause(TALK_MS);
  // First the addresses: what is acknowledged from here on would be in no file.
  door.leadsTo(null);
  enterAddresses(world, door.url);
  for (const { mark } of book.all.slice(before)) replayed.add(mark);
  await terminal.run('workspace', ['export', ACME, file]);
  const old = await standing(there.keeper);
  await terminal.run('import', [file, '--into', folder]);
  const keeper = folderKeeper(folder);
  compare(stage, 'Node', old, await standing(keeper));
  const environment = { ...world.environment, ...settingsOf(stage), DATA_DIR: folder };
  const bridge = await startChildBridge(environment);
  try {
    door.leadsTo(bridge.origin);
    await sendOn(stage, keeper);
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
  const status = () => terminal.run('workspace', ['status', ACME]);
  const before = Number(await waiting());
  enterAddresses(world, `${deployment.url}/w/${ACME}`);
  const sent = await talk?.user.says(TOO_LATE, { oa: OA });
  enterAddresses(world, door.url);
  const after = Number(await waiting());
  if (sent?.status !== 200) faults.push(`a late event is answered ${sent?.status}`);
  if (!(after > before)) faults.push(`late: ${before} events wait, then ${after}`);
}

const RED = 3;

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

const admin = ({ house }: Stage): RoomView =>
  house.world.works.member('suzuki@midori').directRoom(ADMIN_BOT);

/** Says something to the admin bot, and waits for its answer. */
async function says(room: RoomView, text: string): Promise<string> {
  const heard = () => fromBot(room.messages).length;
  const before = heard();
  await room.says(text);
  await until(() => heard() > before, `an answer to ${text}`);
  return fromBot(room.messages).at(-1)?.text ?? '';
}

/** An administrator has what waited processed and sent, as the notice after an import says. */
async function sendOn(stage: Stage, keeper: Keeper): Promise<void> {
  const room = admin(stage);
  const aside = () =>
    keeper.rows("SELECT id FROM inbox WHERE state = 'failed' AND result = 'restored' ORDER BY id");
  const [undelivered] = await keeper.rows('SELECT count(*) AS n FROM undelivered');
  const messages = Number(undelivered?.n);
  stage.sentOn.messages += messages;
  if (messages > 0) {
    const before = room.messages.length;
    const isAsked = () => room.messages.slice(before).some(({ buttons }) => buttons.length > 0);
    await room.says('配信 再送 すべて');
    await until(isAsked, 'a question before messages are sent again');
    await room.taps(deedIn(room));
  }
  const events = await aside();
  stage.sentOn.events += events.length;
  for (const { id } of events) await says(room, `イベント 再実行 ${id}`);
  await until(async () => (await aside()).length === 0, 'what waited is processed');
  const heard = room.messages.length;
  const verdict = () =>
    room.messages.slice(heard).find(({ text }) => text.includes('監査ログの検証結果'))?.text;
  await room.says('監査 検証');
  await until(() => verdict() !== undefined, 'the log and its checkpoints are verified');
  if (verdict()?.includes('異常なし') !== true) stage.faults.push(`audit verify: ${verdict()}`);
}

/** What a move must leave as it was. */
const STANDING: Readonly<Record<string, string>> = {
  rooms: `SELECT id, channel_id, line_user_id, member_id, state, works_channel_id FROM talk_rooms ORDER BY id`,
  'link members':
    'SELECT member_id, status, talk_id, room_mode FROM link_members ORDER BY member_id',
  'LINE users': 'SELECT line_user_id, display_name FROM line_users ORDER BY line_user_id',
  files: 'SELECT entry_id, sha256, file_name, size FROM media ORDER BY entry_id',
  entries: 'SELECT id, hex(hash) AS hash FROM audit_entry_rows ORDER BY id',
};

async function standing(keeper: Keeper): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const [what, sql] of Object.entries(STANDING)) {
    found[what] = (await keeper.rows(sql)).map((row) => JSON.stringify(row));
  }
  return found;
}

type Found = Awaited<ReturnType<typeof standing>>;

/** Entries may only follow; everything else is the same. */
function compare({ faults }: Stage, where: string, before: Found, after: Found): void {
  for (const [what, rows] of Object.entries(before)) {
    const now = new Set(after[what]);
    const gone = rows.filter((row) => !now.has(row));
    if (gone.length > 0) faults.push(`${what} changed on the way to ${where}: ${gone.slice(0, 3)}`);
    if (what !== 'entries' && now.size !== rows.length) faults.push(`${what} more at ${where}`);
    if (rows.length === 0) faults.push(`there were no ${what}`);
  }
}
