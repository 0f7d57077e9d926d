import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { ja } from '../../../src/words/ja.ts';
import { runToItsEnd, until } from '../../helpers/child-bridge.ts';
import { type ChildWorld, startChildWorld } from '../../helpers/child-world.ts';
import { OA } from '../../helpers/company.ts';
import { fromBot } from '../../helpers/people.ts';

const TANAKA = 'tanaka@midori';
const SATO = 'sato@midori';
/** 5 rooms × 10 × both ways. */
const EACH_WAY = 10;

let world: ChildWorld;
beforeEach(async () => {
  world = await startChildWorld();
});
afterEach(() => world.stop());

interface Pair {
  readonly user: LineUser;
  readonly account: string;
}

const number = (n: number) => String(n).padStart(2, '0');
const asked = ({ user }: Pair, n: number) => `${user.displayName}の質問 ${number(n)}`;
const answered = ({ user }: Pair, n: number) => `${user.displayName}への返事 ${number(n)}`;
const numbers = Array.from({ length: EACH_WAY }, (_, n) => n + 1);

/** What the member's room shows of the customer's numbered texts. */
const shownToMember = ({ user, account }: Pair) =>
  fromBot(world.works.member(account).room(user.displayName).messages)
    .map((bubble) => bubble.text)
    .filter((text) => text.includes('の質問 '));

const shownToCustomer = ({ user }: Pair) =>
  user
    .chat(OA)
    .filter((bubble) => bubble.from === 'oa' && bubble.text.includes('への返事 '))
    .map((bubble) => bubble.text);

const withoutRepeats = (texts: readonly string[]) =>
  texts.filter((text, index) => text !== texts[index - 1]);

describe('SIGKILL', () => {
  test('in the middle of 100 messages: each arrives, in order, none twice on LINE', async () => {
    await world.link([TANAKA, SATO]);
    world.line.account(OA).setRedelivery(true);
    const names = ['花子', '太郎', '次郎', '三郎', '桜'];
    const pairs = await Promise.all(
      names.map(async (name, index): Promise<Pair> => {
        const account = index % 2 === 0 ? TANAKA : SATO;
        return { user: await world.customer(name, account), account };
      }),
    );
    const arrived = () =>
      pairs.reduce(
        (sum, pair) => sum + shownToMember(pair).length + shownToCustomer(pair).length,
        0,
      );

    // Slow calls leave a backlog for the kill to fall into.
    world.line.faults.delay(20);
    world.works.faults.delay(20);
    const accepted = new Map<Pair, string[]>(pairs.map((pair) => [pair, []]));
    const talks = pairs.map(async (pair) => {
      const room = world.works.member(pair.account).room(pair.user.displayName);
      for (const n of numbers) {
        const question = pair.user.says(asked(pair, n), { oa: OA });
        const status = await room.says(answered(pair, n));
        if (status === 200) accepted.get(pair)?.push(answered(pair, n));
        await question;
      }
    });
    await until(() => arrived() >= 15, '15 messages have arrived');
    await world.bridge.kill();
    expect(arrived()).toBeLessThan(100);
    await Promise.all(talks);
    world.line.faults.delay(0);
    world.works.faults.delay(0);

    await world.start();
    await until(
      async () => (await world.line.account(OA).redeliverFailed()) === 0,
      'LINE has redelivered what had failed',
    );
    await until(
      () =>
        pairs.every(
          (pair) =>
            new Set(shownToMember(pair)).size === EACH_WAY &&
            (accepted.get(pair) ?? []).every((text) => shownToCustomer(pair).includes(text)),
        ),
      'everything has arrived',
    );
    for (const pair of pairs) {
      // LINE WORKS sends are not idempotent: the one under way may show twice (§6.10).
      const atMember = shownToMember(pair);
      expect(withoutRepeats(atMember)).toEqual(numbers.map((n) => asked(pair, n)));
      expect(atMember.length).toBeLessThanOrEqual(EACH_WAY + 1);
      // A callback that died with the process may have been written before its answer.
      const atCustomer = shownToCustomer(pair);
      expect(atCustomer.length).toBe(new Set(atCustomer).size);
      expect(atCustomer).toEqual([...atCustomer].sort());
      expect(atCustomer).toEqual(expect.arrayContaining(accepted.get(pair) ?? []));
    }
  });

  test.each(['push', 'reply'] as const)(
    'between the %s that LINE accepted and its answer: shown once',
    async (api) => {
      await world.link([TANAKA]);
      const hanako: Pair = { user: await world.customer('花子', TANAKA), account: TANAKA };
      const room = world.works.member(TANAKA).room('花子');
      // A fresh reply token is used first, so the answer to a question is a reply.
      if (api === 'reply') await hanako.user.says(asked(hanako, 1), { oa: OA });
      await until(
        () => api === 'push' || shownToMember(hanako).length === 1,
        'the question arrived',
      );
      world.line.faults.failNext({ api, mode: 'after', action: 'hang' });
      await room.says(answered(hanako, 1));
      await until(() => shownToCustomer(hanako).length === 1, `the ${api} was taken`);
      await world.bridge.kill();
      const callsBefore = world.line.calls.length;
      await world.start();
      await room.says(answered(hanako, 2));
      await until(() => shownToCustomer(hanako).length >= 2, 'the lane went on');
      expect(shownToCustomer(hanako)).toEqual([answered(hanako, 1), answered(hanako, 2)]);
      const repeats = world.line.calls.slice(callsBefore).filter((call) => call.api === api);
      expect(repeats.some((call) => call.status === (api === 'push' ? 409 : 400))).toBe(true);
      const said = fromBot(room.messages).map((bubble) => bubble.text);
      expect(said.join('\n')).not.toContain(ja.room.maybeNotDelivered);
    },
  );
});

describe('start and stop', () => {
  test('ready within 5 s; SIGTERM ends it within 5 s, also while the platforms hang', async () => {
    expect(world.bridge.readyAfterMs).toBeLessThan(5000);
    await world.link([TANAKA]);
    const user = await world.customer('花子', TANAKA);
    world.line.faults.hangAll(true);
    world.works.faults.hangAll(true);
    await user.says('聞こえますか', { oa: OA });
    const ended = await world.bridge.terminate();
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.tookMs).toBeLessThan(5000);
  });

  test('it starts while the platforms hang', async () => {
    await world.bridge.kill();
    world.line.faults.hangAll(true);
    world.works.faults.hangAll(true);
    const bridge = await world.start();
    expect(bridge.readyAfterMs).toBeLessThan(5000);
  });

  test('a second process over the same folder says so and ends; the first goes on', async () => {
    const second = await runToItsEnd({ ...world.environment, PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.output).toContain('Another Kakehashi process is using');
    expect(second.output).not.toMatch(/^\s+at /m);
    expect(second.output.trim().split('\n').length).toBeLessThan(5);
    await world.link([TANAKA]);
  });

  test("another workspace's database is refused in a sentence", async () => {
    await world.bridge.terminate();
    const other = await runToItsEnd({ ...world.environment, WORKS_DOMAIN_ID: '400000099' });
    expect(other.code).toBe(1);
    expect(other.output).toContain('This database belongs to');
    expect(other.output).not.toMatch(/^\s+at /m);
    await world.start();
  });

  test('a port in use is reported in a sentence', async () => {
    const folder = `${world.environment.DATA_DIR}/other`;
    const port = String(world.bridge.port);
    const second = await runToItsEnd({ ...world.environment, PORT: port, DATA_DIR: folder });
    expect(second.code).toBe(1);
    expect(second.output).toContain('PORT');
    expect(second.output).not.toMatch(/^\s+at /m);
  });
});
