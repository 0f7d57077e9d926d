import { quotedSan, san } from './san.ts';

const MANY = 10_000;
const counted = (count: number) => (count >= MANY ? `${MANY}件以上` : `${count}件`);

const announced = (what: string, name: string) => (count: number, period: string, at: string) =>
  `保存期間が短くなりました。${at}以降、${period}より前の${what} ${counted(count)}が消去され、元に戻せません。\n消去しない場合は、それまでに環境変数${name}を元の値に戻し、再起動してください。`;

/** What is kept, what is erased by age, and LINE users who are forgotten. */
export const keeping = {
  member: (name: string) => `利用メンバー ${san(name)}`,
  lineUser: (name: string) => `LINEユーザー${quotedSan(name)}`,
  room: (id: string, user: string, member: string) =>
    user === ''
      ? `トークルーム #${id}`
      : `トークルーム #${id}（${quotedSan(user)}と${san(member)}）`,
  announced: {
    content: announced('メッセージなどの内容', 'AUDIT_RETENTION_DAYS'),
    files: announced('ファイル', 'MEDIA_RETENTION_DAYS'),
  },
  days: (count: number) => `${count}日`,
  hours: (count: number) => `${count}時間`,
  status: {
    content: (period: string) => `内容の保存期間: ${period}`,
    files: (period: string) => `ファイルの保存期間: ${period}`,
    forever: '無期限',
    soon: (period: string, at: string, count: number) =>
      `${at}から${period}（それより前の${counted(count)}を消去します）`,
    holds: (count: number) => `保全: ${count}件（「監査 保全解除」で一覧）`,
    forgetting: (count: number) => `LINEユーザー ${count}人の記録を消去しています`,
  },
  several: (who: string) => `「${who}」に当てはまる人が複数います。選んでください。`,
  nobody: (who: string) =>
    `「${who}」に当てはまる利用メンバーもLINEユーザーもいません。名前の一部、トークID、トークルームの番号（#12）で指定できます。`,
  noLineUser: (who: string) =>
    `「${who}」に当てはまるLINEユーザーはいません。LINEの名前の一部、またはLINEのユーザーIDで指定してください。`,
  noRoom: (id: string) =>
    `トークルーム「#${id}」はありません。「トーク 一覧」または「監査 検索」でご確認ください。`,
  more: (count: number) => `ほかに${count}人います。名前を続きまで入力してください。`,
  talksWith: (members: string) => (members === '' ? 'トークなし' : `担当: ${members}`),
  holdAsk: (about: string) => `${about}を保全しますか？`,
  holdEffects: [
    '・関係するメッセージとファイルは、これからのものも含め、保存期間を過ぎても消去されません',
    '・引き継ぎの前後のトークも含みます',
    '・保全中のLINEユーザーは「監査 消去」で消去できません',
    '・LINEユーザーがLINEで送信を取り消したメッセージは、保全中でも消去されます（LINEの開発ガイドラインによるものです）',
  ],
  holdNotKept: (erasures: string) =>
    `・消去を始めたLINEユーザーとのトークは、保全しても消去されます（消去 ${erasures}）`,
  holdTooLate: (about: string, erasures: string) =>
    `${about}は保全できません。LINEユーザーの記録を、すでに消去しています（消去 ${erasures}）。`,
  reason: (text: string) => `・理由: ${text}`,
  held: (about: string, id: number) => `${about}を保全しました（保全 #${id}）。`,
  heldBefore: (about: string, id: number) => `変更なし: ${about}はすでに保全 #${id}の対象です。`,
  holdList: (count: number) => `保全 ${count}件`,
  noHolds: '保全はありません。',
  holdRow: (id: number, about: string, at: string, by: string, reason: string | null) =>
    `#${id} ${about}\n${at} ${by}${reason === null ? '' : `\n理由: ${reason}`}`,
  releaseHint: '解除するには、番号を続けて入力してください（例: 監査 保全解除 1）。',
  unknownHold: (id: number) =>
    `保全 #${id}はありません。「監査 保全解除」で一覧を確認してください。`,
  releaseAsk: (id: number, about: string) => `${about}の保全 #${id}を解除しますか？`,
  releaseEffects: (isErasing: boolean): string =>
    isErasing
      ? '・保存期間を過ぎた内容とファイルは、まもなく消去され、元に戻せません'
      : '・消去できるようになります（いまは保存期間の設定がないため、すぐには消去されません）',
  released: (id: number, about: string) => `${about}の保全 #${id}を解除しました。`,
  forgetAsk: (user: string) => `${quotedSan(user)}の記録をすべて消去しますか？元に戻せません。`,
  forgetCounts: (messages: number, files: number, rooms: number) =>
    `・消去するもの: メッセージ ${counted(messages)}、ファイル ${counted(files)}、トークルーム ${rooms}件の名前と内容、LINEの名前・画像・言語、監査ログの中の名前`,
  forgetWaiting: (waiting: number) =>
    `・送信待ちのメッセージ ${waiting}件は届きません（送信中のものは送信が終わってから消去します）`,
  forgetOpen: (rooms: number) =>
    `・開いているトークルーム ${rooms}件を終了し、両方にお知らせします`,
  forgetStays: [
    '・残るもの: いつ、どのIDの人とやりとりがあったかという記録（名前と内容はありません）',
    '・取り消せないもの: LINEとLINE WORKSの画面に表示されたもの、これまでに作成したバックアップと出力ファイル',
  ],
  forgetExports: (latest: string) => `・確認が必要な出力（新しい順）: ${latest}`,
  forgetAgain: '・このあとLINEユーザーが送ったメッセージは、新しいLINEユーザーとして扱います',
  forgetHeld: (user: string, hold: string, id: number) =>
    `${quotedSan(user)}の記録は消去できません。保全 #${id}（${hold}）の対象です。\n先に「監査 保全解除 ${id}」で解除してください。`,
  forgetUnderWay: (id: number) => `このLINEユーザーの記録は、すでに消去しています（消去 #${id}）。`,
  forgottenBefore: (id: number) =>
    `変更なし: このLINEユーザーの記録は消去済みです（消去 #${id}）。その後のやりとりはありません。`,
  forgetting: (id: number) => `記録の消去を始めました（消去 #${id}）。終わったらお知らせします。`,
  forgotten: (id: number, contents: number, files: number) =>
    `記録の消去が終わりました（消去 #${id}）: 内容 ${contents}件、ファイル ${files}件。監査ログに記録しました。`,
  toLineUser: (member: string, company: string) =>
    `${member}とのトークは終了しました。${company}は、これまでのトークの記録を消去します。`,
  goodbye: (user: string) =>
    `${quotedSan(user)}の記録を消去するため、監査者がこのトークを終了しました。ここに表示されているメッセージは、ボットからは消去できません。ボットは退出します。`,
  goodbyeNotice: '記録を消去するため、監査者がトークを終了しました。',
  /** In place of what was said. */
  erased: '（消去済み）',
  deeds: { hold: '保全する', release: '保全を解除する', forget: 'すべて消去する' },
};
