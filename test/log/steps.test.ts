import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startLog, stopLog } from '../../src/log.ts';
import { ADMIN_SECRET, BRIDGE_SECRET, OA, OA_SECRET } from '../helpers/company.ts';
import { KINDS, memberSends, userSends } from '../helpers/kinds.ts';
import { linkAndTalk } from '../helpers/story.ts';
import { startWorld, type World } from '../helpers/world.ts';

/** One word, which the second net takes for a code: only the first one can hold it back. */
const MARK = 'MARKERWORD';

interface Line {
  readonly level: string;
  readonly step: string;
  readonly [fact: string]: unknown;
}

let world: World;
const printed: string[] = [];
beforeAll(async () => {
  for (const level of ['debug', 'info', 'warn', 'error', 'log'] as const) {
    vi.spyOn(console, level).mockImplementation((...args) => void printed.push(args.join(' ')));
  }
  world = await startWorld({ environment: { LOG_LEVEL: 'debug' } });
  // No secrets are named: none must come so far that its own redaction has to stop it.
  startLog('debug', 'json');
  await linkAndTalk(world);
});
afterAll(async () => {
  await world.stop();
  stopLog();
  vi.restoreAllMocks();
});

const lines = (): Line[] => printed.map((line) => JSON.parse(line));
const ofEvent = (inbox: unknown) => lines().filter((line) => [line.inbox].flat().includes(inbox));

test("a request's way can be followed by one id, to the platform's own", async () => {
  await world.tanaka.says('山田花子', 'はい');
  const received = lines().findLast(({ step }) => step === 'receive');
  const way = ofEvent(received?.inbox);
  expect(way.map(({ step }) => step)).toEqual(['receive', 'queue', 'relay', 'call', 'end']);
  const [kept, queued, relayed, call, end] = way;
  expect(kept).toMatchObject({
    platform: 'line-works',
    event: expect.stringMatching(/^[\da-f]{64}$/u),
  });
  expect(relayed).toMatchObject({ result: 'relay', entry: queued?.entry });
  expect(call).toMatchObject({
    ...{ call: 'line-push', outcome: 'sent', attempt: 1, outbox: [queued?.outbox] },
    ...{ request: expect.stringMatching(/^[\da-f-]{36}$/u), took: expect.any(Number) },
  });
  expect(end).toMatchObject({ outcome: 'sent', outbox: queued?.outbox, room: queued?.room, ms: 0 });
  expect(way.every(({ level }) => level === 'DEBUG')).toBe(true);
});

test('no word, name or secret is in it, whatever is said and however it ends', async () => {
  const hanako = world.lineUser('山田花子');
  const room = world.tanaka.room('山田花子');
  for (const [at, kind] of KINDS.entries()) {
    await userSends(hanako.user, kind, at);
    await memberSends(room, kind, at);
    await world.settle();
  }
  await hanako.says(`${MARK} ${MARK}`);
  await hanako.says(MARK);
  await world.tanaka.says('山田花子', MARK);
  await world.lineUser(MARK).says('トークID: tanaka');
  await world.suzuki.commands(`監査 検索 ${MARK}`);
  await world.suzuki.commands(MARK);
  await hanako.user.sendsSticker('446', '1988', { oa: OA, keywords: [MARK] });
  const fail = { status: 400, body: JSON.stringify({ message: `Invalid (${MARK})` }) };
  world.line.faults.failNext({ api: 'reply', ...fail });
  world.line.faults.failNext({ api: 'push', ...fail });
  await world.tanaka.says('山田花子', `${MARK} ${MARK}`);
  world.line.faults.failNext({ api: 'push', action: 'cut' });
  await world.tanaka.says('山田花子', MARK);
  await world.later(60_000);
  const all = printed.join('\n');
  expect(all).toContain('"outcome":"refused"');
  for (const secret of [MARK, OA_SECRET, BRIDGE_SECRET, ADMIN_SECRET, 'client-secret', 'Bearer']) {
    expect(all).not.toContain(secret);
  }
  // Not even a name in Japanese, or an id of a person.
  expect(all).not.toMatch(/[\u3040-\u9fff]/u);
  for (const { userId } of [...world.line.users(), ...world.works.members()]) {
    expect(all).not.toContain(userId);
  }
  // The second net had nothing to do.
  expect(all).not.toContain('redacted');
});
