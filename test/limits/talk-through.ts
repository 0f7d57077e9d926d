import type { LineUser } from '../../sandbox/line/platform.ts';
import type { RoomView } from '../../sandbox/line-works/platform.ts';
import { verifyChain } from '../../src/store/audit/verify-log.ts';
import { jobs, outbox, requests } from '../../src/store/schema.ts';
import { OA } from '../helpers/company.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import { fromBot } from '../helpers/people.ts';
import { inboxOf } from '../helpers/webhooks.ts';
import type { World } from '../helpers/world.ts';
import type { Failing, FailingStatements } from './failing-statements.ts';

/** A short conversation both ways, again and again, while the database refuses what it likes. */
export interface TalkThrough {
  readonly world: World;
  /** One question and one answer, with a fault in between. */
  round(failing?: Failing): Promise<Round>;
  stop(): Promise<void>;
}

interface Round {
  /** Writes and commits until nothing was to be done any more, and how many of them failed. */
  readonly seen: number;
  readonly failed: number;
  /** What did not hold afterwards, in words. */
  readonly wrong: string | null;
}

/** What a customer and a member do, and how it is known on the other side. */
interface Deeds {
  asks(user: LineUser, words: string): Promise<unknown>;
  answers(room: RoomView, words: string): Promise<number | null>;
  /** Whether a bubble of this round in the member's room is what the customer sent. */
  isAsked(bubble: { readonly text: string }, words: string): boolean;
}

const file = (words: string) => ({
  fileName: `${words}.pdf`,
  contentType: 'application/pdf',
  bytes: Buffer.from(`%PDF-1.7 ${words}`),
});

export const DEEDS = {
  texts: {
    asks: (user, words) => user.says(words, { oa: OA }),
    answers: (room, words) => room.says(words),
    isAsked: ({ text }, words) => text.includes(words),
  },
  files: {
    asks: (user, words) => user.sendsContent('file', file(words), { oa: OA }),
    answers: (room, words) => room.sendsFile('file', file(words)),
    isAsked: ({ text }) => text === '[file]',
  },
} satisfies Readonly<Record<string, Deeds>>;

export type Deed = keyof typeof DEEDS;

const NAME = '花子';
/** Unwritten ends of calls and of jobs are tried again so soon, real ms. */
const AGAIN_MS = 2;
/** What was not taken comes again within so long, or is tried again by us. */
const SECONDS_AFTER = 5;

export async function startTalkThrough(
  port: FailingStatements,
  deed: Deed = 'texts',
): Promise<TalkThrough> {
  const world = await startLinkedWorld({ parts: { writeAgainMs: AGAIN_MS } });
  world.line.account(OA).setRedelivery(true);
  await world.lineUser(NAME).says('トークID: tanaka');
  await world.tanaka.says(NAME, '始めます');
  const { asks, answers, isAsked }: Deeds = DEEDS[deed];
  const seconds = async () => {
    for (let second = 0; second < SECONDS_AFTER; second += 1) await world.later(1000);
  };
  let rounds = 0;
  const round: TalkThrough['round'] = async (failing) => {
    rounds += 1;
    const words = { question: `質問 ${rounds}。`, answer: `返事 ${rounds}。` };
    const room = world.tanaka.room(NAME);
    const before = fromBot(room.messages).length;
    port.begin(failing);
    await asks(world.lineUser(NAME).user, words.question);
    const status = await answers(room, words.answer);
    await turns(world);
    const { seen, failed } = port.end();
    await seconds();
    await world.line.account(OA).redeliverFailed();
    // LINE WORKS never sends a callback again; the member sees that nothing came, and does.
    if (status !== 200) await answers(room, words.answer);
    await seconds();
    const asked = fromBot(world.tanaka.room(NAME).messages)
      .slice(before)
      .filter((bubble) => isAsked(bubble, words.question)).length;
    const wrong = wrongIn(world, asked, words.answer);
    const what = `${JSON.stringify(failing)}, ${failed} failed, ${status}`;
    return { seen, failed, wrong: wrong === null ? null : `${what}: ${wrong}` };
  };
  return { world, round, stop: () => world.stop() };
}

/** Lets the engine try some times, with the pauses that it makes after a fault. */
async function turns(world: World): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    for (let tick = 0; tick < 6; tick += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    world.clock.advance(1000);
  }
}

function wrongIn(world: World, asked: number, answer: string): string | null {
  const { db } = world.bridge.workspace.context;
  const events = inboxOf(world).map(({ state }) => state);
  const found = {
    // A LINE WORKS send has no key: only one whose outcome was unclear may show twice, and none is here.
    question: asked,
    answer: world.lineUser(NAME).received.filter(({ text }) => text.includes(answer)).length,
    breaks: verifyChain(db).ok ? 0 : 1,
    unheard: events.filter((state) => state !== 'done').length,
    requests: db.select().from(requests).all().length,
    unsent: db
      .select()
      .from(outbox)
      .all()
      .filter(({ state }) => state !== 'sent').length,
    unwrittenJobs: db
      .select()
      .from(jobs)
      .all()
      .filter(({ dueAt }) => dueAt <= world.clock.now()).length,
  };
  const { question, answer: answered, ...rest } = found;
  const holds = question === 1 && answered === 1 && Object.values(rest).every((n) => n === 0);
  return holds ? null : JSON.stringify(found);
}
