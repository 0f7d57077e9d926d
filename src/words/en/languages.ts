import type { Words } from '../ja.ts';

export const languages: Words['languages'] = {
  names: { ja: 'Japanese', en: 'English' },
  labels: { ja: '日本語', en: 'English' },
  chosen: (name) => `The bot answers in ${name}, as you chose.`,
  following: (name) =>
    `The bot answers in ${name} at the moment. You have not chosen a language, so it follows the one you write in.`,
  choose: (example) => `To choose one, press a button or send, for example, "${example}".`,
  unknown: (said, all, example) =>
    `There is no language "${said}". Available languages: ${all}\nExample: ${example}`,
};
