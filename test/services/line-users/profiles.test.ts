import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const UNNAMED = 'LINEユーザー';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('花子');
});
afterEach(() => world.stop());

const profileCalls = () => world.line.calls.filter(({ api }) => api === 'profile').length;
const failProfiles = (times: number, status: number) =>
  world.line.faults.failNext({ api: 'profile', times, status });
const roomTexts = (title: string) => textsOf(world.tanaka.room(title));
const rooms = async () => {
  await world.suzuki.commands('room list');
  return world.suzuki.lastAnswer;
};

describe('a profile that LINE did not give', () => {
  beforeEach(async () => {
    failProfiles(2, 404);
    await hanako.says('トークID: tanaka');
    expect(world.tanaka.hasRoom(UNNAMED)).toBe(true);
  });

  test('is read again a day later, when its LINE user writes', async () => {
    const before = profileCalls();
    await hanako.says('まだ名なしです');
    expect(profileCalls()).toBe(before);
    await world.later(DAY);
    expect(profileCalls()).toBe(before);
    await hanako.says('一日たちました');
    await hanako.says('続きです');
    expect(profileCalls()).toBe(before + 1);
    expect(roomTexts(UNNAMED).join('\n')).toContain('名前は「花子」です');
    expect(await rooms()).toContain('花子');
  });

  test('is read again at a follow, also after a restart', async () => {
    await world.restart();
    await hanako.follows();
    expect(roomTexts(UNNAMED).join('\n')).toContain('名前は「花子」です');
    expect(await rooms()).toContain('花子');
  });

  test('is read again when another talk opens, whose room then has the name', async () => {
    await hanako.says('トークID: sato');
    expect(world.sato.hasRoom('花子')).toBe(true);
    expect(textsOf(world.sato.room('花子'))).toEqual([expect.stringContaining('「花子」')]);
    expect(roomTexts(UNNAMED).at(-1)).toContain('名前は「花子」です');
  });

  test('a LINE user who stays unknown is asked about once a day', async () => {
    failProfiles(1000, 404);
    const before = profileCalls();
    for (let day = 1; day <= 3; day += 1) {
      await world.later(DAY);
      for (const text of ['一', '二', '三']) await hanako.says(text);
      expect(profileCalls()).toBe(before + day);
    }
    expect(roomTexts(UNNAMED).filter((text) => text.includes('名前'))).toEqual([]);
  });
});

