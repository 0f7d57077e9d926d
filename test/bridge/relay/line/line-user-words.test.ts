import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

const heard = (chat: LineChat) => chat.received.map((bubble) => bubble.text);
const profileCalls = () => world.line.calls.filter((call) => call.api === 'profile').length;
const fates = () =>
  auditOf(world)
    .filter((entry) => entry.action === 'message.receive')
    .map((entry) => [entry.text, entry.outcome, entry.reason]);

const withBoth = async (chat: LineChat) => {
  await chat.says('トークID: tanaka');
  await chat.says('トークID: sato');
};

describe('the greeting is in the profile’s language', () => {
  test('a follow is answered after one look at the profile, free of charge', async () => {
    const john = world.lineUser('John', 'en');
    await john.follows();
    expect(heard(john)).toEqual([expect.stringContaining('Thank you for adding the official')]);
    expect(john.lastReceived?.via).toBe('reply');
    expect(profileCalls()).toBe(1);
    await hanako.follows();
    expect(hanako.lastReceived?.text).toContain('友だち追加ありがとうございます');
  });

  test('greeting, question and notices of an English LINE user are in English', async () => {
    const john = world.lineUser('John', 'en-GB');
    await john.says('is anybody there?');
    expect(john.lastReceived?.text).toContain('This is the official account of');
    await john.says('Talk ID: tanaka');
    expect(john.lastReceived?.text).toContain(
      'This is Hana Tanaka (田中 花) of みどり商店. Thank you',
    );
    await john.says('Talk ID: nobody.here');
    expect(john.lastReceived?.text).toContain('There is nobody with that Talk ID');
    await john.says('Talk ID: sato');
    await world.tanaka.says('John', 'Hello');
    await john.says('Who gets this?');
    expect(john.lastReceived?.text).toContain('Who is this message for?');
    await john.presses('Hana Tanaka (田中 花)');
    await john.says('members');
    expect(john.lastReceived?.text).toContain('These are the people you talk with');
    await world.suzuki.commands('link off');
    await world.suzuki.confirms();
    expect(john.lastReceived?.senderName).toBe('Withdrawn user');
  });

  test('no profile call per message, nor while the link is off', async () => {
    await hanako.says('トークID: tanaka');
    const before = profileCalls();
    for (const text of ['一', '二', '三', 'ヘルプ', 'メンバー']) await hanako.says(text);
    expect(profileCalls()).toBe(before);
    await world.suzuki.commands('link off');
    await world.suzuki.confirms();
    const john = world.lineUser('John', 'en');
    await john.follows();
    await john.says('hello');
    expect(heard(john)).toEqual([expect.stringContaining('お受けできません')]);
    expect(profileCalls()).toBe(before);
  });

  test('a missing profile does not delay the greeting', async () => {
    world.line.faults.failNext({ api: 'profile', times: 1, status: 500 });
    const john = world.lineUser('John', 'en');
    await john.follows();
    expect(heard(john)).toEqual([expect.stringContaining('友だち追加ありがとうございます')]);
    expect(john.lastReceived?.via).toBe('reply');
    const jane = world.lineUser('Jane', 'en');
    world.line.faults.failNext({ api: 'profile', times: 1, status: 404 });
    await jane.follows();
    expect(heard(jane)).toEqual([expect.stringContaining('友だち追加ありがとうございます')]);
  });
});

describe('wrong guesses and too many rooms', () => {
  test.each(['トークID: dare', 'TalkID:dare', 'ｔａｌｋ　ｉｄ：ｄａｒｅ'])(
    'with an open room, %s is a guess: not relayed, answered each time',
    async (guess) => {
      await hanako.says('トークID: tanaka');
      await hanako.says(guess);
      expect(hanako.lastReceived?.text).toContain('見つかりませんでした');
      await hanako.says(guess);
      expect(heard(hanako).filter((text) => text.includes('見つかりません'))).toHaveLength(2);
      expect(textsOf(world.tanaka.room('山田花子'))).toHaveLength(1);
      await hanako.says('トークIDはdareです');
      expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('トークIDはdareです');
    },
  );

  test('at most five new rooms in an hour, however they came and went', async () => {
    for (let n = 0; n < 5; n += 1) {
      await hanako.says('トークID: tanaka');
      await hanako.ends();
    }
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('1時間ほどして');
    expect(auditOf(world).filter((entry) => entry.action === 'room.open')).toHaveLength(5);
    await world.later(60 * MINUTE + 1000);
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('田中 花です');
  });
});

