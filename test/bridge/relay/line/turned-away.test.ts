import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

const MINUTE = 60_000;

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
});
afterEach(() => world.stop());

const count = (words: string) =>
  hanako.received.filter((bubble) => bubble.text.includes(words)).length;
const NOBODY = 'まだだれにも届いていません';
const UNKNOWN = '見つかりませんでした';
const TOO_MANY = '1時間ほどして';
const OFF = 'お受けできません';
const switchOff = async () => {
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
};

describe('wrong Talk IDs', () => {
  test('each is answered, up to five an hour, also after a restart', async () => {
    for (const [index, said] of [
      'トークID: dare1',
      'Talk ID: dare2',
      'トークID：ｄａｒｅ３',
      'talkid dare4',
      'トークID: dare5',
    ].entries()) {
      if (index === 3) await world.restart();
      await hanako.says(said);
      expect(count(UNKNOWN)).toBe(index + 1);
      expect(hanako.lastReceived?.via).toBe('reply');
    }
    await hanako.says('トークID: dare6');
    expect(count(UNKNOWN)).toBe(5);
    expect(hanako.lastReceived?.text).toContain(TOO_MANY);
    expect(hanako.lastReceived?.text).toContain('だれにも届いていません');
  });

  test('they count against opening rooms: the right one comes too late, for an hour', async () => {
    for (let n = 1; n <= 5; n += 1) await hanako.says(`トークID: dare${n}`);
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain(TOO_MANY);
    expect(world.tanaka.hasRoom('山田花子')).toBe(false);
    await world.later(60 * MINUTE + 1000);
    await hanako.says('トークID: tanaka');
    expect(world.tanaka.hasRoom('山田花子')).toBe(true);
  });

  test('rooms and tries together are at most five', async () => {
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    for (let n = 1; n <= 4; n += 1) await hanako.says(`トークID: dare${n}`);
    expect(count(UNKNOWN)).toBe(3);
    expect(hanako.lastReceived?.text).toContain(TOO_MANY);
    // Members they talk with already stay reachable.
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('ここからのメッセージは田中 花に届きます');
  });

  test('bare words without a talk count, too, and at the limit all get the same answer', async () => {
    for (const word of ['dare1', 'dare2', 'dare3', 'dare4', 'dare5']) await hanako.says(word);
    expect(count(NOBODY)).toBe(5);
    await hanako.says('dare6');
    const wrong = hanako.lastReceived?.text;
    await world.later(10 * MINUTE);
    await hanako.says('tanaka');
    expect(hanako.lastReceived?.text).toBe(wrong);
    expect(world.tanaka.hasRoom('山田花子')).toBe(false);
  });

  test('another LINE user may go on', async () => {
    for (let n = 1; n <= 6; n += 1) await hanako.says(`トークID: dare${n}`);
    await world.lineUser('鈴木太郎').says('トークID: tanaka');
    expect(world.tanaka.hasRoom('鈴木太郎')).toBe(true);
  });
});

describe('a message that belongs to no talk', () => {
  test('is answered, and again every ten minutes, whatever its kind', async () => {
    await hanako.says('こんにちは');
    await hanako.sendsSticker('999999', '1');
    await hanako.user.sendsLocation({ latitude: 35, longitude: 135 }, { oa: OA });
    await world.settle();
    expect(count(NOBODY)).toBe(1);
    await world.later(10 * MINUTE);
    await hanako.sendsSticker('999999', '1');
    expect(count(NOBODY)).toBe(2);
    await world.later(10 * MINUTE);
    await hanako.user.sends({ type: 'story', story: {} }, { oa: OA });
    await world.settle();
    expect(count(NOBODY)).toBe(3);
  });

  test('is answered after the member was removed, despite an answer that day', async () => {
    await hanako.says('こんにちは');
    expect(count(NOBODY)).toBe(1);
    await hanako.says('トークID: tanaka');
    await world.suzuki.commands('メンバー 削除 田中');
    await world.suzuki.confirms();
    expect(count('終了しました')).toBe(1);
    await hanako.says('まだ話せますか');
    expect(count(NOBODY)).toBe(2);
  });

  test('a sentence around a wrong Talk ID is answered after the daily answer, too', async () => {
    await hanako.says('こんにちは');
    await hanako.says('トークID: dareka さんお願いします');
    expect(count(UNKNOWN)).toBe(1);
    await hanako.says('あの');
    expect(count(NOBODY)).toBe(2);
  });

  test('an answer LINE refused does not count', async () => {
    world.line.faults.failNext({ api: 'reply', times: 1, status: 400 });
    await hanako.says('こんにちは');
    expect(count(NOBODY)).toBe(0);
    await hanako.says('もしもし');
    expect(count(NOBODY)).toBe(1);
  });

  test('a message too late for its reply token does not use up an answer', async () => {
    world.line.account(OA).setRedelivery(true);
    const { webhookEventId } = await hanako.user.says('おそい', { oa: OA, hold: true });
    await world.later(25 * MINUTE);
    await world.line.account(OA).redeliver(webhookEventId);
    await world.settle();
    expect(count(NOBODY)).toBe(0);
    await hanako.says('もしもし');
    expect(count(NOBODY)).toBe(1);
  });

  test('a standby event is never answered', async () => {
    await hanako.user.says('こんにちは', { oa: OA, standby: true });
    await world.settle();
    expect(hanako.received).toEqual([]);
  });
});

