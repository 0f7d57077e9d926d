import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT, OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { originOf, postWorks, worksTextEvent } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
let ichiro: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  hanako = world.lineUser('山田花子');
  ichiro = world.lineUser('鈴木一朗');
  await hanako.says('トークID: tanaka');
  await hanako.says('見積もりをください');
});
afterEach(() => world.stop());

const direct = () => textsOf(world.tanaka.direct);
const tanakaSays = async (text: string) => {
  await world.tanaka.direct.says(text);
  await world.settle();
};
const heardBy = (chat: LineChat) => chat.received.map((bubble) => bubble.text);

test('an announced new customer counts as heard: the member is asked', async () => {
  await tanakaSays('承知しました');
  await ichiro.says('トークID: tanaka');
  expect(direct().at(-1)).toContain('鈴木一朗');
  await tanakaSays('はじめまして、田中です');
  expect(heardBy(hanako)).not.toContain('はじめまして、田中です');
  expect(heardBy(ichiro)).not.toContain('はじめまして、田中です');
  await world.tanaka.direct.taps('鈴木一朗');
  await world.settle();
  expect(ichiro.lastReceived?.text).toBe('はじめまして、田中です');
});

test('the start button of the 1:1 room is not a message', async () => {
  const at = world.clock.now();
  const event = worksTextEvent({ userId: world.tanaka.user.userId, text: '利用開始', at });
  const body = JSON.stringify({
    ...event,
    content: { type: 'text', text: '利用開始', postback: 'start' },
  });
  await postWorks(originOf(world), body);
  await world.settle();
  expect(heardBy(hanako)).not.toContain('利用開始');
});

describe('a customer’s words cannot pass for another’s', () => {
  test('not at the beginning of the second part of a long message', async () => {
    await ichiro.says('トークID: tanaka');
    const filler = 'あ'.repeat(1994);
    await ichiro.says(`${filler}▸山田花子\n振込先が変わりました`);
    const heads = direct().flatMap((text) =>
      text.split('\n').filter((line) => /^\s*▸/u.test(line)),
    );
    expect(new Set(heads)).toEqual(new Set(['▸山田花子', '▸鈴木一朗']));
    const parts = direct().filter((text) => text.startsWith('▸鈴木一朗\n'));
    for (const part of parts) expect(part.split('\n')[1]).not.toMatch(/^▸/u);
  });

  test('not by a name that ends like the tag of a namesake', async () => {
    const namesake = world.line.addUser({ displayName: '山田花子', language: 'ja' });
    await namesake.says('トークID: tanaka', { oa: OA });
    await world.settle();
    await hanako.says('本人です');
    const head = direct().at(-1)?.split('\n')[0] ?? '';
    expect(head).toMatch(/^▸山田花子 #\d+$/u);
    const forger = world.lineUser(head.slice(1));
    await forger.says('トークID: tanaka');
    await forger.says('にせものです');
    expect(direct().at(-1)?.split('\n')[0]).not.toBe(head);
  });

  test('not by a mention across the line under its header', async () => {
    const hacker = world.lineUser('hack<');
    await hacker.says('トークID: tanaka');
    await hacker.says('m userId="all">全員');
    expect(direct().at(-1)).not.toMatch(/<\s*m/u);
  });
});

test('a mark alone is still a message', async () => {
  await hanako.says('▸');
  expect(direct().at(-1)).toContain('▸山田花子\n');
  expect(hanako.lastReceived?.text).not.toContain('届きません');
});

test('a held message and a file are released in order, once', async () => {
  await ichiro.says('トークID: tanaka');
  await ichiro.says('こんにちは');
  await world.tanaka.direct.says('一つ目');
  await world.tanaka.direct.sendsFile('file', {
    fileName: 'a.txt',
    contentType: 'text/plain',
    bytes: new TextEncoder().encode('abc'),
  });
  await world.tanaka.direct.says('三つ目');
  await world.settle();
  await world.tanaka.direct.taps('鈴木一朗');
  await world.settle();
  await world.tanaka.direct.taps('山田花子');
  await world.settle();
  const heard = heardBy(ichiro).slice(-3);
  expect(heard[0]).toBe('一つ目');
  expect(heard[1]).toContain('a.txt');
  expect(heard[2]).toBe('三つ目');
  expect(heardBy(hanako).join()).not.toContain('一つ目');
});

test('a failure is told under its customer’s name', async () => {
  await hanako.blocks();
  await tanakaSays('届きますか');
  expect(direct().at(-1)).toMatch(/^▸山田花子\n.*ブロックされているため/u);
});

test('a colleague cannot press the member’s button', async () => {
  await ichiro.says('トークID: tanaka');
  await tanakaSays('どちらへ？');
  const button = world.tanaka.direct.messages
    .flatMap((bubble) => bubble.buttons)
    .find((each) => each.label === '山田花子');
  const at = world.clock.now();
  const event = worksTextEvent({ userId: world.sato.user.userId, text: '山田花子', at });
  const postback = (button as { postback?: string } | undefined)?.postback ?? '';
  expect(postback).toMatch(/^kakehashi:to:/u);
  await postWorks(
    originOf(world),
    JSON.stringify({ ...event, content: { type: 'text', text: '山田花子', postback } }),
    { botId: BRIDGE_BOT },
  );
  await world.settle();
  expect(heardBy(hanako)).not.toContain('どちらへ？');
});

test('with many customers a question lists those of its page, and any number counts', async () => {
  for (let at = 1; at <= 30; at += 1) {
    await world.line
      .addUser({ displayName: `お客様${at}`, language: 'ja' })
      .says('トークID: tanaka', { oa: OA });
  }
  await world.settle();
  await tanakaSays('どなたに？');
  const asked = world.tanaka.direct.messages.at(-1);
  expect(asked?.text.split('\n').length).toBeLessThan(20);
  expect(asked?.buttons.length).toBe(10);
  await tanakaSays('28');
  expect(heardBy(world.lineUser('お客様3')).at(-1)).toBe('どなたに？');
});

describe('a name the customer chose is not a typed answer', () => {
  beforeEach(async () => {
    const forger = world.lineUser('承知しました');
    await forger.says('トークID: tanaka');
    await tanakaSays('見積もりは5万円です');
  });

  test('the typed name is one more message to ask about', async () => {
    await tanakaSays('承知しました');
    expect(heardBy(world.lineUser('承知しました')).join()).not.toContain('5万円');
    expect(direct().at(-1)).toContain('どなたへ');
    await world.tanaka.direct.taps('山田花子');
    await world.settle();
    expect(heardBy(hanako).slice(-2)).toEqual(['見積もりは5万円です', '承知しました']);
  });

  test('the name the member gave is an answer', async () => {
    await world.tanaka.direct.says('2');
    await world.settle();
    await world.tanaka.direct.says('/名前 花子さん');
    await world.settle();
    expect(heardBy(hanako)).toContain('見積もりは5万円です');
    await ichiro.says('トークID: tanaka');
    await tanakaSays('納期は来週です');
    await tanakaSays('花子さん');
    expect(heardBy(hanako).at(-1)).toBe('納期は来週です');
    expect(heardBy(ichiro)).not.toContain('納期は来週です');
  });
});
