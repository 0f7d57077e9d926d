import { z } from 'zod';
import { record } from '../../src/context.ts';
import type { Language } from '../../src/domain/language.ts';
import { cancelProposals } from '../../src/store/confirmations.ts';
import { chooseLanguage } from '../../src/store/link.ts';
import { wordsOf } from '../../src/words/words.ts';
import { command } from '../command.ts';

const LANGUAGES: Readonly<Record<string, Language>> = {
  ja: 'ja',
  japanese: 'ja',
  日本語: 'ja',
  en: 'en',
  english: 'en',
  英語: 'en',
};

const language = z
  .string()
  .transform((word) => LANGUAGES[word.toLowerCase()])
  .pipe(z.enum(['ja', 'en']));

export const lang = command({
  name: 'lang',
  group: 'other',
  aliases: ['言語', 'language'],
  roles: 'any',
  args: z.tuple([language]),
  run: ({ context, memberId, actor }, [chosen]) => {
    chooseLanguage(context.db, memberId, chosen);
    record(context, {
      action: 'language.set',
      actor,
      outcome: 'ok',
      memberId,
      facts: { after: chosen },
    });
    return { text: wordsOf(chosen).admin.language };
  },
});

export const cancel = command({
  name: 'cancel',
  group: 'other',
  aliases: ['取消', '取り消し', 'キャンセル', '中止'],
  roles: 'any',
  args: z.tuple([]),
  run: ({ context, memberId, actor, words }) => {
    const cancelled = cancelProposals(context.db, memberId, context.clock.now());
    if (cancelled === 0) return { text: words.admin.nothingToCancel };
    record(context, { action: 'command.cancel', actor, outcome: 'ok' });
    return { text: words.admin.cancelled };
  },
});
