import { dashboard } from './dashboard.ts';

/** Messages that did not arrive, lanes that do not get on, and retries. */
export const deliveries = {
  none: '届いていないメッセージも、止まっている配信もありません。',
  title: (count: number) => `届いていないメッセージ・止まっている配信 ${count}件`,
  hint: '「配信 再送 番号」で1件、「配信 再送 すべて」で再送できるものをすべて送ります。内容は表示しません。',
  retry: '再送する',
  retryAll: 'すべて再送する',
  retryNow: '今すぐ試す',
  toLine: (member: string, user: string) => `${member} → ${user}`,
  toMember: (user: string, member: string) => `${user} → ${member}`,
  room: (user: string, member: string) => `${user} ⇔ ${member}`,
  notices: (name: string) => `お知らせ → ${name}`,
  others: 'その他の配信',
  states: {
    refused: '届いていません',
    exhausted: '届いていません（再試行を終了）',
    uncertain: '届いたか分かりません',
    waiting: (rows: number) => `配信待ち ${rows}件`,
  },
  age: (age: string) => (age === dashboard.justNow ? 'たった今' : `${age}前`),
  why: (reason: string) => `理由: ${reason}`,
  tried: (times: number, at: string) => `${times}回試しました（最後は${at}）`,
  steps: {
    'line-profile': 'LINEユーザーの名前を取得できない',
    'line-say': 'LINEに送れない',
    'line-answer': 'LINEに送れない',
    'line-leave': 'LINEのグループを退出できない',
    'create-room': 'トークルームを作れない',
    'inspect-room': 'トークルームを確認できない',
    'check-room': 'トークルームを確認できない',
    'say-in-channel': 'LINE WORKSに送れない',
    'say-to-member': 'LINE WORKSに送れない',
    'upload-picture': '画像をアップロードできない',
    'fetch-media': 'ファイルを取得できない',
    'upload-media': 'ファイルをアップロードできない',
    'leave-channel': 'トークルームを退出できない',
  } as Readonly<Record<string, string>>,
  notBegun: '順番・ファイル・送信の制限の待ち、または次のメッセージ待ち',
  next: (at: string) => `次は${at}`,
  paused: (platform: string, at: string) =>
    `${platform}につながらないため、まとめて止めています（次に試すのは${at}）`,
  mayComeTwice: '再送すると、2回届くことがあります',
  goesAnew: '24時間を過ぎたため、新しく送り直します',
  cannot: (why: string) => `再送できません（${why}）`,
  fileGone: 'ファイルが残っていない',
  askOne: (number: number, what: string) => `#${number} ${what}を再送しますか？`,
  askAll: (count: number) => `届いていないメッセージ ${count}件を再送しますか？`,
  warnWorks:
    'LINE WORKSには重複を防ぐしくみがありません。前の送信が届いていた場合、相手には同じメッセージが2回届きます。',
  warnLine:
    '重複を防ぐキーが使えない（24時間を過ぎたか、残っていない）ため、新しい送信になります。前の送信が届いていた場合、相手には同じメッセージが2回届きます。',
  warnSome: (count: number) =>
    `うち${count}件は、前の送信が届いていた場合、相手に同じメッセージが2回届きます。`,
  together: (count: number) => `まとめて送ったほかのメッセージ ${count}件も一緒に再送します。`,
  leftOut: (count: number) => `再送できないもの ${count}件は含みません。`,
  begun: (number: number) =>
    `#${number}を再送しています。届くと、書いた方にお知らせします。まだ送っていないメッセージより先に送ります。`,
  begunSame: '前と同じ内容とキーで送るため、2回届くことはありません。',
  begunAnew: '24時間を過ぎているため、新しい送信として送ります。',
  busy: (number: number) => `#${number}は、同じトークで送信中のものが終わりしだい、再送します。`,
  cannotNow: (number: number, why: string) => `#${number}は再送できません: ${why}`,
  notKept: (number: number) =>
    `#${number}の配信は見つかりません。番号は「配信 一覧」の#の数字です。`,
  onItsWay: (number: number) => `#${number}は今、送信を待っています。`,
  arrivedBefore: (number: number) => `#${number}はすでに届いています。`,
  triedNow: (number: number) => `#${number}を今すぐ試します。`,
  underWay: (number: number) => `#${number}は今、送信しています。`,
  noneToRetry: '再送できるメッセージはありません。',
  allBegun: (begun: number, busy: number, no: number) =>
    [
      `${begun}件を再送しています。届くと、書いた方にお知らせします。`,
      ...(busy > 0 ? [`${busy}件は、同じトークで送信中のものが終わりしだい送ります。`] : []),
      ...(no > 0 ? [`${no}件は再送できません。「配信 一覧」で理由を確認できます。`] : []),
    ].join('\n'),
  more: (count: number) => `残り${count}件は、もう一度「配信 再送 すべて」を送ってください。`,
  deed: '再送する',
  arrived: '先ほど届かなかった（届いたか分からなかった）メッセージを、管理者が再送し、届きました。',
  arrivedToMember: (member: string) =>
    `届いていなかった（届いたか分からなかった）${member}宛てのメッセージは、その後、担当者に届きました。`,
};
