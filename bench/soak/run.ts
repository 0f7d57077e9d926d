import { parseArgs } from 'node:util';
import { withBridge } from '../bridge-stage.ts';
import { table, whole } from '../figures.ts';
import { TIMES } from '../measured.ts';
import { faultsOf } from './judge.ts';
import { type Minute, soak } from './soak.ts';

/*
 * `npm run soak -- [--minutes 20] [--rate 50]`: conversations both ways for a long time, some with files.
 * Exit code 1, with the reason: memory grows, lanes stay, a statement becomes slower.
 */

const ROOMS = 1000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    rate: { type: 'string', default: '50' },
  },
});
const [minutes, perSecond] = [Number(values.minutes), Number(values.rate)];
if (!(minutes > 0) || !(perSecond > 0)) {
  console.error('npm run soak -- [--minutes 20] [--rate 50]');
  process.exit(2);
}

const HEAD = ['minute', 'messages', 'RSS MB', 'heap MB', 'lanes', 'p50 ms', 'p99 ms', 'slowest ms'];

function rowOf({ at, messages, rssMb, heapMb, lanes, p50, p99, times }: Minute): string[] {
  const [slowest] = times.toSorted((one, other) => other.medianMs - one.medianMs);
  const words = slowest?.sql.replace(/\s+/g, ' ').slice(0, 60) ?? '';
  return [
    at.toFixed(1),
    whole(messages),
    whole(rssMb),
    whole(heapMb),
    whole(lanes),
    p50.toFixed(1),
    p99.toFixed(1),
    `${slowest?.medianMs.toFixed(2)} ${words}`,
  ];
}

console.log(`${whole(perSecond)} messages a second for ${minutes} minutes, ${whole(ROOMS)} rooms.`);
console.log(HEAD.join(' | '));
const found = await withBridge({ rooms: ROOMS, environment: TIMES }, (on) =>
  soak(on, { minutes, perSecond }, (minute) => console.log(rowOf(minute).join(' | '))),
);
console.log(`\n${table(HEAD, found.minutes.map(rowOf))}`);
const faults = faultsOf(found);
console.log(faults.length === 0 ? 'It holds.' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
