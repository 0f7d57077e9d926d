import type { Talk } from '../endurance/conversation.ts';
import { readDatabase } from '../endurance/folder-keeper.ts';
import type { House } from '../endurance/house.ts';
import { holds, until } from '../helpers/child-bridge.ts';
import { ADMIN_BOT, OA } from '../helpers/company.ts';
import { deedIn, fromBot } from '../helpers/people.ts';

/*
 * What an administrator does while the bridge dies and comes back. LINE WORKS never resends what it could not hand over,
 * so a person types it again. What was acknowledged has its effect, however long that takes.
 */

const admin = (house: House) => house.world.works.member('suzuki@midori').directRoom(ADMIN_BOT);
const answers = (house: House) => fromBot(admin(house).messages);
const questions = (house: House) => answers(house).filter(({ buttons }) => buttons.length > 0);

/** Types a command until it is acknowledged, and waits for its answer. */
export async function commands(house: House, text: string, heard = answers): Promise<void> {
  const before = heard(house).length;
  await insist(house, () => admin(house).says(text));
  await until(() => heard(house).length > before, `an answer to ${text}`);
}

/** Gives a command, and presses the button that confirms it. */
async function confirms(house: House, text: string, isDone: () => boolean): Promise<void> {
  await commands(house, text, questions);
  await insist(house, () => admin(house).taps(deedIn(admin(house))));
  await until(() => holds(isDone), `${text} is done`);
}

/** As often as the platform cannot hand it over. */
async function insist(house: House, act: () => Promise<number | null>): Promise<void> {
  do await house.up();
  while ((await act()) !== 200);
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