describe('メンバー / members', () => {
  test('lists the members one talks with; a button switches', async () => {
    await withBoth(hanako);
    await hanako.says('メンバー');
    expect(hanako.lastReceived?.text).toContain('・佐藤 健（いまの相手）\n・田中 花');
    expect(hanako.lastReceived?.buttons.map((button) => button.label)).toEqual([
      '佐藤 健',
      '田中 花',
    ]);
    await hanako.presses('田中 花');
    expect(hanako.lastReceived?.text).toBe('ここからのメッセージは田中 花に届きます。');
    expect(hanako.lastReceived?.senderName).toContain('田中');
    await hanako.says('田中さんへ');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('田中さんへ');
    expect(textsOf(world.sato.room('山田花子')).join()).not.toContain('田中さんへ');
    expect(auditOf(world).some((entry) => entry.action === 'room.switch')).toBe(true);
  });

  test.each(['メンバー', 'ﾒﾝﾊﾞｰ', 'members', 'ＭＥＭＢＥＲＳ', ' Members '])(
    '%s is the command, answered and not relayed',
    async (word) => {
      await hanako.says('トークID: tanaka');
      await hanako.says(word);
      expect(hanako.lastReceived?.text).toContain('田中 花（いまの相手）');
      expect(textsOf(world.tanaka.room('山田花子'))).toHaveLength(1);
      expect(fates().at(-1)?.slice(1)).toEqual(['answered', 'own-word']);
    },
  );

  test.each([
    'メンバーは何人ですか',
    'members?',
    '終了しました',
    '本日終了',
    'help me',
    'ヘルプ！',
  ])('%s is a message like any other', async (text) => {
    await hanako.says('トークID: tanaka');
    await hanako.says(text);
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe(text);
  });

  test('a long list has pages', async () => {
    for (const [n, name] of ['木村', '林', '清水'].entries()) {
      world.works.addMember({ email: `more${n}@midori`, lastName: name, firstName: '某' });
    }
    await world.suzuki.commands('member add more0@midori more1@midori more2@midori');
    await withBoth(hanako);
    for (const id of ['more0', 'more1', 'more2']) await hanako.says(`トークID: ${id}`);
    await hanako.says('メンバー');
    expect(hanako.lastReceived?.buttons.map((button) => button.label)).toEqual([
      '清水 某',
      '林 某',
      '木村 某',
      '次へ',
    ]);
    await hanako.presses('次へ');
    expect(hanako.lastReceived?.buttons.map((button) => button.label)).toEqual([
      '佐藤 健',
      '田中 花',
      '次へ',
    ]);
  });

  test('an empty list says how to reach a member', async () => {
    await hanako.says('メンバー');
    expect(hanako.lastReceived?.text).toContain('いまトークしている担当者はいません');
    await hanako.says('終了');
    expect(hanako.lastReceived?.text).toContain('いまトークしている担当者はいません');
  });

  test('while messages are held, a switch asks the question again: there is no guess', async () => {
    await withBoth(hanako);
    await world.tanaka.says('山田花子', 'こんにちは');
    await hanako.says('メンバー');
    await hanako.says('だれ宛てでしょう');
    const menu = hanako.received.find((bubble) => bubble.text.includes('いまトークしている'));
    const go = menu?.buttons.find((button) => button.label === '佐藤 健')?.data ?? '';
    await hanako.user.taps(go, { oa: '1657000001' });
    await world.settle();
    expect(hanako.lastReceived?.text).toContain('どなたへのメッセージですか');
    expect(textsOf(world.sato.room('山田花子'))).not.toContain('だれ宛てでしょう');
    await hanako.presses('佐藤 健');
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('だれ宛てでしょう');
  });

  test('a button counts only for its presser’s own open room', async () => {
    await withBoth(hanako);
    await hanako.says('メンバー');
    const data = hanako.lastReceived?.buttons.map((button) => button.data ?? '') ?? [];
    const mallory = world.lineUser('マロリー');
    await mallory.says('トークID: tanaka');
    for (const stolen of [...data, 'leave:1', 'leave:2', 'go:x', 'go:', 'leave:999']) {
      await mallory.user.taps(stolen, { oa: '1657000001' });
    }
    await world.settle();
    expect(mallory.lastReceived?.text).toBe('そのトークはすでに終了しています。');
    expect(auditOf(world).some((entry) => entry.action === 'room.close')).toBe(false);
    await mallory.says('こんにちは');
    expect(textsOf(world.tanaka.room('マロリー')).at(-1)).toBe('こんにちは');
    await world.suzuki.commands('member remove sato');
    await world.suzuki.confirms();
    await hanako.presses('佐藤 健');
    expect(hanako.lastReceived?.text).toBe('そのトークはすでに終了しています。');
  });
});

