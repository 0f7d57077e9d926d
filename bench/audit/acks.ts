import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { MINUTE_MS } from '../../src/domain/durations.ts';
import { systemChance } from '../../src/hosts/chance.ts';
import { hashOfToken, TOKEN_BYTES } from '../../src/services/audit-access/tokens.ts';
import { addAuditLink } from '../../src/store/audit/audit-access.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import { companyOf, memberOf } from '../company.ts';
import { environmentOf } from '../environment.ts';
import { fixed, loadNow, table, whole } from '../figures.ts';
import { pause } from '../loops.ts';
import { type Measured, startBridge, TURNS } from '../measured.ts';
import { seedCompany } from '../seed.ts';
import { openStage } from '../stage.ts';
import { lineWebhook } from '../webhooks.ts';

/**
 * `node bench/audit/acks.ts folder`: how soon the bridge acknowledges webhooks, which it relays meanwhile, while somebody
 * downloads the whole log from the page. The bridge runs as `npm start` runs it, over a copy of the log in `folder`.
 */

const ROOMS = 100;
const PER_SECOND = 50;
/** Until its memory is that of a bridge that has relayed for a while. */
const WARM_UP_MS = 30_000;
const QUIET_MS = 10_000;
const RSS_EVERY_MS = 100;

/** What went on while webhooks came. */
interface Meanwhile {
  readonly acks: readonly number[];
  readonly refused: number;
  readonly seconds: number;
  readonly rssMb: number;
  readonly longestTurnMs: number;
}

async function compare(bridge: Measured, cookie: string): Promise<void> {
  const before = loadNow();
  await during(bridge, () => pause(WARM_UP_MS));
  const nothing = await during(bridge, () => pause(QUIET_MS));
  const rows = [rowOf('no export', nothing, null, nothing.rssMb)];
  for (const format of ['csv', 'jsonl'] as const) {
    let bytes = 0;
    const found = await during(bridge, async () => {
      bytes = await download(bridge, cookie, format);
    });
    rows.push(rowOf(`${format} of the whole log`, found, bytes, nothing.rssMb));
  }
  console.log(
    `\nWebhooks meanwhile, ${PER_SECOND} a second, from ${ROOMS} rooms, with simulated platforms in a process beside ` +
      `(${before} before, ${loadNow()} after).\n`,
  );
  console.log(table(HEAD, rows));
}

const HEAD = [
  '',
  'seconds',
  'MB',
  'acks p50 / p99 / longest, ms',
  'longest turn, ms',
  'RSS more, MB',
];

function rowOf(name: string, found: Meanwhile, bytes: number | null, rssMb: number): string[] {
  const sorted = found.acks.toSorted((one, other) => one - other);
  const at = (share: number) =>
    fixed(1)(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN);
  const refused = found.refused === 0 ? '' : `, ${found.refused} not answered 200!`;
  return [
    name,
    fixed(1)(found.seconds),
    bytes === null ? '–' : whole(bytes / 1e6),
    `${at(0.5)} / ${at(0.99)} / ${at(1)}${refused}`,
    fixed(1)(found.longestTurnMs),
    whole(found.rssMb - rssMb),
  ];
}

let runs = 0;

/** Sends webhooks at fixed instants while `work` goes on. */
async function during(bridge: Measured, work: () => Promise<void>): Promise<Meanwhile> {
  runs += 1;
  const run = `acks${runs}`;
  await bridge.usage();
  const [acks, answers]: [number[], Promise<void>[]] = [[], []];
  let refused = 0;
  const send = async (number: number, dueAt: number) => {
    const webhook = lineWebhook({ from: 'line', run, number, room: number % ROOMS });
    const { path, ...rest } = webhook;
    const answer = await request(`http://127.0.0.1:${bridge.port}${path}`, {
      method: 'POST',
      ...rest,
    });
    await answer.body.dump();
    acks.push(performance.now() - dueAt);
    if (answer.statusCode !== 200) refused += 1;
  };
  const startedAt = performance.now();
  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  let [rssMb, longestTurnMs] = [0, 0];
  const look = async () => {
    const usage = await bridge.usage();
    rssMb = Math.max(rssMb, usage.rssMb);
    longestTurnMs = Math.max(longestTurnMs, usage.longestTurnMs);
  };
  // On its own: the bridge answers late while it is held, and webhooks come all the same.
  const looking = (async () => {
    for (; !isDone; await pause(RSS_EVERY_MS)) await look();
  })();
  for (let number = 0; !isDone; number += 1) {
    const dueAt = startedAt + (number * 1000) / PER_SECOND;
    await pause(Math.max(0, dueAt - performance.now()));
    answers.push(send(number, dueAt));
  }
  await done;
  const seconds = (performance.now() - startedAt) / 1000;
  await looking;
  await look();
  await Promise.all(answers);
  return { acks, refused, seconds, rssMb, longestTurnMs };
}

/** As `audit open` makes it, for the first of `ADMIN_USERS`, who is an auditor. */
function linkOfAuditor(folder: string): string {
  const token = systemChance.token(TOKEN_BYTES);
  const store = openNodeStore(folder);
  const madeAt = Date.now();
  addAuditLink(store.db, {
    ...{ tokenHash: hashOfToken(token), memberId: memberOf(0), leadsTo: '/audit' },
    ...{ madeAt, endsAt: madeAt + MINUTE_MS },
  });
  store.close();
  return token;
}

const FROM_OUR_PAGE = { 'sec-fetch-site': 'same-origin' };

/** Redeems the link; returns the cookie of the session. */
async function openPage(bridge: Measured, token: string): Promise<string> {
  const answer = await request(`http://127.0.0.1:${bridge.port}/audit/open/${token}`, {
    method: 'POST',
    headers: FROM_OUR_PAGE,
  });
  await answer.body.dump();
  const [cookie] = [answer.headers['set-cookie'] ?? []].flat();
  if (cookie === undefined) throw new Error(`The page does not open: ${answer.statusCode}.`);
  return cookie.split(';')[0] ?? '';
}

/** Downloads by the button of the page. Returns how many bytes came. */
async function download(bridge: Measured, cookie: string, format: string): Promise<number> {
  const base = `http://127.0.0.1:${bridge.port}`;
  const page = await request(`${base}/audit/export?go=1&format=${format}&rows=messages`, {
    headers: { cookie },
  });
  const form = / action="(\/audit\/export\?[^"]*)"/.exec(await page.body.text())?.[1];
  if (form === undefined) throw new Error(`There is no button to download by: ${page.statusCode}.`);
  const answer = await request(`${base}${form.replaceAll('&amp;', '&')}`, {
    ...{ method: 'POST', headers: { cookie, ...FROM_OUR_PAGE } },
    ...{ headersTimeout: MINUTE_MS, bodyTimeout: MINUTE_MS },
  });
  if (answer.statusCode !== 200) throw new Error(`The download is answered ${answer.statusCode}.`);
  let bytes = 0;
  for await (const piece of answer.body) bytes += (piece as Buffer).length;
  return bytes;
}

const [source = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'kakehashi-acks-'));
const stage = await openStage(ROOMS);
try {
  copyFileSync(join(source, 'kakehashi.db'), join(folder, 'kakehashi.db'));
  seedCompany(folder, companyOf(ROOMS));
  const token = linkOfAuditor(folder);
  const bridge = await startBridge({ ...environmentOf(folder, stage), ...TURNS });
  try {
    await compare(bridge, await openPage(bridge, token));
  } finally {
    await bridge.stop();
  }
} finally {
  await stage.stop();
  rmSync(folder, { recursive: true, force: true });
}