describe('a name that has changed', () => {
  beforeEach(async () => {
    await hanako.says('トークID: tanaka');
    hanako.user.rename('山田花子');
  });

  test('is told in the room, shown in lists, and the log keeps the former name', async () => {
    await world.later(DAY);
    await hanako.says('名前を変えました');
    const notice = roomTexts('花子').at(-1);
    expect(notice).toContain('「花子」');
    expect(notice).toContain('「山田花子」');
    expect(await rooms()).toContain('山田花子');
    const names = auditOf(world)
      .filter(({ action }) => action === 'message.receive')
      .map(({ lineUserName }) => lineUserName);
    expect(names).toEqual([UNNAMED, '花子']);
    await hanako.says('いまは');
    expect(auditOf(world).findLast(({ action }) => action === 'message.receive')).toMatchObject({
      lineUserName: '山田花子',
    });
    expect(auditOf(world).filter(({ action }) => action === 'line-user.rename')).toHaveLength(1);
  });

  test.each(['emilyヤマダ', 'ＥＭＩＬＹ ﾔﾏﾀﾞ', 'やまだ'])(
    'was another before, by which they are still meant: %s',
    async (called) => {
      const chat = world.lineUser('Ｅｍｉｌｙ　やまだ');
      await chat.says('トークID: tanaka');
      await chat.says('ひとこと');
      chat.user.rename('別の名前');
      await world.later(DAY);
      await chat.says('変えました');
      await world.suzuki.commands(`監査 検索 ひとこと 相手:"${called}"`);
      expect(world.suzuki.lastAnswer).toMatch(/\]\n.*ひとこと/);
      await world.suzuki.commands(`監査 保全 相手:"${called}"`);
      expect(world.suzuki.lastAnswer).toContain('別の名前');
    },
  );

  test('is read before the room of a successor is made', async () => {
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    expect(world.sato.hasRoom('山田花子')).toBe(true);
  });

  test('is told once, but not where the member has given a name of their own', async () => {
    await world.tanaka.says('花子', '/名前 お得意さま');
    await hanako.says('トークID: sato');
    expect(world.sato.hasRoom('山田花子')).toBe(true);
    expect(roomTexts('花子').join('\n')).not.toContain('山田花子');
    await world.later(DAY);
    await hanako.says('こんにちは');
    expect(textsOf(world.sato.room('山田花子')).join('\n')).not.toContain('変わりました');
  });

  test('is never lost when a profile is missing', async () => {
    failProfiles(1000, 404);
    await world.later(DAY);
    await hanako.says('こんにちは');
    expect(await rooms()).toContain('花子');
    expect(roomTexts('花子').at(-1)).toBe('こんにちは');
  });

  test('is never lost to an invisible name', async () => {
    hanako.user.rename('\u3164');
    await world.later(DAY);
    await hanako.says('もしもし');
    expect(await rooms()).toContain('花子');
    expect(roomTexts('花子').at(-1)).toBe('もしもし');
  });

  test('does not delay messages while LINE gives no profile', async () => {
    failProfiles(1000, 500);
    await world.later(DAY);
    await hanako.says('待たせない');
    expect(roomTexts('花子').at(-1)).toBe('待たせない');
    await hanako.says('トークID: sato');
    expect(world.sato.hasRoom('花子')).toBe(true);
    await hanako.says('佐藤さんへ');
    expect(textsOf(world.sato.room('花子')).at(-1)).toBe('佐藤さんへ');
  });

  test('is tried a few times more after LINE was in trouble, then not again that day', async () => {
    failProfiles(1, 500);
    await world.later(DAY);
    await hanako.says('こんにちは');
    expect(await rooms()).not.toContain('山田花子');
    await world.later(MINUTE);
    expect(await rooms()).toContain('山田花子');
    failProfiles(1000, 500);
    await world.later(DAY);
    const before = profileCalls();
    await hanako.says('こんばんは');
    for (let n = 0; n < 20; n += 1) await world.later(MINUTE);
    await hanako.says('おやすみなさい');
    expect(profileCalls()).toBe(before + 3);
  });

  test('is not read while the link is off', async () => {
    await world.suzuki.commands('link off');
    await world.suzuki.confirms();
    await world.later(DAY);
    const before = profileCalls();
    await hanako.says('もしもし');
    await hanako.follows();
    expect(profileCalls()).toBe(before);
  });
});

describe('in direct mode', () => {
  test('the headers show the new name, and the change is told', async () => {
    await world.stop();
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    hanako = world.lineUser('花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('前の名前です');
    hanako.user.rename('山田花子');
    await world.later(DAY);
    await hanako.says('こんにちは');
    await hanako.says('新しい名前です');
    const texts = textsOf(world.tanaka.direct);
    expect(texts).toContain('▸花子\n前の名前です');
    expect(texts.at(-1)).toBe('▸山田花子\n新しい名前です');
    expect(texts.filter((text) => text.includes('変わりました'))).toHaveLength(1);
  });
});

test('a first message waits some seconds for a name, which is told when it is known', async () => {
  failProfiles(1000, 500);
  await hanako.says('トークID: tanaka');
  await hanako.says('至急です');
  for (let n = 0; n < 10; n += 1) await world.later(1000);
  expect(roomTexts(UNNAMED).at(-1)).toBe('至急です');
  world.line.faults.clear();
  await world.later(2 * MINUTE);
  expect(roomTexts(UNNAMED).at(-1)).toContain('名前は「花子」です');
});

test('a new name alone does not make a detached room again', async () => {
  await hanako.says('トークID: tanaka');
  const room = world.tanaka.room('花子');
  await room.removesBot();
  await world.settle();
  hanako.user.rename('山田花子');
  await hanako.follows();
  expect(world.tanaka.hasRoom('山田花子')).toBe(false);
});
