import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/**
 * Messages that left together and may have been read are never sent under another key: the same
 * bytes go again, or all of them end uncertain (DESIGN §3).
 */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const confirms = async (command: string) => {
  await world.suzuki.commands(command);
  await world.suzuki.confirms();
};
/** The relevant steps of the schedule. */
const timePasses = async () => {
  for (const seconds of [2, 8, 60]) await world.later(seconds * 1000);
};
const deliveries = () =>
  auditOf(world)
    .filter((entry) => entry.action === 'message.deliver')
    .map((entry) => [entry.kind, entry.outcome]);

describe('a file and a text left for LINE in one accepted push whose answer was lost', () => {
  const TEXT = 'ご確認ください';
  const isBoth = (body: unknown) => JSON.stringify(body).includes(TEXT);
  const pushes = () => world.line.calls.filter((call) => call.api === 'push' && isBoth(call.body));
  const shown = () => hanako.received.filter((bubble) => bubble.text === TEXT);

  beforeEach(async () => {
    await world.later(120_000);
    world.line.faults.failNext({ api: 'push', status: 429 });
    await world.tanaka.says('山田花子', 'まもなくお送りします');
    const file = {
      fileName: '見積.pdf',
      contentType: 'application/pdf',
      bytes: new TextEncoder().encode(`%PDF-1.7 ${'a'.repeat(3000)}`),
    };
    await world.tanaka.room('山田花子').sendsFile('file', file);
    await world.tanaka.says('山田花子', TEXT);
    world.line.faults.failNext({ api: 'push', mode: 'after', status: 500, match: isBoth });
    await world.later(1300);
    expect(pushes()).toHaveLength(1);
    expect(shown()).toHaveLength(1);
  });

  const unlessRepeated = ['file', 'text'].map((kind) => [kind, 'uncertain']);

  test.each<[string, () => Promise<unknown>]>([
    ['files are forbidden', () => world.suzuki.commands('file deny out')],
    ['its extension is blocked', () => world.suzuki.commands('file block pdf')],
    ['a limit is set', () => world.suzuki.commands('file limit 0.001')],
    ['the talk is closed', () => confirms('room close 1')],
    ['the LINE user leaves', () => hanako.ends()],
    ['the member is removed', () => confirms('member remove tanaka')],
    ['the link is switched off', () => confirms('link off')],
    ['it is handed over', () => confirms('member handover tanaka sato')],
    ['the LINE user blocks the account', () => hanako.blocks()],
    [
      'its repeat is refused as a batch',
      async () => {
        world.line.faults.failNext({ api: 'push', status: 400, match: isBoth });
      },
    ],
    [
      'its repeat meets the end of the quota',
      async () => {
        const body = { message: 'You have reached your monthly limit.' };
        world.line.faults.failNext({ api: 'push', status: 429, body, match: isBoth });
      },
    ],
  ])('%s: neither is read twice', async (_, happens) => {
    await happens();
    await timePasses();
    expect(shown()).toHaveLength(1);
    expect(new Set(pushes().map((call) => call.retryKey)).size).toBe(1);
    expect(deliveries().slice(-2)).toEqual(unlessRepeated);
  });

  test('the process ends and files are forbidden before it starts again', async () => {
    await world.suzuki.commands('file deny out');
    await world.restart();
    await timePasses();
    expect(shown()).toHaveLength(1);
    expect(deliveries().slice(-2)).toEqual(unlessRepeated);
  });

  test('undisturbed, the same bytes go again, and LINE knows them', async () => {
    await timePasses();
    expect(shown()).toHaveLength(1);
    expect(pushes().map((call) => call.status)).toEqual([500, 409]);
    expect(deliveries().slice(-2)).toEqual(['file', 'text'].map((kind) => [kind, 'sent']));
  });

  test('the member is told that both may not have arrived', async () => {
    await world.suzuki.commands('file deny out');
    await timePasses();
    const told = textsOf(world.tanaka.room('山田花子')).filter((text) =>
      text.includes('届いていない可能性があります'),
    );
    expect(told).toHaveLength(2);
    expect(told.some((text) => text.includes(TEXT))).toBe(true);
  });
});

describe('texts left for LINE WORKS in one accepted message whose answer was lost', () => {
  const isMerged = (call: { body: unknown }) => {
    const text = JSON.stringify(call.body);
    return text.includes('一つ目') && text.includes('三つ目');
  };
  const times = (text: string) =>
    textsOf(world.tanaka.room('山田花子')).join('\n').split(text).length - 1;
  let second: string;

  beforeEach(async () => {
    world.works.setRequestsPerMinute(3);
    for (const text of ['あ', 'い', 'う', 'え']) await hanako.says(text);
    await hanako.says('一つ目');
    second = await hanako.says('二つ目');
    await hanako.says('三つ目');
    const lost = { mode: 'after', action: 'cut' } as const;
    world.works.faults.failNext({ api: 'channel-message', match: isMerged, ...lost });
    world.works.setRequestsPerMinute(240);
    await world.later(60_000);
    expect(times('一つ目')).toBe(1);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['one is taken back', () => hanako.user.unsends(second, { oa: OA })],
    ['the talk is closed', () => confirms('room close 1')],
    ['the bot is thrown out', () => world.tanaka.room('山田花子').removesBot()],
  ])('%s: none is shown twice', async (_, happens) => {
    const room = world.tanaka.room('山田花子');
    await happens();
    await world.settle();
    await timePasses();
    const texts = [...textsOf(room), ...textsOf(world.tanaka.user.rooms('2000001').at(-1) ?? room)];
    const unique = new Set(texts.filter((text) => text.includes('つ目')));
    expect([...unique].join('\n').split('三つ目')).toHaveLength(2);
    const fates = deliveries().slice(-3);
    expect(fates.map(([, outcome]) => outcome)).toEqual(['uncertain', 'uncertain', 'uncertain']);
  });
});

test('a goodbye that may have been read keeps its tries when its talk is handed over', async () => {
  const lost = { mode: 'after', action: 'cut' } as const;
  const isGoodbye = (call: { body: unknown }) => JSON.stringify(call.body).includes('退室');
  world.works.faults.failNext({ api: 'channel-message', match: isGoodbye, times: 9, ...lost });
  await confirms('member remove tanaka');
  await confirms('member handover tanaka sato');
  await timePasses();
  // LINE WORKS has no keys: after three tries the outcome stays unknown (DESIGN §6.10).
  expect(world.works.calls.filter(isGoodbye)).toHaveLength(3);
});
