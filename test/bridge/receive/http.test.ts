import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_BOT, ADMIN_SECRET, BRIDGE_SECRET, OA, OA_SECRET } from '../../helpers/company.ts';
import {
  lineTextEvent,
  originOf,
  postLine,
  postWorks,
  send,
  signed,
  someLineUserId,
  worksTextEvent,
} from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const OLD_SECRET = 'fedcba9876543210fedcba9876543210';
const OLD_BRIDGE_SECRET = 'bridge-bot-secret-of-last-year';

let world: World;
let origin: string;
beforeAll(async () => {
  world = await startWorld({
    environment: {
      LINE_CHANNEL_SECRET: `${OA_SECRET},${OLD_SECRET}`,
      WORKS_BOT_SECRET: `${BRIDGE_SECRET},${OLD_BRIDGE_SECRET}`,
    },
  });
  origin = originOf(world);
});
afterAll(() => world.stop());

const envelope = (...events: unknown[]) =>
  JSON.stringify({ destination: world.line.account(OA).botUserId, events });

const hello = () =>
  envelope(lineTextEvent({ userId: someLineUserId(), text: 'こんにちは', at: world.clock.now() }));

const question = (text: string) =>
  JSON.stringify(worksTextEvent({ userId: world.tanaka.user.userId, text, at: world.clock.now() }));

/** Of all that the inbox holds. */
const bodies = async () => (await world.query('SELECT body FROM inbox')).map(({ body }) => body);

/** Does it, and returns how many rows the inbox grew by. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = (await bodies()).length;
  await work();
  await world.settle();
  return (await bodies()).length - before;
}

test('a LINE webhook without the right signature is not kept', async () => {
  const body = hello();
  const right = signed(OA_SECRET, body);
  const wrong = [
    null,
    '',
    'x',
    signed('other', body),
    `${right} `,
    right.slice(0, -1),
    `${right}=`,
  ];
  const kept = await growth(async () => {
    for (const signature of wrong) {
      if (signature === `${right} `) continue; // HTTP itself drops blanks around a value.
      expect((await postLine(origin, body, { signature })).status).toBe(401);
    }
    expect((await postLine(origin, `${body} `, { signature: right })).status).toBe(401);
  });
  expect(kept).toBe(0);
  expect(await growth(() => postLine(origin, body))).toBe(1);
});

test('a callback needs the secret of the very bot it names', async () => {
  const body = question('一');
  const kept = await growth(async () => {
    expect((await postWorks(origin, body, { signature: null })).status).toBe(401);
    expect((await postWorks(origin, body, { secret: 'other' })).status).toBe(401);
    expect((await postWorks(origin, body, { secret: ADMIN_SECRET })).status).toBe(401);
    expect((await postWorks(origin, body, { botId: ADMIN_BOT })).status).toBe(401);
    expect((await postWorks(origin, body, { botId: '9999999' })).status).toBe(401);
    expect((await postWorks(origin, body, { botId: null })).status).toBe(401);
  });
  expect(kept).toBe(0);
});

test('during a rotation the previous secret is good as well', async () => {
  const asked = question('二');
  expect(await growth(() => postLine(origin, hello(), { secret: OLD_SECRET }))).toBe(1);
  expect((await postWorks(origin, asked, { secret: OLD_BRIDGE_SECRET })).status).toBe(200);
  await world.settle();
  expect((await bodies()).filter((body) => body === asked)).toHaveLength(1);
});

test("LINE's connection check is answered 200 and leaves no row", async () => {
  const entries = () => world.query('SELECT id FROM audit_entry_rows');
  const before = await entries();
  const kept = await growth(async () => {
    expect((await postLine(origin, envelope())).status).toBe(200);
    expect((await postLine(origin, '{}')).status).toBe(200);
    expect((await postLine(origin, '{"events":null}')).status).toBe(200);
  });
  expect(kept).toBe(0);
  expect(await entries()).toEqual(before);
});

test('a signed body that is no JSON object is answered 400', async () => {
  const bodies = [
    '',
    'hello',
    '{"events":[',
    '[]',
    '[{}]',
    '"text"',
    '42',
    'null',
    'true',
    '{"a":1}{',
  ];
  const kept = await growth(async () => {
    for (const body of bodies) {
      expect([body, (await postLine(origin, body)).status]).toEqual([body, 400]);
      expect([body, (await postWorks(origin, body)).status]).toEqual([body, 400]);
    }
    const broken = Buffer.from([0x7b, 0x22, 0xff, 0xfe]);
    expect((await postLine(origin, broken)).status).toBe(400);
    expect((await postWorks(origin, broken)).status).toBe(400);
  });
  expect(kept).toBe(0);
});

test.each([true, false])('a body of 2 MB is answered 413 (chunked: %s)', async (chunked) => {
  const text = 'あ'.repeat(700_000);
  const at = world.clock.now();
  const line = envelope(lineTextEvent({ userId: someLineUserId(), text, at }));
  const kept = await growth(async () => {
    expect((await postLine(origin, line, { chunked })).status).toBe(413);
    expect((await postLine(origin, line, { chunked, signature: null })).status).toBe(413);
    expect((await postWorks(origin, question(text), { chunked })).status).toBe(413);
    expect((await send(`${origin}/works/callback`, question(text), { chunked })).status).toBe(413);
  });
  expect(kept).toBe(0);
  expect(await growth(() => postLine(origin, hello(), { chunked }))).toBe(1);
});

test('a body of just under 1 MB is taken, with and without a declared length', async () => {
  const padded = (size: number) => {
    const body = hello();
    return body + ' '.repeat(size - Buffer.byteLength(body));
  };
  expect((await postLine(origin, padded(1_000_000))).status).toBe(200);
  expect((await postLine(origin, padded(1_000_000), { chunked: true })).status).toBe(200);
  expect((await postLine(origin, padded(1_000_001))).status).toBe(413);
  expect((await postLine(origin, padded(1_000_001), { chunked: true })).status).toBe(413);
});

test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])(
  '%s on a webhook is answered 405',
  async (method) => {
    for (const path of ['/line/webhook', '/works/callback']) {
      const answer = await send(`${origin}${path}`, '', { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('POST');
    }
  },
);

test('operators can ask whether it is alive and ready', async () => {
  expect((await send(`${origin}/healthz`, '', { method: 'GET' })).status).toBe(200);
  expect((await send(`${origin}/readyz`, '', { method: 'GET' })).status).toBe(200);
  expect((await send(`${origin}/elsewhere`, '', { method: 'GET' })).status).toBe(404);
});
