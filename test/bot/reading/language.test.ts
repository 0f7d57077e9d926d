import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tellAdmins } from '../../../src/services/say/say.ts';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { languages } from '../../../src/store/schema.ts';
import { COMPANY } from '../../helpers/company.ts';
import { fromBot } from '../../helpers/people.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ languages: 'unset' });
});
afterAll(() => world.stop());
// No language has been used or chosen.
beforeEach(() => {
  const { db } = world.bridge.workspace.context;
  db.delete(languages).run();
  forgetEverything(db);
});

/** Only sentences have hiragana: names and what was typed may be in any letters. */
const languageOf = (text: string) => (/[ぁ-ん]/u.test(text.replace(COMPANY, '')) ? 'ja' : 'en');
const said = () => languageOf(world.suzuki.lastAnswer);
const buttons = () =>
  (fromBot(world.suzuki.adminRoom.messages).at(-1)?.buttons ?? []).map(({ label }) => label);

/** The language of what is said unasked. */
async function told(): Promise<string> {
  const { context, engine } = world.bridge.workspace;
  context.store.transaction(() => tellAdmins(context, ({ admin }) => admin.staleAlarm));
  engine.wake();
  await world.settle();
  return said();
}

describe('an answer and its later reports are in the language of the command', () => {
  test.each([
    ['link on', 'en'],
    ['連携 有効', 'ja'],
    ['ＳＴＡＴＵＳ', 'en'],
    ['/status', 'en'],
    ['状態', 'ja'],
    ['ﾍﾙﾌﾟ', 'ja'],
    ['Help', 'en'],
    ['doctor', 'en'],
    ['診断', 'ja'],
    ['member add nobody', 'en'],
    ['メンバー 追加 nobody', 'ja'],
    ['member search 鈴木', 'en'],
    ['help メンバー', 'en'],
    ['member add "tanaka', 'en'],
    ['メンバー 追加 「tanaka', 'ja'],
    [`member add ${'x'.repeat(21_000)}`, 'en'],
    ['lnik on', 'en'],
    ['メンバ 一覧', 'ja'],
    ['link off please', 'en'],
    ['hello', 'en'],
    ['hello「田中」', 'en'],
    ['hello”田中”', 'en'],
    ['こんにちは', 'ja'],
    ['?', 'ja'],
    ['/', 'ja'],
    ['123', 'ja'],
    ['🙂', 'ja'],
  ] as const)('%j: %s', async (typed, language) => {
    await world.suzuki.commands(typed);
    expect(said()).toBe(language);
    expect(await told()).toBe(language);
  });

  test('the last command counts, over a restart too', async () => {
    await world.suzuki.commands('status');
    await world.suzuki.commands('状態');
    expect(said()).toBe('ja');
    await world.suzuki.commands('status');
    await world.restart();
    await world.suzuki.commands('?');
    expect(said()).toBe('en');
  });

  test('a name in Latin letters is no sign of English', async () => {
    await world.suzuki.commands('状態');
    await world.suzuki.commands('tanaka');
    expect(said()).toBe('ja');
  });

  test('a member without a role is answered in it, too', async () => {
    await world.tanaka.commands('status');
    expect(languageOf(world.tanaka.lastAnswer)).toBe('en');
    await world.tanaka.commands('状態');
    expect(languageOf(world.tanaka.lastAnswer)).toBe('ja');
  });
});

test('a word that reads alike in both follows the directory until a language has been used', async () => {
  world.works.member('sato@midori').update({ locale: 'en_US' });
  await world.later(60 * 60_000);
  for (const [person, language] of [
    [world.sato, 'en'],
    [world.tanaka, 'ja'],
  ] as const) {
    await person.commands('?');
    expect(languageOf(person.lastAnswer)).toBe(language);
  }
  await world.sato.commands('ヘルプ');
  await world.sato.commands('?');
  expect(languageOf(world.sato.lastAnswer)).toBe('ja');
});

describe('a choice', () => {
  test.each([
    ['lang en', '状態', 'en'],
    ['言語　ＥＮＧＬＩＳＨ', '状態', 'en'],
    ['language en-US', '状態', 'en'],
    ['言語 英語', '状態', 'en'],
    ['lang ja', 'status', 'ja'],
    ['言語 日本語', 'status', 'ja'],
    ['lang にほんご', 'status', 'ja'],
  ] as const)('%s: %s is answered in %s', async (choice, command, language) => {
    await world.suzuki.commands(choice);
    expect(said()).toBe(language);
    await world.suzuki.commands(command);
    expect(said()).toBe(language);
    expect(await told()).toBe(language);
  });

  test('outlives a restart, and is changed by typing or by button', async () => {
    await world.suzuki.commands('lang en');
    await world.restart();
    await world.suzuki.commands('状態');
    expect(said()).toBe('en');
    await world.suzuki.commands('言語 日本語');
    expect(said()).toBe('ja');
    await world.suzuki.commands('lang');
    await world.suzuki.presses('English');
    expect(said()).toBe('en');
    await world.suzuki.commands('状態');
    expect(said()).toBe('en');
  });

  test('is not mixed up with a language that was only used', async () => {
    await world.suzuki.commands('lang');
    expect(world.suzuki.lastAnswer).toContain('You have not chosen a language');
    expect(buttons()).toEqual(['日本語', 'English']);
    await world.suzuki.presses('日本語');
    expect(said()).toBe('ja');
    await world.suzuki.commands('言語');
    expect(world.suzuki.lastAnswer).toContain('日本語に設定されています');
    expect(buttons()).toEqual(['日本語', 'English']);
  });

  test.each(['lang fr', 'lang english please', '言語 フランス語', '言語 constructor'])(
    '%s is an error that lists them',
    async (typed) => {
      await world.suzuki.commands(typed);
      expect(world.suzuki.lastAnswer).toContain(typed.replace(/^\S+ /u, ''));
      for (const code of ['ja', 'en']) expect(world.suzuki.lastAnswer).toContain(code);
      expect(buttons()).toEqual(['日本語', 'English']);
    },
  );
});

describe('the answer to a button', () => {
  test('is in the language of the message that carried it', async () => {
    await world.suzuki.commands('link on');
    await world.suzuki.commands('link');
    await world.suzuki.commands('状態');
    await world.suzuki.presses('Switch off');
    expect(said()).toBe('en');
    await world.suzuki.commands('状態');
    await world.suzuki.presses('Cancel');
    expect(said()).toBe('en');
    await world.suzuki.commands('ヘルプ');
    await world.suzuki.commands('status');
    await world.suzuki.presses('利用メンバー');
    expect(said()).toBe('ja');
    expect(await told()).toBe('ja');
  });

  test('of a list is, too, and so is its next page', async () => {
    await world.suzuki.commands('member search @midori');
    await world.suzuki.commands('状態');
    await world.suzuki.presses('Details');
    expect(said()).toBe('en');
  });

  test('is in the chosen language where its reader has chosen one', async () => {
    await world.suzuki.commands('link off');
    await world.suzuki.commands('言語 日本語');
    await world.suzuki.presses('Cancel');
    expect(said()).toBe('ja');
  });
});