test('while the link is off: again after ten minutes, and at once when it goes on', async () => {
  await switchOff();
  await hanako.says('もしもし');
  await hanako.says('もしもし？');
  expect(count(OFF)).toBe(1);
  await world.later(10 * MINUTE);
  await hanako.sendsSticker('999999', '1');
  expect(count(OFF)).toBe(2);
  await world.suzuki.commands('link on');
  await hanako.says('もしもし！');
  expect(count(NOBODY)).toBe(1);
  await switchOff();
  await hanako.says('もしもし…');
  expect(count(OFF)).toBe(3);
});

test('a press on a button of ours is answered while the link is off', async () => {
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  await hanako.says('メンバー');
  await switchOff();
  await hanako.presses('佐藤 健');
  expect(hanako.lastReceived?.text).toContain(OFF);
  expect(hanako.lastReceived?.via).toBe('reply');
});

describe('a message whose writer LINE does not name', () => {
  const anonymous = { oa: OA, anonymous: true } as const;
  const says = async (text: string) => {
    const sent = await hanako.user.says(text, anonymous);
    await world.settle();
    return sent;
  };
  const kept = () => auditOf(world).filter((entry) => entry.action === 'message.receive');

  test('is recorded and answered by its own reply token, each time', async () => {
    await says('こんにちは');
    expect(hanako.lastReceived?.via).toBe('reply');
    expect(hanako.lastReceived?.text).toContain('だれにも届いていません');
    expect(kept().at(-1)).toMatchObject({
      outcome: 'unaddressed',
      reason: 'no-user',
      text: 'こんにちは',
      lineUserId: null,
    });
    await says('もしもし');
    expect(hanako.received).toHaveLength(2);
    expect(world.line.calls.filter(({ path }) => path.includes('/profile'))).toEqual([]);
    expect(world.line.calls.filter(({ path }) => path.endsWith('/push'))).toEqual([]);
  });

  test('opens no talk, not even with a Talk ID', async () => {
    await says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('だれにも届いていません');
    expect(auditOf(world).filter((entry) => entry.action === 'room.open')).toEqual([]);
  });

  test('each gets the answer to its own message, not to another’s', async () => {
    const taro = world.lineUser('鈴木太郎');
    world.line.faults.failNext({ api: 'reply', times: 1, status: 400 });
    await says('一');
    await taro.user.says('二', anonymous);
    await world.settle();
    expect(hanako.received).toEqual([]);
    expect(taro.received).toHaveLength(1);
  });

  test('is told while the link is off that no answer is possible', async () => {
    await switchOff();
    await says('もしもし');
    expect(hanako.lastReceived?.text).toContain(OFF);
    expect(kept().at(-1)).toMatchObject({ outcome: 'refused', reason: 'link-off' });
  });

  test('a reply whose end is unclear is said once', async () => {
    world.line.faults.failNext({ api: 'reply', times: 1, status: 500, mode: 'after' });
    await says('こんにちは');
    await world.later(2000);
    expect(hanako.received).toHaveLength(1);
  });

  test('is erased by an unsend, which cannot touch another writer’s', async () => {
    const { messageId } = await says('まちがい');
    const other = await hanako.says('名のある言葉');
    await hanako.user.unsends(messageId, { oa: OA });
    await hanako.user.unsends(other, anonymous);
    await world.settle();
    expect(kept().map(({ text }) => text)).toEqual(['まちがい', '名のある言葉']);
    await hanako.user.unsends(messageId, anonymous);
    await world.settle();
    expect(kept().map(({ text }) => text)).toEqual([null, '名のある言葉']);
  });

  test('does not concern us in a group', async () => {
    await hanako.user.inGroup(`C${'0'.repeat(32)}`).says('みなさん', anonymous);
    await world.settle();
    expect(kept()).toEqual([]);
    expect(textsOf(world.tanaka.direct).join()).not.toContain('みなさん');
  });
});
