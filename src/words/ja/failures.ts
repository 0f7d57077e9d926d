/** The fix, and the command to send afterwards: 変更してから「…」を送ってください。 */
function thenSend(fix: string, command: string): string {
  if (fix.endsWith('もう一度追加してください。')) return `${fix.slice(0, -1)}（「${command}」）。`;
  const first = fix.replace(/ください。$/u, 'から');
  return `${first}「${command}」を送ってください。`;
}

/** A failure in three lines: what failed, why, and what to do and then send. */
export const failures = {
  registration: (people: string) => `${people}の登録に失敗しました。`,
  registrationOfMany: (count: number) => `${count}人の登録に失敗しました。`,
  linkOn: 'LINE連携を有効にできませんでした。',
  directory: 'メンバー情報（LINE WORKSのメンバー一覧）を読み込めませんでした。',
  reason: (reason: string) => `理由: ${reason}`,
  solution: (fix: string, command: string) => `解決策: ${thenSend(fix, command)}`,
  noAccount: 'LINE公式アカウントを確認できません',
  checkAccount: 'LINE公式アカウントの設定を確認してください。',
  later: '時間をおいてください。',
  /** Below a status in a report about many people. */
  ofMany: (count: number, reason: string, fix: string) =>
    `　理由: ${reason}（${count}人）\n　解決策: ${fix}`,
  /** "Everyone", as a command takes it. */
  everyone: '全員',
  seeFailed: (list: string, retry: string) =>
    `失敗した方は「${list}」で確認できます。原因を解決してから「${retry}」を送ってください。`,
};
