import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

const ja = wordsOf('ja');
const en = wordsOf('en');
const LINK = 'https://line.me/R/oaMessage/%40123midori/?x';

describe('the greeting', () => {
  test('names the member and the company, says that the member answers, and that the company records', () => {
    expect(ja.line.greeting('田中 花', 'みどり商店', '田中')).toBe(
      'みどり商店の田中 花です。ご連絡ありがとうございます。こちらにお送りいただいたメッセージは田中がお受けします。なお、トークの内容はみどり商店で記録しております。',
    );
    expect(en.line.greeting('Hana Tanaka', 'Midori Shop', 'Hana Tanaka')).toBe(
      'This is Hana Tanaka of Midori Shop. Thank you for getting in touch. Hana Tanaka will answer what you write here. Midori Shop keeps a record of this chat.',
    );
  });
});

describe('the invitation that is forwarded', () => {
  const said =
    'みどり商店の田中 花です。LINEでもご連絡いただけるようになりました。下のリンクを開き、表示された文字をそのまま送信してください。';
  test('begins with company and name, and says what to do', () => {
    expect(ja.own.invitation('田中 花', 'みどり商店', LINK)).toBe(`${said}\n${LINK}`);
    expect(en.own.invitation('Hana Tanaka', 'Midori Shop', LINK)).toBe(
      `This is Hana Tanaka of Midori Shop. You can now reach me on LINE, too. Please open the link below and send the text that appears, just as it is.\n${LINK}`,
    );
  });

  test('stands below the part for the administrator, or for the member', () => {
    const invitation = ja.own.invitation('田中 花', 'みどり商店', LINK);
    expect(ja.admin.invite('田中 花', 'tanaka', LINK, invitation)).toMatch(
      /そのまま転送できる文:\nみどり商店の田中 花です。/,
    );
    expect(ja.own.invite('tanaka', LINK, invitation)).toMatch(
      /そのまま転送できる文:\nみどり商店の田中 花です。/,
    );
    expect(ja.own.invite('tanaka', null, null)).not.toContain('転送');
    expect(en.own.invite('tanaka', LINK, 'TEXT')).toContain('Ready to forward:\nTEXT');
  });
});

test('a missing company name leaves no trace', () => {
  const texts = [ja, en].flatMap(({ line, own, greeting }) => [
    line.greeting('田中 花', '', '田中'),
    line.howToReach(''),
    line.unnamedUser(''),
    line.welcome(''),
    line.noMembers(''),
    line.help(''),
    own.invitation('田中 花', '', LINK),
    greeting.bridge(''),
    greeting.admin(''),
  ]);
  for (const text of texts) {
    expect(text).not.toMatch(/(?:^|[。、\n])(?:の|で記録)/u);
    expect(text).not.toMatch(/ (?:of|at)(?:[.,!]| Thank| It | Send|$)/u);
    expect(text).not.toMatch(/ {2}| [.,]/u);
    expect(text.trim()).toBe(text);
  }
});
