/** Events that we stumbled over, and their replay. */
export const events = {
  none: '処理できなかった受信はありません。',
  title: (count: number) => `処理できなかった受信 ${count}件`,
  hint: '「イベント 再実行 番号」で1件を、「イベント 再実行 すべて」で全件を、もう一度処理します。エラーのものは、送信した方に「処理できませんでした」と案内済みのため、送り直されていると2回になることがあります。',
  gone: (count: number) => `このほか${count}件は、内容が残っていないため、再実行できません。`,
  replay: '再実行する',
  replayAll: 'すべて再実行する',
  by: (who: string, where: string) => `${where}: ${who}`,
  somebody: '送信者なし',
  admin: '管理者ボット',
  otherKind: 'その他',
  kinds: {
    message: 'メッセージ',
    postback: 'ボタン操作',
    follow: '友だち追加',
    unfollow: 'ブロック',
    unsend: '送信取消',
  } as Readonly<Record<string, string>>,
  restored: 'バックアップの時点で処理待ち。元の環境で処理済みの場合は2回になります',
  fault: (code: string) => `エラー: ${code}`,
  replayed: (number: number) =>
    `#${number}をもう一度処理します。結果はこのトークでお知らせします。`,
  unknown: (number: number) =>
    `処理できなかった受信に#${number}はありません。番号は「イベント 一覧」の#の数字です。`,
  takenBack: (number: number) =>
    `#${number}は再実行できません。送信が取り消されたか、記録が消去されたため、内容が残っていません。`,
  waits: (number: number) => `#${number}は今、処理を待っています。`,
  doneBefore: (number: number) => `#${number}はすでに処理しました。`,
  done: (number: number) => `#${number}を処理しました。`,
  doneWithout: (number: number, reason: string) =>
    `#${number}を処理しました。いまの状態では、記録だけを残しました（${reason}）。`,
  failedAgain: (number: number, code: string) =>
    `#${number}は、また処理できませんでした（エラー: ${code}）。内容は残してあります。ソフトウェアの更新後などに、もう一度お試しください。`,
  askAll: (count: number) => `処理できなかった受信 ${count}件を、届いた順にもう一度処理しますか？`,
  warnRestored: (count: number) =>
    `うち${count}件は、バックアップの時点で処理待ちでした。元の環境で処理済みの場合は2回になります。`,
  warnTold: (count: number) =>
    `うち${count}件は、送信した方に「処理できませんでした」と案内済みです。送り直されていると2回になります。`,
  more: (count: number) => `残り${count}件は、もう一度「イベント 再実行 すべて」を送ってください。`,
  allReplayed: (count: number) =>
    `${count}件を、届いた順にもう一度処理します。結果はまとめてこのトークでお知らせします。`,
  allDone: (count: number) => `再実行の結果: ${count}件を処理しました。`,
  someRecorded: (count: number, reason: string) =>
    `うち${count}件は、いまの状態では、記録だけを残しました（${reason}）。`,
  someFailed: (count: number, numbers: string) =>
    `${count}件は、また処理できませんでした（${numbers}）。内容は残してあります。ソフトウェアの更新後などに、もう一度お試しください。`,
  stillWaiting: (count: number) => `${count}件は、まだ処理を待っています。`,
};
