import { createBook } from './book.ts';
import { companyOf } from './company.ts';
import { startLinePlatform } from './line-platform.ts';
import { closedLoop, drained, openLoop, pause } from './loops.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { startWorksPlatform } from './works-platform.ts';
import { type Counted, type Order, order, type Told } from './world-orders.ts';

/*
 * Both platforms and the load on the bridge, in one process: `node world.ts <run> <rooms>`. The
 * sender of a message also sees it arrive, so times need no second clock.
 */

/** After this, missing messages are given up. */
const DRAIN_MS = 10_000;
/** Messages that came faster than they were relayed are given up sooner. */
const OPEN_DRAIN_MS = 3000;
/** A slow bridge, or a busy machine, is measured this many times as long. */
const MOST_TIMES = 4;

const [run = '', allRooms] = process.argv.slice(2);
const company = companyOf(Number(allRooms));
const book = createBook();
let traffic: Traffic | null = null;
let aims = 0;

const answer = (said: object) => process.send?.(said);

async function aim({
  port,
  echoes,
  rooms,
  filesEvery,
}: Extract<Order, { do: 'aim' }>): Promise<void> {
  await traffic?.close();
  aims += 1;
  traffic = createTraffic(company, rooms, book, port, `${run}x${aims}`, filesEvery);
  book.echoes = echoes;
  answer({ is: 'aimed' });
}

/** Counts from this call to the call of the returned function. */
function beginCount(): () => Counted {
  const { messages, sends } = book.arrivals;
  const since = performance.now();
  const cpu = process.cpuUsage();
  book.takeTimes();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    const times = book.takeTimes().sort((one, other) => one - other);
    const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? Number.NaN;
    return {
      is: 'counted',
      ms: performance.now() - since,
      messages: book.arrivals.messages - messages,
      sends: book.arrivals.sends - sends,
      worldMs: (user + system) / 1000,
      p50: at(0.5),
      p99: at(0.99),
      underWay: book.underWay,
      left: 0,
    };
  };
}

async function runClosed(
  to: Traffic,
  { way, outstanding, warmUpMs, ms, least }: Extract<Order, { do: 'closed' }>,
): Promise<void> {
  const stop = closedLoop(to, way, outstanding);
  await pause(warmUpMs);
  answer({ is: 'begun' });
  const end = beginCount();
  const enough = book.arrivals.messages + least;
  await pause(ms);
  for (let more = 1; more < MOST_TIMES && book.arrivals.messages < enough; more += 1) {
    await pause(ms);
  }
  answer(end());
  stop();
  await drained(book, DRAIN_MS);
  answer({ is: 'rested' });
}

async function runOpen(to: Traffic, wanted: Extract<Order, { do: 'open' }>): Promise<void> {
  answer({ is: 'begun' });
  const end = beginCount();
  await openLoop(to, wanted.way, wanted);
  const { underWay } = book;
  // The last messages' times count, too; those that never come are listed beside them.
  const left = await drained(book, OPEN_DRAIN_MS);
  answer({ ...end(), underWay, left });
  answer({ is: 'rested' });
}

function tell(to: Traffic): void {
  const { arrivals, underWay, faults } = book;
  const told: Told = { is: 'told', arrivals, refused: to.refused, underWay, faults: [...faults] };
  answer(told);
}

async function obey(wanted: Order): Promise<void> {
  if (wanted.do === 'aim') return aim(wanted);
  if (traffic === null) throw new Error('Nothing has been aimed at.');
  switch (wanted.do) {
    case 'closed':
      return runClosed(traffic, wanted);
    case 'open':
      return runOpen(traffic, wanted);
    case 'tell':
      return tell(traffic);
    default:
      return wanted satisfies never;
  }
}

const fail = (error: unknown) => {
  console.error(error);
  process.exit(1);
};

let orders = Promise.resolve();
process.on('message', (message) => {
  // One after the other: an order ends when its messages have come to rest.
  orders = orders.then(() => obey(order.parse(message))).catch(fail);
});
process.on('disconnect', () => process.exit(0));
const lineUrl = await startLinePlatform(book);
const worksUrl = await startWorksPlatform(company, book);
answer({ is: 'opened', lineUrl, worksUrl });
