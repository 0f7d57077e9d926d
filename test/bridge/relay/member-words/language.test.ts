import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forgetEverything } from '../../../../src/store/memory/remembered.ts';
import { languages } from '../../../../src/store/schema.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { fromBot, type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World, WorldOptions } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
const TITLE = '山田花子';

const begin =
  (options: WorldOptions = {}) =>
  async () => {
    world = await startLinkedWorld({ languages: 'unset', ...options });
    hanako = world.lineUser(TITLE);
    await hanako.says('トークID: tanaka');
  };
const forget = () => {
  const { db } = world.bridge.workspace.context;
  db.delete(languages).run();
  forgetEverything(db);
};

/** Only sentences have hiragana: names may use any letters. */
const languageOf = (text: string | undefined) => (/[ぁ-ん]/u.test(text ?? '') ? 'ja' : 'en');
const room = () => world.tanaka.room(TITLE);
const inRoom = () => languageOf(textsOf(room()).at(-1));
const direct = () => textsOf(world.tanaka.direct).at(-1);
const saysDirect = async (text: string) => {
  await world.tanaka.direct.says(text);
  await world.settle();
};
/** Messages on LINE since the last call. */
const heardSince = () => {
  const before = hanako.received.length;
  return () => hanako.received.slice(before).map((bubble) => bubble.text);
};

describe('in a talk room', () => {
  beforeAll(begin());
  beforeEach(forget);
  afterAll(() => world.stop());

  test.each([
    ['/help', 'en'],
    ['/ヘルプ', 'ja'],
    ['／ＨＥＬＰ', 'en'],
    ['/ﾍﾙﾌﾟ', 'ja'],
    ['/name 山田様', 'en'],
    ['/名前 Hanako', 'ja'],
    ['/halp', 'en'],
    ['/たすけて', 'ja'],
    ['/invite', 'en'],
    ['/招待', 'ja'],
    ['/123', 'ja'],
  ] as const)('%s is answered in %s, and so is what follows unasked', async (typed, language) => {
    const heard = heardSince();
    await world.tanaka.says(TITLE, typed);
    expect(inRoom()).toBe(language);
    await hanako.blocks();
    expect(inRoom()).toBe(language);
    await hanako.unblocks();
    expect(heard()).toEqual([]);
  });

  test.each([
    ['/lang en', '/ヘルプ', 'en'],
    ['／言語　英語', '/ヘルプ', 'en'],
    ['/Language Japanese', '/help', 'ja'],
    ['/言語 日本語', '/help', 'ja'],
  ] as const)('%s holds: %s is answered in %s', async (choice, word, language) => {
    const heard = heardSince();
    await world.tanaka.says(TITLE, choice);
    expect(inRoom()).toBe(language);
    await world.tanaka.says(TITLE, word);
    expect(inRoom()).toBe(language);
    await world.restart();
    await world.tanaka.says(TITLE, word);
    expect(inRoom()).toBe(language);
    await world.tanaka.commands('状態');
    expect(languageOf(world.tanaka.lastAnswer)).toBe(language);
    expect(heard()).toEqual([]);
  });

  test('alone it shows the language, and the buttons choose another, there', async () => {
    await world.tanaka.says(TITLE, '/言語');
    const shown = fromBot(room().messages).at(-1);
    expect(shown?.text).toContain('いまの表示言語は日本語です');
    expect(shown?.buttons.map(({ label }) => label)).toEqual(['日本語', 'English']);
    const heard = heardSince();
    await room().taps('English');
    await world.settle();
    expect(inRoom()).toBe('en');
    await world.tanaka.says(TITLE, '/言語');
    expect(textsOf(room()).at(-1)).toContain('in English, as you chose');
    expect(heard()).toEqual([]);
    const set = auditOf(world).filter(({ action }) => action === 'language.set');
    expect(set.at(-1)?.facts).toContain('en');
  });

  test.each(['/lang fr', '/言語 フランス語', '/lang en please'])(
    '%s is an error that lists them',
    async (typed) => {
      const heard = heardSince();
      await world.tanaka.says(TITLE, typed);
      const text = textsOf(room()).at(-1) ?? '';
      expect(text).toContain(typed.replace(/^\S+ /u, ''));
      for (const code of ['ja', 'en']) expect(text).toContain(code);
      expect(heard()).toEqual([]);
    },
  );

  test('help names the command', async () => {
    await world.tanaka.says(TITLE, '/ヘルプ');
    expect(textsOf(room()).at(-1)).toContain('/言語');
    await world.tanaka.says(TITLE, '/help');
    expect(textsOf(room()).at(-1)).toContain('/lang');
  });

  test('after two slashes the words are for the LINE user', async () => {
    await world.tanaka.says(TITLE, '//lang en');
    expect(hanako.lastReceived?.text).toBe('/lang en');
  });

  test('words to a LINE user do not change the language', async () => {
    await world.tanaka.says(TITLE, '/ヘルプ');
    await world.tanaka.says(TITLE, 'Thank you, see you tomorrow');
    await hanako.blocks();
    expect(inRoom()).toBe('ja');
    await hanako.unblocks();
  });

  test('a button is answered in the language of its message', async () => {
    await world.tanaka.says(TITLE, '/close');
    await world.tanaka.says(TITLE, '/ヘルプ');
    await room().taps('Cancel');
    await world.settle();
    expect(inRoom()).toBe('en');
  });
});

describe('in the 1:1 room', () => {
  beforeAll(begin());
  beforeEach(forget);
  afterAll(() => world.stop());

  test.each([
    ['lang en', 'en'],
    ['言語　英語', 'en'],
    ['/言語 日本語', 'ja'],
    ['list', 'en'],
    ['一覧', 'ja'],
  ] as const)('%s: %s', async (typed, language) => {
    await saysDirect(typed);
    expect(languageOf(direct())).toBe(language);
    await saysDirect('12345');
    expect(languageOf(direct())).toBe(language);
  });

  test('the buttons count', async () => {
    await saysDirect('lang');
    await world.tanaka.direct.taps('日本語');
    await world.settle();
    expect(languageOf(direct())).toBe('ja');
    await saysDirect('help');
    expect(languageOf(direct())).toBe('ja');
  });
});

describe('in direct mode', () => {
  beforeAll(begin({ works: { roomBehaviour: 'single-user' } }));
  beforeEach(forget);
  afterAll(() => world.stop());

  test('a slash makes it a command; without one it is for the LINE user', async () => {
    await hanako.says('こんにちは');
    await saysDirect('/言語 英語');
    expect(languageOf(direct())).toBe('en');
    await saysDirect('/言語');
    await world.tanaka.direct.taps('日本語');
    await world.settle();
    expect(languageOf(direct())).toBe('ja');
    await saysDirect('lang en');
    expect(hanako.lastReceived?.text).toBe('lang en');
  });
});

describe('where the same bot takes commands', () => {
  beforeAll(async () => {
    world = await startLinkedWorld({
      languages: 'unset',
      environment: { WORKS_ADMIN_BOT_ID: undefined, WORKS_ADMIN_BOT_SECRET: undefined },
    });
  });
  beforeEach(forget);
  afterAll(() => world.stop());

  test.each(['/lang en', 'lang en', '／言語　英語'])('%s chooses', async (typed) => {
    await saysDirect(typed);
    await saysDirect('/ヘルプ');
    expect(languageOf(direct())).toBe('en');
  });
});
