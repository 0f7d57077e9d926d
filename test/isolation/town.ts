import { HOUR_MS } from '../../src/domain/durations.ts';
import { auditBrowser, linkFor } from '../helpers/audit-browser.ts';
import { askWorker } from '../worker/operators.ts';
import type { WorkerWorld } from '../worker/worker-world.ts';
import { type Company, foundCompany } from './company.ts';
import { type Look, ORDERS, type Orders } from './watched.ts';

/** What opens something at its own company, and must open nothing at another. */
export interface Keys {
  /** Of a file that a member has sent. Without the workspace before it. */
  readonly mediaPath: string;
  /** The data of a customer's button, and of an administrator's. */
  readonly customerPress: string;
  readonly adminPress: string;
  /** Not opened yet. */
  readonly auditPath: string;
  /** Of an auditor who looks at the log. */
  readonly auditCookie: string;
}

export interface Citizen extends Company {
  readonly keys: Keys;
}

export interface Town {
  readonly url: string;
  readonly world: WorkerWorld;
  readonly citizens: readonly Citizen[];
  order<O extends keyof Orders>(name: O, said: Orders[O]): Promise<unknown>;
  look(workspace: string, words?: readonly string[]): Promise<Look>;
  settle(citizens?: readonly Citizen[]): Promise<void>;
  /** These rest while `work` is done: whatever changes of them meanwhile, they have not done it on their own. */
  whileResting(citizens: readonly Citizen[], work: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Companies that are founded at the same time: more only wait for each other. */
const AT_ONCE = 6;
/** Longer than others' things are tried, also at a hundred companies. */
const LONG_MS = HOUR_MS;

/** @param onFounded before anything is asked of the company */
export async function openTown(
  world: WorkerWorld,
  count: number,
  onFounded: (company: Company) => void,
): Promise<Town> {
  const { url } = world;
  const citizens: Citizen[] = [];
  const order: Town['order'] = async (name, said) => {
    const answer = await fetch(`${url}${ORDERS}${name}`, {
      method: 'POST',
      body: JSON.stringify(said),
    });
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await sideBySide(numbers(count), AT_ONCE, async (at) => {
    const company = await foundCompany(world, at);
    onFounded(company);
    citizens[at] = { ...company, keys: await beginTalk(url, company) };
  });
  const settle: Town['settle'] = (those = citizens) =>
    sideBySide(those, AT_ONCE, (company) => company.settle());
  return {
    url,
    world,
    citizens,
    order,
    // Guarantee: watched-object.ts answers with it.
    look: async (workspace, words = []) => (await order('look', { workspace, words })) as Look,
    settle,
    whileResting: async (those, work) => {
      await sideBySide(those, AT_ONCE, (company) => putOff(world, company));
      await order('hold', { workspaces: those.map(({ name }) => name) });
      await work();
      await order('hold', { workspaces: [] });
    },
    stop: async () => {
      await Promise.all(citizens.map((company) => company.stop()));
    },
  };
}

/** An object that is asked something does what is due, whether its alarm is held or not: so nothing becomes due. */
async function putOff({ queryOf }: WorkerWorld, company: Company): Promise<void> {
  const query = queryOf(`w/${company.name}`);
  const putOffSoon = () => {
    const until = Date.now() + LONG_MS;
    const later = until + LONG_MS;
    return query('UPDATE jobs SET due_at = ? WHERE due_at < ? RETURNING kind', later, until);
  };
  // A job that was running comes again sooner.
  do await company.settle();
  while ((await putOffSoon()).length > 0);
}

/** From an empty object to a conversation with files. Everything that anybody writes has the company's mark. */
async function beginTalk(url: string, company: Company): Promise<Keys> {
  const { name, mark, settings, suzuki, tanaka, customer, stranger, oa } = company;
  const [status, body] = await askWorker(url, 'create', { workspace: name, settings });
  if (status !== 201) throw new Error(`${name} was not created: ${JSON.stringify(body)}`);
  // Who is an administrator is known when the directory has been read.
  await company.settle();
  await suzuki.commands('連携 有効');
  await suzuki.commands('メンバー 追加 田中');
  await customer.says('トークID: tanaka');
  await customer.says(`こんにちは${mark}`);
  await stranger.says(`どなたか${mark}`);
  const title = customer.name;
  await tanaka.says(title, `お世話になっております${mark}`);
  const contentType = 'application/pdf';
  const bytes = Buffer.from(`%PDF-1.7\n${`${mark} の注文\n`.repeat(200)}`);
  const fileName = `注文書${mark}.pdf`;
  await customer.user.sendsContent('file', { bytes, contentType, fileName }, { oa });
  await company.settle();
  await tanaka.room(title).sendsFile('file', { bytes, fileName, contentType });
  await company.settle();
  const mediaPath = linkIn(JSON.stringify(customer.lastReceived?.message));
  await customer.says('終了');
  const customerPress = customer.received
    .flatMap(({ buttons }) => buttons)
    .findLast(({ data }) => data !== undefined)?.data;
  await suzuki.commands('連携 無効');
  const { deed } = suzuki;
  const adminPress = suzuki.adminRoom.messages
    .flatMap(({ buttons }) => buttons)
    .findLast(({ label }) => label === deed)?.postback;
  const browser = auditBrowser(url);
  await browser.post(await linkFor(suzuki));
  const auditPath = within(new URL(await linkFor(suzuki)).pathname);
  return {
    mediaPath,
    customerPress: known('the button of a customer', customerPress),
    adminPress: known('the button of an administrator', adminPress),
    auditPath,
    auditCookie: known('the cookie of an auditor', browser.cookie || undefined),
  };
}

const linkIn = (json: string): string =>
  known('a link to a file', /\/media\/[^"\\]+/u.exec(json)?.[0]);

/** A path without the workspace before it. */
const within = (path: string): string => path.replace(/^\/w\/[^/]+/u, '');

function known(what: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`There is no trace of ${what}.`);
  return value;
}

export const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

export async function sideBySide<Item>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(numbers(most).map(worker));
}
