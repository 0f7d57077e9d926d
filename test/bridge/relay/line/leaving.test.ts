import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT, OA } from '../../../helpers/company.ts';
import { pushesSince } from '../../../helpers/crowd.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/** A LINE user says 終了: the bot first asks whether the talk is to end. */

const MINUTE = 60_000;
const ASK = '田中 花とのトークを終了しますか？';
const GONE = {
  api: 'reply' as const,
  times: 1,
  status: 400,
  body: { message: 'Invalid reply token' },
};

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const last = () => hanako.lastReceived?.text ?? '';
const closings = () => auditOf(world).filter(({ action }) => action === 'room.close');
const inRoom = () => textsOf(world.tanaka.room('山田花子'));
const tapsAgain = async (data: string) => {
  await hanako.user.taps(data, { oa: OA });
  await world.settle();
};
const button = () => hanako.lastReceived?.buttons[0]?.data ?? '';

test('終了 asks, with one button and without a push; the button ends the talk', async () => {
  await world.later(2 * MINUTE);
  const start = world.line.calls.length;
  await hanako.says('終了');
  expect(last()).toContain(ASK);
  expect(hanako.lastReceived?.via).toBe('reply');
  expect(hanako.lastReceived?.buttons.map(({ label }) => label)).toEqual(['終了する']);
  expect(closings()).toHaveLength(0);
  expect(inRoom()).toHaveLength(1);
  await hanako.presses('終了する');
  expect(last()).toContain('田中 花とのトークを終了しました');
  expect(closings()).toMatchObject([{ reason: 'left-by-user', actorKind: 'line-user' }]);
  expect(pushesSince(world, start)).toHaveLength(0);
});

test('in English, too', async () => {
  const john = world.lineUser('John', 'en');
  await john.says('Talk ID: tanaka');
  await john.says('leave');
  expect(john.lastReceived?.text).toContain(
    'Do you want to end the chat with Hana Tanaka (田中 花)?',
  );
  await john.presses('End chat');
  expect(john.lastReceived?.text).toContain('has ended. Thank you');
});

describe('a typed answer', () => {
  test('はい and 終了する end the talk, after a restart, too', async () => {
    for (const said of ['はい', '終了する', 'Yes']) {
      await hanako.says('終了');
      if (said === 'Yes') await world.restart();
      await hanako.says(said);
      expect(last()).toContain('田中 花とのトークを終了しました');
      expect(auditOf(world).filter(({ text }) => text === said)).toMatchObject([
        { outcome: 'answered', reason: 'own-word' },
      ]);
      await hanako.says('トークID: tanaka');
    }
    expect(closings()).toHaveLength(3);
    const rooms = world.tanaka.user.rooms(BRIDGE_BOT);
    expect(rooms.flatMap(textsOf).filter((text) => !text.includes('［お知らせ］'))).toEqual([]);
  });

  test('いいえ continues the talk, and is not relayed; the next はい is for the member', async () => {
    await hanako.says('終了');
    await hanako.says('いいえ');
    expect(last()).toBe('田中 花とのトークは、そのまま続きます。');
    expect(inRoom()).toHaveLength(1);
    await hanako.says('はい');
    expect(inRoom().at(-1)).toBe('はい');
    expect(closings()).toHaveLength(0);
  });

  test('is for the member, if the member has asked something meanwhile', async () => {
    for (const said of ['はい', 'いいえ', '終了する']) {
      await hanako.says('終了');
      await world.tanaka.says('山田花子', '契約は終了するということでよろしいですか');
      await hanako.says(said);
      expect(inRoom().at(-1)).toBe(said);
    }
    expect(closings()).toHaveLength(0);
    await hanako.presses('終了する');
    expect(closings()).toHaveLength(1);
  });

  test('はい is for the member, if the question was never shown', async () => {
    world.line.faults.failNext(GONE);
    await hanako.says('終了');
    await hanako.says('はい');
    expect(inRoom().at(-1)).toBe('はい');
    expect(closings()).toHaveLength(0);
  });

  test('without a question, or after other words, is a message like any other', async () => {
    await hanako.says('終了');
    await hanako.says('あ、その前にもう一つ');
    for (const said of ['はい', '終了する', 'いいえ']) {
      await hanako.says(said);
      expect(inRoom().at(-1)).toBe(said);
    }
    expect(closings()).toHaveLength(0);
  });

  test('comes after ten minutes: はい is for the member, 終了する is asked about', async () => {
    await hanako.says('終了');
    await world.later(11 * MINUTE);
    await hanako.says('終了する');
    expect(last()).toContain(ASK);
    await world.later(11 * MINUTE);
    await hanako.says('はい');
    expect(inRoom().at(-1)).toBe('はい');
    expect(closings()).toHaveLength(0);
  });

  test('is for the quoted person, and counts if it quotes the question', async () => {
    await world.tanaka.says('山田花子', 'ほかにございますか');
    const asked = hanako.lastReceived?.id ?? '';
    await hanako.says('終了');
    await hanako.says('いいえ', { quote: asked });
    expect(inRoom().at(-1)).toContain('いいえ');
    await hanako.says('終了');
    await hanako.says('はい', { quote: hanako.lastReceived?.id ?? '' });
    expect(closings()).toHaveLength(1);
  });

  test('no longer counts after 終了 was unsent or another command was given', async () => {
    const word = await hanako.says('終了');
    await hanako.user.unsends(word, { oa: OA });
    await world.settle();
    await hanako.says('はい');
    expect(inRoom().at(-1)).toBe('はい');
    await hanako.says('終了');
    await hanako.says('メンバー');
    await hanako.says('はい');
    expect(inRoom().filter((text) => text === 'はい')).toHaveLength(2);
    expect(closings()).toHaveLength(0);
  });
});

