import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measured } from './load.ts';
import { MODES, type Mode } from './serve.ts';

/**
 * `npm run bench`: acknowledged webhooks a second, side by side in one run. Every server and every
 * load runs in a process of its own; the modes take turns, so that a busy minute hits all of them.
 * `npm run bench -- d e` measures only these.
 */

const ROUNDS = 3;
const WEBHOOKS = 20_000;

const MODE_NAMES = Object.keys(MODES) as Mode[];
const wanted = MODE_NAMES.filter((mode) => {
  const asked = process.argv.slice(2);
  return asked.length === 0 || asked.includes(mode);
});

const start = (file: string, args: readonly string[]): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), [...args], { stdio: 'inherit' });

/** The first message of a child, or why there is none. */
function heard<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', (code) => reject(new Error(`A part of the bench ended with code ${code}.`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function measure(mode: Mode, round: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-bench-'));
  const server = start('./serve.ts', [mode, folder]);
  const load = start('./load.ts', [`${mode}${round}x`, String(WEBHOOKS)]);
  try {
    const [{ port }] = await Promise.all([heard<{ port: number }>(server), heard<'ready'>(load)]);
    const answer = heard<Measured>(load);
    load.send(port);
    const measured = await answer;
    await ended(load);
    return measured;
  } finally {
    load.kill('SIGKILL');
    // A fresh server each time: what an engine has left to do must not slow the next mode.
    server.kill('SIGKILL');
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const whole = (value: number) => Math.round(value).toLocaleString('en');
const ms = (value: number) => value.toFixed(1);

function printTable(results: ReadonlyMap<Mode, readonly Measured[]>): void {
  console.log(`   ${''.padEnd(42)}${'per second (min–max)'.padStart(26)}   p50 / p99 ms`);
  for (const [mode, rounds] of results) {
    const rates = rounds.map(({ perSecond }) => perSecond);
    const range = `${whole(median(rates))} (${whole(Math.min(...rates))}–${whole(Math.max(...rates))})`;
    const p50 = ms(median(rounds.map((round) => round.p50)));
    const p99 = ms(median(rounds.map((round) => round.p99)));
    const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
    const note = failed > 0 ? `   ${failed} not answered 200!` : '';
    console.log(`${mode}  ${MODES[mode].padEnd(42)}${range.padStart(26)}   ${p50} / ${p99}${note}`);
  }
}

/** Of the rounds' own ratios: both sides of each were measured within the same half minute. */
function printRatio(
  results: ReadonlyMap<Mode, readonly Measured[]>,
  [above, below]: readonly [Mode, Mode],
  wish: string,
  isMet: (ratio: number) => boolean,
): void {
  const [upper, lower] = [results.get(above) ?? [], results.get(below) ?? []];
  const ratios = upper.map((round, n) => round.perSecond / (lower[n]?.perSecond ?? Number.NaN));
  if (ratios.length === 0 || lower.length === 0) return;
  const ratio = median(ratios);
  console.log(
    `${above} ÷ ${below} = ${ratio.toFixed(2)}  (expected ${wish}: ${isMet(ratio) ? 'yes' : 'NO'})`,
  );
}

console.log(
  `${ROUNDS} rounds, ${whole(WEBHOOKS)} distinct signed webhooks each, 64 connections, ` +
    `${cpus().length} processors shared with the load; Node ${process.version}.\n` +
    'd relays what arrives while it arrives, c and e only keep it; at most 8 s each.\n',
);
const results = new Map<Mode, Measured[]>(wanted.map((mode) => [mode, []]));
for (let round = 1; round <= ROUNDS; round += 1) {
  for (const mode of wanted) results.get(mode)?.push(await measure(mode, round));
}
printTable(results);
console.log('');
printRatio(results, ['d', 'b'], '≥ 0.60', (ratio) => ratio >= 0.6);
printRatio(results, ['d', 'c'], '≥ 4', (ratio) => ratio >= 4);
