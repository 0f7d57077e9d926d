import { BRIDGE_BOT } from '../helpers/company.ts';
import { send, signed, worksTextEvent } from '../helpers/webhooks.ts';
import type { Report } from './report.ts';
import { type Citizen, numbers, sideBySide, type Town } from './town.ts';

const MOST_MS = 2000;
/** On a slow machine the crash loop may cost the others at most this many times what they need anyway. */
const TIMES_AS_LONG = 4;
/** So many callbacks tell a p99; of few companies each has more, of many each has some. */
const CALLBACKS = 500;
const LEAST_EACH = 4;
const AT_ONCE = 8;
const CALLERS_OF_THE_BROKEN = 8;

/** One company's object resets on each call; how fast are the others' webhooks acknowledged? */
export async function crashLoop(town: Town, broken: Citizen, report: Report): Promise<void> {
  const others = town.citizens.filter(({ name }) => name !== broken.name);
  const quiet = await acknowledgements(town, others, report);
  report.tell(`acknowledged while all are well: ${told(quiet)}`);
  await town.order('crash', { workspaces: [broken.name] });
  const going = { on: true };
  const crashing = sideBySide(numbers(CALLERS_OF_THE_BROKEN), CALLERS_OF_THE_BROKEN, async () => {
    while (going.on) {
      const status = await callback(town.url, broken);
      report.tried('calls that the crash loop has refused');
      if (status !== 503) report.breach(`the crash loop answered ${status}`);
    }
  });
  const taken = await acknowledgements(town, others, report);
  going.on = false;
  await crashing;
  await town.order('crash', { workspaces: [] });
  report.tell(`acknowledged beside a crash loop: ${told(taken)}`);
  const p99 = percentile(taken, 0.99);
  const mostMs = Math.max(MOST_MS, TIMES_AS_LONG * percentile(quiet, 0.99));
  if (mostMs > MOST_MS)
    report.tell(
      `too slow a machine to judge by ${MOST_MS} ms: ${Math.round(mostMs)} ms were allowed`,
    );
  if (p99 >= mostMs) report.breach(`p99 of acknowledgements beside a crash loop is ${p99} ms`);
  const status = await callback(town.url, broken);
  if (status !== 200) report.breach(`after its crash loop ${broken.name} answers ${status}`);
}

async function acknowledgements(
  { url }: Town,
  others: readonly Citizen[],
  report: Report,
): Promise<number[]> {
  const taken: number[] = [];
  const each = Math.max(LEAST_EACH, Math.ceil(CALLBACKS / others.length));
  const calls = numbers(each).flatMap(() => others);
  await sideBySide(calls, AT_ONCE, async (citizen) => {
    const startedAt = performance.now();
    const status = await callback(url, citizen);
    taken.push(performance.now() - startedAt);
    report.tried('callbacks that the others acknowledged');
    if (status !== 200) report.breach(`${citizen.name} answers ${status} beside a crash loop`);
  });
  return taken;
}

/** From a room that is not ours: it is kept, and costs no call of a platform. */
async function callback(url: string, { name, works, tanaka, settings }: Citizen): Promise<number> {
  count += 1;
  const event = worksTextEvent({
    userId: tanaka.user.userId,
    channelId: 'a-room-of-others',
    text: `message ${count}`,
    at: Date.now(),
    domainId: works.domainId,
  });
  const body = JSON.stringify(event);
  const signature = signed(settings.WORKS_BOT_SECRET ?? '', body);
  const headers = { 'x-works-botid': BRIDGE_BOT, 'x-works-signature': signature };
  return (await send(`${url}/w/${name}/works/callback`, body, { headers })).status;
}
let count = 0;

const percentile = (taken: readonly number[], part: number): number => {
  const sorted = [...taken].sort((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0);
};

const told = (taken: readonly number[]): string =>
  `${taken.length}, p50 ${percentile(taken, 0.5)} ms, p99 ${percentile(taken, 0.99)} ms, ` +
  `longest ${percentile(taken, 1)} ms`;