describe('the button', () => {
  test('pressed twice ends once; pressed in the next talk it asks about that one', async () => {
    await hanako.says('終了');
    const old = button();
    await Promise.all([hanako.user.taps(old, { oa: OA }), hanako.user.taps(old, { oa: OA })]);
    await world.settle();
    expect(closings()).toHaveLength(1);
    expect(last()).toBe('そのトークはすでに終了しています。');
    await hanako.says('トークID: tanaka');
    await tapsAgain(old);
    expect(last()).toContain(ASK);
    expect(closings()).toHaveLength(1);
    await hanako.says('まだ話せますね');
    expect(inRoom().at(-1)).toBe('まだ話せますね');
  });

  test('of long ago asks again, after a restart, too', async () => {
    await hanako.says('終了');
    const old = button();
    await world.later(11 * MINUTE);
    await world.restart();
    await tapsAgain(old);
    expect(last()).toContain(ASK);
    expect(closings()).toHaveLength(0);
    await hanako.presses('終了する');
    expect(closings()).toHaveLength(1);
  });

  test('of a talk that was handed over asks about the successor', async () => {
    await hanako.says('終了');
    const old = button();
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await tapsAgain(old);
    expect(last()).toContain('佐藤 健とのトークを終了しますか？');
    expect(closings()).toHaveLength(0);
  });

  test('of a talk that has been closed meanwhile says so, and so does はい', async () => {
    await hanako.says('終了');
    const old = button();
    await world.suzuki.commands('room close 1');
    await world.suzuki.confirms();
    await hanako.says('はい');
    expect(last()).toBe('そのトークはすでに終了しています。');
    await tapsAgain(old);
    expect(last()).toBe('そのトークはすでに終了しています。');
    expect(closings()).toHaveLength(1);
  });

  test('counts for its LINE user only, and does nothing while the link is off', async () => {
    await hanako.says('終了');
    const data = button();
    const mallory = world.lineUser('マロリー');
    await mallory.says('トークID: tanaka');
    await mallory.user.taps(data, { oa: OA });
    await world.settle();
    expect(mallory.lastReceived?.text).toBe('そのトークはすでに終了しています。');
    expect(closings()).toHaveLength(0);
    await world.suzuki.commands('link off');
    await world.suzuki.confirms();
    await tapsAgain(data);
    expect(last()).toContain('お受けできません');
  });
});

test('a second 終了 asks again; if LINE refuses the button, words ask and answer', async () => {
  await hanako.says('終了');
  world.line.faults.failNext({ api: 'reply', times: 1, status: 400 });
  await hanako.says('終了');
  expect(hanako.received.filter(({ text }) => text.includes(ASK))).toHaveLength(2);
  expect(hanako.lastReceived?.buttons).toEqual([]);
  await hanako.says('終了する');
  expect(closings()).toHaveLength(1);
});

describe('after the reply token has gone', () => {
  test('no push goes out and no talk ends: the next message brings the question, once', async () => {
    await world.later(2 * MINUTE);
    const start = world.line.calls.length;
    world.line.faults.failNext(GONE);
    await hanako.says('終了');
    expect(last()).not.toContain('終了しますか');
    await world.restart();
    await hanako.says('まだですか');
    expect(inRoom().at(-1)).toBe('まだですか');
    expect(last()).toContain(ASK);
    await hanako.says('失礼します');
    expect(hanako.received.filter(({ text }) => text.includes(ASK))).toHaveLength(1);
    expect(pushesSince(world, start)).toHaveLength(0);
    await hanako.presses('終了する');
    expect(closings()).toHaveLength(1);
  });

  test('a second 終了 is the next message; a day later the question has expired', async () => {
    await world.later(2 * MINUTE);
    world.line.faults.failNext(GONE);
    await hanako.says('終了');
    await hanako.says('終了');
    const asked = () => hanako.received.filter(({ text }) => text.includes(ASK)).length;
    expect(asked()).toBe(1);
    await world.later(2 * MINUTE);
    world.line.faults.failNext(GONE);
    await hanako.says('終了');
    await world.later(25 * 60 * MINUTE);
    await hanako.says('こんにちは');
    expect(asked()).toBe(1);
  });
});

describe('with several talks', () => {
  beforeEach(() => hanako.says('トークID: sato'));

  test('the choice is the question: はい is a message, a press ends that talk', async () => {
    await hanako.says('終了');
    expect(last()).toContain('どなたとのトークを終了しますか？');
    await hanako.says('はい');
    expect(closings()).toHaveLength(0);
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('はい');
    await hanako.presses('佐藤 健');
    expect(closings()).toHaveLength(1);
    await hanako.says('終了');
    expect(last()).toContain(ASK);
  });

  test('a press on a choice of long ago asks first', async () => {
    await hanako.says('終了');
    await world.later(11 * MINUTE);
    await hanako.presses('佐藤 健');
    expect(last()).toContain('佐藤 健とのトークを終了しますか？');
    await hanako.says('はい');
    expect(closings()).toHaveLength(1);
    await hanako.says('続きです');
    expect(inRoom().at(-1)).toBe('続きです');
  });

  test('messages held for an answer are counted in the question, and told as lost', async () => {
    await world.tanaka.says('山田花子', '田中です');
    await hanako.says('どちらに届きますか');
    await world.suzuki.commands('member remove sato');
    await world.suzuki.confirms();
    await hanako.says('終了');
    expect(last()).toContain('お預かりしているメッセージ1件は届きません。');
    await hanako.presses('終了する');
    expect(hanako.received.map(({ text }) => text).join()).toContain('1件はだれにも届きません');
  });
});
