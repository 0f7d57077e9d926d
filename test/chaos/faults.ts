import type { FaultRule as LineFault, LinePlatform } from '../../sandbox/line/platform.ts';
import type { FaultRule as WorksFault, WorksPlatform } from '../../sandbox/line-works/platform.ts';
import type { Dice } from '../endurance/chance.ts';
import { diceFor, pick, type Weighted } from './chance.ts';

/** How often each kind of fault has struck, by its name. */
export type FaultCounts = Map<string, number>;

/** The share of calls that meet with a fault. */
const FAULTY = 0.1;

type Named<Fault> = readonly [name: string, Fault];

/** A proxy's page in place of an answer (line.md §2.4). */
const PAGE = '<html><body>Service Unavailable</body></html>';

const BEFORE = [
  [['before: 500', { status: 500 }], 4],
  [['before: connection cut', { action: 'cut' }], 4],
  [['before: hang', { action: 'hang' }], 3],
  [['token expired (401)', { status: 401 }], 2],
] as const satisfies Weighted<Named<LineFault & WorksFault>>;

const AFTER = [
  [['after: connection cut', { mode: 'after', action: 'cut' }], 5],
  [['after: 500', { mode: 'after', status: 500 }], 3],
  [['after: hang', { mode: 'after', action: 'hang' }], 2],
  [['after: stall in mid-answer', { action: 'stall' }], 1],
] as const satisfies Weighted<Named<LineFault & WorksFault>>;

/** line.md §2.5; the monthly quota is a real one (`load.ts`). */
const LINE_FAULTS: Weighted<Named<LineFault>> = [
  ...BEFORE,
  ...AFTER,
  [['before: a page of a proxy (503)', { status: 503, body: PAGE }], 1],
  [['after: half an answer', { action: 'truncate' }], 1],
  [['429: rate', { status: 429 }], 2],
  [['429: same user', { status: 429, body: { message: 'Too many messages to the user' } }], 1],
  [['429: concurrent', { status: 429, body: { message: 'Too many concurrent requests' } }], 1],
];

/** line-works.md §3.3: with the time that is left, without, and by a proxy's header. */
const WORKS_FAULTS: Weighted<Named<WorksFault>> = [
  ...BEFORE,
  ...AFTER,
  [['before: 503', { status: 503 }], 1],
  [
    [
      '429: rate, with its end',
      { status: 429, headers: { 'rateLimit-remaining': '0', 'rateLimit-reset': '5' } },
    ],
    2,
  ],
  [['429: rate, without its end', { status: 429 }], 1],
  [['429: Retry-After', { status: 429, headers: { 'retry-after': '3' } }], 1],
];

/** From now on one call in ten fails, as the seed says for the n-th call of each API. */
export function strike(
  seed: number,
  line: LinePlatform,
  works: WorksPlatform,
  counts: FaultCounts,
): void {
  const lineFault = judge(seed, 'LINE', LINE_FAULTS, counts);
  line.faults.each(({ api }) => lineFault(api));
  const worksFault = judge(seed, 'LINE WORKS', WORKS_FAULTS, counts);
  works.faults.each(({ api }) => worksFault(api));
}

function judge<Fault>(
  seed: number,
  platform: string,
  faults: Weighted<Named<Fault>>,
  counts: FaultCounts,
): (api: string) => Fault | null {
  const chances = new Map<string, Dice>();
  return (api) => {
    const dice = chances.get(api) ?? diceFor(seed, `${platform} ${api}`);
    chances.set(api, dice);
    if (!dice.isLucky(FAULTY)) return null;
    const [name, fault] = pick(dice, faults);
    const full = `${platform}, ${name}`;
    counts.set(full, (counts.get(full) ?? 0) + 1);
    return fault;
  };
}
