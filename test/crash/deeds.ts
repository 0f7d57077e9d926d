import { setTimeout as pause } from 'node:timers/promises';
import type { Talk } from '../endurance/conversation.ts';
import { readDatabase } from '../endurance/folder-keeper.ts';
import type { House } from '../endurance/house.ts';
import { holds } from '../helpers/child-bridge.ts';
import { ADMIN_BOT, OA } from '../helpers/company.ts';
import { deedIn, fromBot } from '../helpers/people.ts';

/*
 * What an administrator does while the bridge dies and comes back. LINE WORKS never resends what was
 * typed, so a person types it again until it has had its effect.
 */

/** How long a person waits for an effect before they type again. Ms. */
const PATIENCE_MS = 2500;
const LOOK_MS = 20;
const TRIES = 12;

const admin = (house: House) => house.world.works.member('suzuki@midori').directRoom(ADMIN_BOT);
const answers = (house: House) => fromBot(admin(house).messages).length;

/** Types a command until it is answered. */
export async function commands(house: House, text: string): Promise<void> {
  const before = answers(house);
  await insist(
    house,
    () => admin(house).says(text),
    () => answers(house) > before,
    text,
  );
}

/** Gives a command, and presses the button that confirms it, until it has had its effect. */
async function confirms(house: House, text: string, isDone: () => boolean): Promise<void> {
  const act = async () => {
    const before = answers(house);
    await admin(house).says(text);
    if (await comes(() => answers(house) > before)) await admin(house).taps(deedIn(admin(house)));
  };
  await insist(house, act, isDone, text);
}

async function insist(
  house: House,
  act: () => Promise<unknown>,
  isDone: () => boolean,
  what: string,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await house.up();
    if (holds(isDone)) return;
    // The button that the last try looked for may never have come.
    await act().catch(() => undefined);
    if (await comes(isDone)) return;
  }
  throw new Error(`It has no effect: ${what}`);
}

async function comes(isSo: () => boolean): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (holds(isSo)) return true;
    await pause(LOOK_MS);
  }
  return false;
}

/** Erases a LINE user from the log, with their talk. */
export async function forgets(house: House, talk: Talk): Promise<void> {
  house.endTalk(talk);
  const { userId } = talk.user;
  await confirms(house, `監査 消去 ${talk.name}`, () => count(house, FORGOTTEN, userId) > 0);
  house.erased.push(talk.name);
}

/** Closes a talk; its LINE user is told once. */
export async function closes(house: House, talk: Talk): Promise<void> {
  house.endTalk(talk);
  const { userId } = talk.user;
  const id = count(house, ROOM, userId);
  await confirms(house, `トーク 閉じる ${id}`, () => count(house, CLOSED, userId) > 0);
}

const FORGOTTEN = 'SELECT count(*) AS n FROM forgettings WHERE line_user_id = ?';
const ROOM = 'SELECT max(id) AS n FROM talk_rooms WHERE line_user_id = ?';
const CLOSED = `SELECT count(*) AS n FROM talk_rooms WHERE line_user_id = ? AND state = 'closed'`;

/** Whether a file of these bytes is in the bridge's store; false while it cannot be asked. */
export const isKept = (house: House, sha256: string): boolean =>
  holds(() => count(house, KEPT, sha256) > 0);

const KEPT = 'SELECT count(*) AS n FROM blobs WHERE sha256 = ?';

const count = ({ folder }: House, sql: string, about: string): number =>
  readDatabase(
    folder,
    (database) => database.prepare<[string], { n: number }>(sql).get(about)?.n ?? 0,
  );

/** How often a LINE user has been told that their talk has ended. */
export const timesTold = ({ user }: Talk): number =>
  user.chat(OA).filter(({ from, text }) => from === 'oa' && text.includes('終了しました')).length;
