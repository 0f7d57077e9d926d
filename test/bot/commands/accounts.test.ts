import { afterEach, describe, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { OA } from '../../helpers/company.ts';
import { chatOf, type LineChat, textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import { startWorld, type World, type WorldOptions } from '../../helpers/world.ts';

const OA2 = '1657000002';
const SECRET2 = 'fedcba9876543210fedcba9876543210';

let world: World;
afterEach(() => world.stop());

/** A world with a second OA, which the configuration may give to a member. */
const start = async (member: string | null = null, more: WorldOptions = {}) => {
  world = await startWorld({
    ...more,
    furnish: (line, works) => {
      line.addAccount({
        channelId: OA2,
        channelSecret: SECRET2,
        basicId: '@456hana',
        displayName: '田中 花（専用）',
        webhookUrl: null,
      });
      more.furnish?.(line, works);
    },
    environment: {
      LINE_CHANNELS: JSON.stringify([
        { id: OA2, secret: SECRET2, ...(member === null ? {} : { member }) },
      ]),
    },
  });
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka sato');
};

/** All that the admin bot answers when asked for an invitation; the QR image is part of it. */
const invitation = async (who: string) => {
  const before = world.suzuki.answers.length;
  await world.suzuki.commands(`member invite ${who}`);
  return world.suzuki.answers.slice(before).join();
};

const onOwn = (user: LineUser): LineChat => chatOf(user, world.settle, OA2);
const log = () =>
  auditOf(world)
    .filter((entry) => /^account\.(assign|release)$/.test(entry.action))
    .map(({ action, actorKind, memberName, channelId, facts }) => ({
      action,
      actorKind,
      memberName,
      channelId,
      facts: JSON.parse(facts),
    }));

describe('account assign', () => {
  test('list, assign, release: said, done, told, on record', async () => {
    await start();
    await world.suzuki.commands('アカウント 一覧');
    expect(world.suzuki.lastAnswer).toBe(
      [
        'LINE公式アカウント',
        '・みどり商店 @123midori: 共有（全員で使用）',
        '・田中 花（専用） @456hana: 割り当てなし',
      ].join('\n'),
    );
    await world.suzuki.commands('アカウント 割り当て @456hana 田中');
    expect(world.suzuki.lastAnswer).toBe(
      'LINE公式アカウント「田中 花（専用） @456hana」を田中 花さんに割り当てました。',
    );
    const told = textsOf(world.tanaka.direct).at(-1);
    expect(told).toContain('「@456hana」があなた専用になりました');
    expect(told).toContain('https://line.me/R/oaMessage/%40456hana/?');
    expect(log()).toEqual([
      {
        action: 'account.assign',
        actorKind: 'admin',
        memberName: '田中 花',
        channelId: OA2,
        facts: { before: null, after: world.tanaka.user.userId, basicId: '@456hana' },
      },
    ]);
    await world.suzuki.commands('account list');
    expect(world.suzuki.lastAnswer).toContain('@456hana: 田中 花');
    expect(await invitation('tanaka')).toContain('%40456hana');

    await world.suzuki.commands('アカウント 解除 456hana');
    expect(world.suzuki.lastAnswer).toContain('解除しました');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('oaMessage/%40123midori/?');
    expect(log().at(-1)).toMatchObject({
      action: 'account.release',
      facts: { before: world.tanaka.user.userId, after: null },
    });
    expect(await invitation('tanaka')).toContain('%40123midori');
  });

  test.each(['456hana', '@456HANA', '＠４５６ｈａｎａ', OA2])(
    'an account may be called %s',
    async (name) => {
      await start();
      await world.suzuki.commands(`account assign ${name} "田中 花"`);
      expect(world.suzuki.lastAnswer).toContain('割り当てました');
    },
  );

  test('the shared account, an unknown one, one that is held: each says why, and nothing is written', async () => {
    await start();
    await world.suzuki.commands('account assign @123midori tanaka');
    expect(world.suzuki.lastAnswer).toContain('共有アカウント');
    await world.suzuki.commands('account release @123midori');
    expect(world.suzuki.lastAnswer).toContain('共有アカウント');
    await world.suzuki.commands('account assign @nobody tanaka');
    expect(world.suzuki.lastAnswer).toContain('「@nobody」というLINE公式アカウントはありません');
    await world.suzuki.commands('account assign @456hana だれか');
    expect(world.suzuki.lastAnswer).toContain('見つかりません');
    await world.suzuki.commands('account release @456hana');
    expect(world.suzuki.lastAnswer).toContain('だれにも割り当てられていません');
    expect(log()).toEqual([]);
    await world.suzuki.commands('account assign @456hana tanaka');
    await world.suzuki.commands('account assign @456hana sato');
    expect(world.suzuki.lastAnswer).toContain('田中 花さんに割り当てられています。先に');
    await world.suzuki.commands('account assign @456hana tanaka');
    expect(world.suzuki.lastAnswer).toContain('すでに田中 花さんに割り当てられています');
    expect(log()).toHaveLength(1);
  });

  test('a member without a role is refused; one who is no link member is warned of', async () => {
    await start();
    for (const text of ['account list', 'account assign 456hana sato', 'account release 456hana']) {
      await world.tanaka.commands(text);
      expect(world.tanaka.lastAnswer).toContain('権限がありません');
    }
    await world.suzuki.commands('account assign 456hana suzuki');
    expect(world.suzuki.lastAnswer).toContain('利用可能な利用メンバーになると');
    expect(log()).toHaveLength(1);
  });

  test('several matches are offered as buttons', async () => {
    await start(null, {
      furnish: (_, works) => {
        works.addMember({ email: 'tanaka2@midori', lastName: '田中', firstName: '太郎' });
      },
    });
    await world.suzuki.commands('account assign 456hana 田中');
    await world.suzuki.presses('田中 太郎');
    expect(world.suzuki.lastAnswer).toContain('田中 太郎さんに割り当てました');
  });
});

describe('the first assignment', () => {
  test('is the configuration’s, as soon as the directory knows the account', async () => {
    await start('hana@midori');
    await world.suzuki.commands('account list');
    expect(world.suzuki.lastAnswer).toContain(
      '割り当て待ち（「hana@midori」がまだメンバー情報にありません）',
    );
    world.works.addMember({ email: 'hana@midori', lastName: '山本', firstName: '花' });
    await world.later(301_000);
    expect(log()).toEqual([
      expect.objectContaining({ actorKind: 'system', memberName: '山本 花', channelId: OA2 }),
    ]);
    await world.restart();
    expect(log()).toHaveLength(1);
  });

  test('afterwards the database decides: a release survives a restart', async () => {
    await start('tanaka@midori');
    await world.suzuki.commands('account release @456hana');
    expect(world.suzuki.lastAnswer).toContain('田中 花さんへの割り当てを解除しました');
    await world.restart();
    await world.later(301_000);
    await world.suzuki.commands('account list');
    expect(world.suzuki.lastAnswer).toContain('@456hana: 割り当てなし');
  });

  test('a wish that waits can be dropped', async () => {
    await start('hana@midori');
    await world.suzuki.commands('account release @456hana');
    expect(world.suzuki.lastAnswer).toContain('割り当て待ちを取り消しました');
    world.works.addMember({ email: 'hana@midori', lastName: '山本', firstName: '花' });
    await world.later(301_000);
    await world.suzuki.commands('account list');
    expect(world.suzuki.lastAnswer).toContain('@456hana: 割り当てなし');
  });
});

describe('a LINE user on a dedicated account', () => {
  test('following opens the room and greets; messages go there', async () => {
    await start('tanaka@midori');
    const hanako = onOwn(world.line.addUser({ displayName: '山田花子', language: 'ja' }));
    await hanako.user.follow(OA2);
    await world.settle();
    expect(hanako.lastReceived?.text).toContain(
      'みどり商店の田中 花です。ご連絡ありがとうございます。',
    );
    expect(hanako.lastReceived?.via).toBe('reply');
    expect(textsOf(world.tanaka.room('山田花子'))[0]).toContain('山田花子');
    await hanako.says('はじめまして');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('はじめまして');
    await world.tanaka.says('山田花子', 'こちらこそ');
    expect(hanako.lastReceived?.text).toBe('こちらこそ');
  });

  test('in English for a reader of English', async () => {
    await start('tanaka@midori');
    const john = onOwn(world.line.addUser({ displayName: 'John', language: 'en' }));
    await john.user.follow(OA2);
    await world.settle();
    expect(john.lastReceived?.text).toContain(
      'This is Hana Tanaka (田中 花) of みどり商店. Thank you for getting in touch.',
    );
    await john.says('Hello');
    expect(textsOf(world.tanaka.room('John')).at(-1)).toBe('Hello');
  });

  test('a message without a follow opens the room, too, and is relayed', async () => {
    await start('tanaka@midori');
    const hanako = onOwn(world.line.addUser({ displayName: '山田花子', language: 'ja' }));
    await hanako.says('突然すみません');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('突然すみません');
  });

  test('after a release open rooms go on, and a new customer gets none', async () => {
    await start('tanaka@midori');
    const hanako = onOwn(world.line.addUser({ displayName: '山田花子', language: 'ja' }));
    await hanako.says('突然すみません');
    await world.suzuki.commands('account release @456hana');
    await hanako.says('まだ話せますか');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('まだ話せますか');
    const jiro = onOwn(world.line.addUser({ displayName: '次郎', language: 'ja' }));
    await jiro.says('こんにちは');
    expect(jiro.lastReceived?.text).toContain('まだだれにも届いていません');
    expect(world.tanaka.hasRoom('次郎')).toBe(false);
  });

  test('one LINE user on two accounts has two chats that do not mix', async () => {
    await start('tanaka@midori');
    const user = world.line.addUser({ displayName: '山田花子', language: 'ja' });
    const shared = chatOf(user, world.settle, OA);
    const own = onOwn(user);
    await own.says('専用からです');
    await shared.says('トークID: sato');
    await shared.says('共有からです');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('専用からです');
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('共有からです');
    await world.sato.says('山田花子', '佐藤の返事');
    expect(shared.lastReceived?.text).toBe('佐藤の返事');
    expect(own.received.map((bubble) => bubble.text)).not.toContain('佐藤の返事');
    await own.says('続きです');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('続きです');
    expect(own.received.map((bubble) => bubble.text).join()).not.toContain('どなたへ');
  });
});