describe('終了 / leave', () => {
  test('with one room: it closes, both sides are told, the bot leaves', async () => {
    await hanako.says('トークID: tanaka');
    const room = world.tanaka.room('山田花子');
    await hanako.ends();
    expect(hanako.lastReceived?.text).toContain('田中 花とのトークを終了しました');
    expect(hanako.lastReceived?.senderName ?? null).toBeNull();
    expect(heard(hanako).join()).not.toContain('退会');
    expect(textsOf(room).at(-1)).toContain('「山田花子」さんがこのトークを終了しました');
    expect(room.botPresent).toBe(false);
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('「山田花子」さんとのトークは終了');
    const closed = auditOf(world).find((entry) => entry.action === 'room.close');
    expect(closed).toMatchObject({ actorKind: 'line-user', reason: 'left-by-user' });
    await hanako.says('まだいますか');
    expect(hanako.lastReceived?.text).toContain('まだだれにも届いていません');
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('田中 花です');
  });

  test('with several it asks which; the remaining one goes on without a question', async () => {
    await withBoth(hanako);
    await hanako.says('leave');
    expect(hanako.lastReceived?.text).toContain('どなたとのトークを終了しますか');
    expect(auditOf(world).some((entry) => entry.action === 'room.close')).toBe(false);
    await hanako.presses('佐藤 健');
    expect(heard(hanako).slice(-2)).toEqual([
      expect.stringContaining('佐藤 健とのトークを終了しました'),
      'ここからのメッセージは田中 花に届きます。',
    ]);
    await hanako.says('田中さん、続きです');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('田中さん、続きです');
    await hanako.presses('佐藤 健');
    expect(hanako.lastReceived?.text).toBe('そのトークはすでに終了しています。');
  });

  test('queued messages no longer leave', async () => {
    await hanako.says('トークID: tanaka');
    await world.later(2 * MINUTE);
    world.line.faults.failNext({ api: 'push', times: 1, status: 500 });
    await world.tanaka.says('山田花子', '届かないはずの言葉');
    await hanako.ends();
    await world.later(10 * MINUTE);
    expect(heard(hanako)).not.toContain('届かないはずの言葉');
  });

  test('a command with a quote is for the quoted person', async () => {
    await hanako.says('トークID: tanaka');
    await world.tanaka.says('山田花子', '作業は終了しましたか');
    const asked = hanako.received.at(-1);
    await hanako.says('終了', { quote: asked?.id ?? '' });
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toContain('終了');
    expect(auditOf(world).some((entry) => entry.action === 'room.close')).toBe(false);
  });

  test('in direct mode the member is told once', async () => {
    await world.stop();
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.ends();
    const told = textsOf(world.tanaka.direct).filter((text) => text.includes('終了しました'));
    expect(told).toEqual([expect.stringContaining('LINEユーザーがトークを終了しました')]);
  });
});

describe('ヘルプ / help', () => {
  test.each(['ヘルプ', 'HELP'])(
    '%s tells what one can do, with and without a room',
    async (word) => {
      await hanako.says(word);
      expect(hanako.lastReceived?.text).toContain('「終了」: トークを終了する');
      await hanako.says('トークID: tanaka');
      await hanako.says(word);
      expect(hanako.lastReceived?.text).toContain('「メンバー」');
      expect(hanako.lastReceived?.via).toBe('reply');
      expect(textsOf(world.tanaka.room('山田花子'))).toHaveLength(1);
    },
  );

  test('while the link is off the commands only say that no answer is possible', async () => {
    await world.suzuki.commands('link off');
    await world.suzuki.confirms();
    for (const word of ['ヘルプ', 'メンバー', '終了']) await hanako.says(word);
    expect(heard(hanako)).toEqual([expect.stringContaining('お受けできません')]);
    expect(fates().map(([, fate]) => fate)).toEqual(['refused', 'refused', 'refused']);
  });
});
