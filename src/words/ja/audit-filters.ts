/** Filters of an audit search beside those of the people and the period. */
export const auditFilters = {
  directions: { in: '受信', out: '送信' },
  fileName: (names: string) => `ファイル名: ${names}`,
  direction: (names: string) => `方向: ${names}`,
  outcome: (names: string) => `結果: ${names}`,
  room: (numbers: string) => `トーク: ${numbers}`,
  unknown: {
    direction: (said: string, all: string) =>
      `「${said}」という方向はありません。使える方向: ${all}`,
    outcome: (said: string, all: string) => `「${said}」という結果はありません。使える結果: ${all}`,
    room: (said: string) =>
      `「${said}」はトークの番号として認識できません。「トーク 一覧」の # のあとの数を入力してください。`,
  },
};
