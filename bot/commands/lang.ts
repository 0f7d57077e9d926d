import * as z from 'zod';
import { record } from '../../src/context.ts';
import { LANGUAGES, languageCalled } from '../../src/domain/language.ts';
import { describeLanguage, unknownLanguage } from '../../src/services/languages/describe.ts';
import { setLanguage } from '../../src/services/languages/set.ts';
import { cancelProposals } from '../../src/store/people/confirmations.ts';
import { wordsOf } from '../../src/words/words.ts';
import { runButton } from '../answers/run-button.ts';
import { command } from '../command.ts';

export const lang = command({
  name: 'lang',
  group: 'other',
  aliases: ['言語', 'language'],
  roles: 'any',
  args: z.array(z.string()).transform((words) => words.join(' ').trim()),
  run: ({ context, memberId, actor, words }, called) => {
    const wanted = called === '' ? null : languageCalled(called);
    if (wanted !== null) {
      setLanguage(context, actor, memberId, wanted);
      return { text: wordsOf(wanted).admin.language };
    }
    const { example } = words.commands.lang;
    const text =
      called === ''
        ? describeLanguage(context, memberId, example)
        : unknownLanguage(context, memberId, called, example);
    const buttons = LANGUAGES.map((language) =>
      runButton(words, 'lang', [language], words.languages.labels[language]),
    );
    return { text, buttons };
  },
});

export const cancel = command({
  name: 'cancel',
  group: 'other',
  aliases: ['取消', '取り消し', '取り消す', 'キャンセル', '中止', 'やめる', 'いいえ', 'no'],
  roles: 'any',
  args: z.tuple([]),
  run: ({ context, memberId, actor, words }) => {
    const cancelled = cancelProposals(context.db, memberId, context.clock.now());
    if (cancelled === 0) return { text: words.admin.nothingToCancel };
    record(context, { action: 'command.cancel', actor, outcome: 'ok' });
    return { text: words.admin.cancelled };
  },
});
