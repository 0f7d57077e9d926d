import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBridge } from './bridge-stage.ts';
import { startChild } from './child.ts';
import { type Expectation, fixed, loadNow, median, range, table, whole } from './figures.ts';
import { type Fired, fired, ready, warm } from './load-orders.ts';
import { type Measured, startReceiver } from './measured.ts';

/** Acknowledged webhooks a second, with the relay at work behind them. */

const MODES = {
  a: 'empty Hono route',
  b: 'Hono + HMAC + JSON, nothing kept',
  c: 'as e, but a commit per request',
  d: 'bridge, relaying to the platforms meanwhile',
  e: 'bridge that only keeps events',
} as const;
type Mode = keyof typeof MODES;
const MODE_NAMES: readonly Mode[] = ['a', 'b', 'c', 'd', 'e'];

const WEBHOOKS = 20_000;
const ROOMS = 1000;
const LOAD = fileURLToPath(new URL('./load.ts', import.meta.url));

interface Received extends Fired {
  readonly perSecond: number;
  /** The relay's rate meanwhile; null where there is no relay. */
  readonly relay: { readonly perSecond: number; readonly aloneShare: number } | null;
}

/** The relay's rate with only its own messages coming in. */
const ALONE = { way: 'line', outstanding: 32, warmUpMs: 1000, ms: 1000, least: 200 } as const;
/**
 * A resting relay would flatter receipt: in a flood it gets an eighth of the time and does more.
 */
const LEAST_SHARE = 0.15;

/** The modes take turns, so that a busy minute hits them all. */
export async function benchReceipt(rounds: number): Promise<Expectation[]> {
  const before = loadNow();
  const results = new Map<Mode, Received[]>(MODE_NAMES.map((mode) => [mode, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const mode of MODE_NAMES) results.get(mode)?.push(await receive(mode));
  }
  print(results, before);
  return expectations(results);
}

async function receive(mode: Mode): Promise<Received> {
  if (mode === 'd') return receiveAndRelay();
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-bench-'));
  const server = await startReceiver(mode, folder, ROOMS);
  try {
    const { relayed: _none, ...received } = await load(server, async () => 0);
    return { ...received, relay: null };
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const receiveAndRelay = (): Promise<Received> =>
  withBridge({ rooms: ROOMS }, async ({ stage, bridge }) => {
    const alone = await stage.closed(ALONE);
    const arrived = async () => (await stage.tell()).arrivals.messages;
    const { relayed, ...received } = await load(bridge, arrived);
    const perSecond = (relayed / received.ms) * 1000;
    return { ...received, relay: { perSecond, aloneShare: perSecond / alone.perSecond } };
  });

let loads = 0;

/** `arrived`: how many messages have reached the other side so far. */
async function load(
  server: Measured,
  arrived: () => Promise<number>,
): Promise<Omit<Received, 'relay'> & { readonly relayed: number }> {
  loads += 1;
  const child = startChild({ file: LOAD, args: [`l${loads}`, String(WEBHOOKS), String(ROOMS)] });
  try {
    await child.hear(ready);
    child.tell({ port: server.port });
    await child.hear(warm);
    const before = await arrived();
    const found = await child.hear(fired);
    const relayed = (await arrived()) - before;
    return { ...found, perSecond: (found.answered / found.ms) * 1000, relayed };
  } finally {
    await child.end('SIGKILL');
  }
}

const HEAD = ['', 'webhooks/s (min–max)', 'p50 / p99 ms', 'relayed meanwhile', ''];

function print(results: ReadonlyMap<Mode, readonly Received[]>, before: string): void {
  console.log(
    `\nReceipt: ${whole(WEBHOOKS)} distinct signed webhooks, 64 connections, at most 8 s, the load in a process of its ` +
      `own.\nd runs as npm start runs it; the platforms that it relays to have a process, too, and their share of the ` +
      `processors. In a\nflood it gets at least an eighth of the bridge's time (${before} before, ${loadNow()} after).\n`,
  );
  const rows = [...results].map(([mode, rounds]) => {
    const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
    const relays = rounds.flatMap(({ relay }) => relay ?? []);
    const relayed = range(
      relays.map((relay) => relay.perSecond),
      whole,
    );
    const share = range(
      relays.map((relay) => relay.aloneShare),
      fixed(2),
    );
    return [
      `${mode}  ${MODES[mode]}`,
      range(
        rounds.map((round) => round.perSecond),
        whole,
      ),
      `${median(rounds.map((round) => round.p50)).toFixed(1)} / ${median(rounds.map((round) => round.p99)).toFixed(1)}`,
      relays.length > 0 ? `${relayed} a second, ${share} of alone` : '–',
      failed > 0 ? `${failed} not answered 200!` : '',
    ];
  });
  console.log(table(HEAD, rows));
}

const LEAST_TO_NOTHING_KEPT = 0.75;
const LEAST_TO_UNGROUPED = 4;

function expectations(results: ReadonlyMap<Mode, readonly Received[]>): Expectation[] {
  // Medians of the ratios within rounds, whose sides were measured within the same half minute.
  const ratiosOf = (above: Mode, below: Mode) =>
    (results.get(above) ?? []).map(
      (round, n) => round.perSecond / (results.get(below)?.[n]?.perSecond ?? Number.NaN),
    );
  const ratio = (above: Mode, below: Mode, least: number): Expectation => {
    const ratios = ratiosOf(above, below);
    return {
      figure: `receipt, ${above} ÷ ${below}`,
      wish: `≥ ${least}`,
      found: range(ratios, fixed(2)),
      met: median(ratios) >= least,
    };
  };
  const shares = (results.get('d') ?? []).map(({ relay }) => relay?.aloneShare ?? 0);
  return [
    ratio('d', 'b', LEAST_TO_NOTHING_KEPT),
    ratio('d', 'c', LEAST_TO_UNGROUPED),
    {
      figure: 'relay while receipt is timed ÷ alone (it does not rest)',
      wish: `≥ ${LEAST_SHARE}`,
      found: range(shares, fixed(2)),
      met: median(shares) >= LEAST_SHARE,
    },
  ];
}
