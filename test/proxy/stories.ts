import { createServer } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type ChildBridge, until } from '../helpers/child-bridge.ts';
import { lineCallback, type Stream, startStream, worksCallback } from './callbacks.ts';
import type { FrontProxy } from './proxies.ts';
import { ask, statusOf } from './requests.ts';

/** What a proxy before the bridge must do, told for all proxies at once before one bridge. */

export interface Stage {
  readonly proxies: readonly FrontProxy[];
  readonly bridgePort: number;
  readonly folder: string;
  start(): Promise<ChildBridge>;
}

export interface Verdict {
  readonly what: string;
  /** Null: it holds. */
  readonly fault: string | null;
}

const DOWN_MS = 3000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a story leaves: the bridge that runs then, and what held. */
interface Told {
  readonly bridge: ChildBridge;
  readonly verdicts: readonly Verdict[];
}

/** SIGTERM, a pause, a start, under callbacks; some callers hang up meanwhile. */
export async function overStop(stage: Stage, bridge: ChildBridge): Promise<Told> {
  const streams = stage.proxies.map((proxy) => startStream(proxy.origin, `stop-${proxy.name}`));
  await pause(500);
  const { code } = await bridge.terminate();
  const gone = (proxy: FrontProxy) => `gone-${proxy.name}.`;
  const hangUp = (proxy: FrontProxy) =>
    statusOf({ ...worksCallback(proxy.origin, gone(proxy)), patienceMs: 300 });
  await Promise.all(stage.proxies.map(hangUp));
  await pause(DOWN_MS);
  const next = await stage.start();
  await pause(300);
  const verdicts = stage.proxies.map(async (proxy, place): Promise<Verdict[]> => {
    const stop = await judge(stage, `${proxy.name}: over SIGTERM and a start`, streams[place]);
    return proxy.servesTheGone ? [stop, await arrives(stage, proxy, gone(proxy))] : [stop];
  });
  const clean = { what: 'the bridge ends with 0', fault: code === 0 ? null : `it is ${code}` };
  return { bridge: next, verdicts: [clean, ...(await Promise.all(verdicts)).flat()] };
}

/** SIGKILL, a pause, a start; what had reached the door and was not answered yet breaks. */
export async function overKill(stage: Stage, bridge: ChildBridge): Promise<Told> {
  const streams = stage.proxies.map((proxy) => startStream(proxy.origin, `kill-${proxy.name}`));
  await pause(500);
  bridge.freeze();
  await pause(300);
  await bridge.kill();
  await pause(DOWN_MS);
  const next = await stage.start();
  await pause(300);
  const verdicts = stage.proxies.map((proxy, place) =>
    judge(stage, `${proxy.name}: over a hang, SIGKILL and a start`, streams[place]),
  );
  return { bridge: next, verdicts: await Promise.all(verdicts) };
}

/** What a caller sent who hung up comes all the same. */
async function arrives(stage: Stage, proxy: FrontProxy, mark: string): Promise<Verdict> {
  const what = `${proxy.name}: callers who hung up are served to the end`;
  return until(() => timesIn(stage, mark) === 1, mark).then(
    () => ({ what, fault: null }),
    () => ({ what, fault: 'it has not arrived' }),
  );
}

/** Whether each was answered 200 and is in the inbox once. */
async function judge(stage: Stage, what: string, stream: Stream | undefined): Promise<Verdict> {
  const sent = (await stream?.end()) ?? [];
  const refused = sent.filter(({ status }) => status !== 200);
  const wrong = sent.filter(({ mark }) => timesIn(stage, mark) !== 1);
  const numbered = `${what}: ${sent.length} callbacks answered 200, once each in the inbox`;
  if (refused.length === 0 && wrong.length === 0 && sent.length > 0) {
    return { what: numbered, fault: null };
  }
  const statuses = [...new Set(refused.map(({ status }) => status))].join(' and ');
  const fault = `${refused.length} answered ${statuses}, ${wrong.length} not once in the inbox`;
  return { what: numbered, fault };
}

/** How many events of the inbox hold this mark, read from outside as only a test does. */
function timesIn({ folder }: Stage, mark: string): number {
  const database = new Database(join(folder, 'kakehashi.db'), { readonly: true });
  try {
    const counted = database
      .prepare<[string], { n: number }>('SELECT count(*) AS n FROM inbox WHERE instr(body, ?)')
      .get(mark);
    return counted?.n ?? 0;
  } finally {
    database.close();
  }
}

/** What is refused at the door, with the bridge running. */
export async function refusals({ proxies }: Stage): Promise<Verdict[]> {
  const verdicts = proxies.map(async ({ name, origin }): Promise<Verdict> => {
    const large = { ...lineCallback(origin, 'x'.repeat(1_100_000)) };
    const found = {
      large: await statusOf(large),
      unsigned: await statusOf({ ...lineCallback(origin, 'unsigned'), headers: {} }),
      metrics: await statusOf({ url: `${origin}/metrics` }),
      health: await statusOf({ url: `${origin}/healthz` }),
      ready: await statusOf({ url: `${origin}/readyz` }),
      noFile: await statusOf({ url: `${origin}/media/token/name.jpg` }),
    };
    const isAsWanted = isDeepEqual(found, WANTED);
    const what = `${name}: large bodies, /metrics and other addresses are refused`;
    return { what, fault: isAsWanted ? null : JSON.stringify(found) };
  });
  return Promise.all(verdicts);
}

const WANTED = { large: 413, unsigned: 401, metrics: 404, health: 404, ready: 200, noFile: 404 };
const isDeepEqual = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** Files pass in ranges and as they come. Something else than the bridge stands behind the proxy. */
export async function files({ proxies, bridgePort }: Stage): Promise<Verdict[]> {
  let release = () => {};
  const stub = createServer((incoming, outgoing) => {
    outgoing.writeHead(206, { 'content-range': 'bytes 0-9/20', 'content-length': '10' });
    outgoing.write(incoming.headers.range === 'bytes=0-9' ? 'first' : 'wrong');
    const { host, 'x-forwarded-for': by, 'x-forwarded-proto': scheme } = incoming.headers;
    release = () => outgoing.end(host !== undefined && by === PEER && scheme ? 'after' : 'heads');
  });
  await new Promise<void>((resolve) => stub.listen(bridgePort, PEER, resolve));
  const verdicts: Verdict[] = [];
  for (const { name, origin } of proxies) {
    const range = { range: 'bytes=0-9', 'x-forwarded-for': '192.0.2.1' };
    const asked = { url: `${origin}/media/token/film.mp4`, headers: range };
    const answer = await ask(asked, (piece) => piece.startsWith('first') && release());
    const isWhole = answer.text === 'firstafter' && answer.status === 206;
    const fault = isWhole ? null : `${answer.status} ${answer.text}`;
    verdicts.push({ what: `${name}: files pass in ranges, piece by piece`, fault });
  }
  stub.closeAllConnections();
  await new Promise((resolve) => stub.close(resolve));
  return verdicts;
}

const PEER = '127.0.0.1';
