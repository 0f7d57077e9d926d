import type { Dice } from '../endurance/chance.ts';
import { OA } from '../helpers/company.ts';
import { diceFor, pick } from './chance.ts';
import type { ChaosWorld, Talk } from './chaos-world.ts';
import { fileNameOf, type Planned, textOf } from './conversations.ts';
import { runUntil } from './time.ts';

/** A lost or repeated event comes after so long, at most; ms. */
const REDELIVERY_MS = 30_000;
/** How long webhooks travel in one way. Ms. */
const ORDER_MS = 15_000;
const ORDERS = [
  ['normal', 6],
  ['twice', 1],
  ['reordered', 1],
] as const;
/** The part of the load in which the month's pushes are used up. */
const USED_UP = { from: 0.5, to: 0.65 };
const PLENTY = 100_000;
/** LINE's tokens are made invalid so often, ms. */
const EXPIRY_MS = 40_000;
/** A round that takes longer hangs. Real ms. */
const MOST_MS = 900_000;

/** Something that happens at its time. */
interface Deed {
  readonly at: number;
  run(): void;
}

/**
 * Says everything that is planned, at its time, while platforms and webhooks are in disorder. @returns the marks of
 * messages whose event the bridge has answered with 2xx
 */
export async function saySo(
  seed: number,
  { world, talks }: ChaosWorld,
  planned: readonly Planned[],
): Promise<ReadonlySet<string>> {
  const { clock } = world;
  const dice = diceFor(seed, 'travel');
  let open = planned.length;
  const taken = new Set<string>();
  const startedAt = clock.now();
  const last = planned.at(-1)?.at ?? 0;

  const deeds: Deed[] = [
    ...planned.map(
      (one): Deed => ({
        at: one.at,
        run: () => {
          const talk = talks[one.talk];
          if (talk === undefined) throw new Error(`There is no talk ${one.talk}.`);
          void say(talk, one, later).then((status) => {
            if (status !== null && status >= 200 && status < 300) taken.add(one.mark);
            open -= 1;
          });
        },
      }),
    ),
    ...disorderOf(world, dice, last),
  ];
  const waiting = deeds.sort((one, other) => one.at - other.at);
  const later = () =>
    new Promise<void>((resolve) => {
      const at = clock.now() - startedAt + dice.below(REDELIVERY_MS);
      const place = waiting.findIndex((deed) => deed.at > at);
      waiting.splice(place === -1 ? waiting.length : place, 0, { at, run: resolve });
    });

  const isSaid = () => {
    while ((waiting[0]?.at ?? Number.POSITIVE_INFINITY) <= clock.now() - startedAt) {
      waiting.shift()?.run();
    }
    return waiting.length + open === 0;
  };
  if (!(await runUntil(clock, isSaid, MOST_MS))) throw new Error('The load came to no end.');
  return taken;
}

async function say(
  talk: Talk,
  planned: Planned,
  later: () => Promise<void>,
): Promise<number | null> {
  const bytes = Buffer.from(`${textOf(planned)}\n`.repeat(40));
  const fileName = fileNameOf(planned);
  if (planned.from === 'works') {
    if (planned.kind === 'text') return talk.room.says(textOf(planned));
    return talk.room.sendsFile('file', { fileName, bytes, contentType: 'text/plain' });
  }
  const to = { oa: OA, hold: planned.travel === 'late' };
  const { webhookEventId, status } =
    planned.kind === 'text'
      ? await talk.user.says(textOf(planned), to)
      : await talk.user.sendsContent('file', { bytes, fileName, contentType: 'text/plain' }, to);
  if (planned.travel === 'straight') return status;
  await later();
  return talk.redeliver(webhookEventId);
}

/** What else happens meanwhile: webhooks travel in disorder, tokens expire, the month is used up. */
function disorderOf({ line, works }: ChaosWorld['world'], dice: Dice, last: number): Deed[] {
  const account = line.account(OA);
  const deeds: Deed[] = [
    { at: last * USED_UP.from, run: () => account.setQuota(account.quota.used) },
    { at: last * USED_UP.to, run: () => account.setQuota(PLENTY) },
  ];
  for (let at = 0; at < last; at += ORDER_MS) {
    const [toLine, toWorks] = [pick(dice, ORDERS), pick(dice, ORDERS)];
    deeds.push({
      at,
      run: () => {
        line.faults.webhooks(toLine);
        works.faults.webhooks(toWorks);
      },
    });
  }
  for (let at = EXPIRY_MS; at < last; at += EXPIRY_MS) {
    deeds.push({ at, run: () => account.expireTokens() });
  }
  const end = () => {
    line.faults.webhooks('normal');
    works.faults.webhooks('normal');
  };
  return [...deeds, { at: last + 1, run: end }];
}
