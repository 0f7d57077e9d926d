/** About the language of the bots' answers (DESIGN §6.5, §7). */
export const languages = {
  names: { ja: '日本語', en: '英語' },
  /** On buttons, for readers of only that language. */
  labels: { ja: '日本語', en: 'English' },
  chosen: (name: string) => `表示言語は${name}に設定されています。`,
  following: (name: string) =>
    `いまの表示言語は${name}です。設定されていないため、送信された言葉に合わせて表示しています。`,
  choose: (example: string) =>
    `ボタンを押すか、「${example}」のように送ると、表示言語を設定できます。`,
  unknown: (said: string, all: string, example: string) =>
    `「${said}」という言語はありません。使える言語: ${all}\n例: ${example}`,
};
