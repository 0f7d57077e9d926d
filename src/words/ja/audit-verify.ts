import type { Breach } from '../../proof/verify-entries.ts';

type BreachWords = Readonly<Record<Breach | 'note-altered' | 'other-than-foreign', string>>;

/** Verifying the audit log, and its signed checkpoints. */
export const auditVerify = {
  started: (entries: number) =>
    `監査ログ（記録 ${entries}件）の検証を始めました。終わりしだい、結果をお知らせします。`,
  /** How a verification ended, in a list. */
  ends: { fine: '異常なし', breach: '改ざんの疑いあり' },
  fine: '監査ログの検証結果: 異常なし',
  breach: '監査ログの検証結果: 改ざんの疑いがあります',
  entries: (count: number) => `記録: ${count}件`,
  period: (from: string, to: string) => `期間: ${from}〜${to}`,
  erased: (contents: number, names: number) =>
    `消去済み: 内容 ${contents}件、名前 ${names}件（すべて消去の記録があります）`,
  last: (at: string, entries: number) => `最後のチェックポイント: ${at}（${entries}件目まで）`,
  checkpoints: (count: number) => `照合したチェックポイント: ${count}件`,
  noCheckpoint:
    'チェックポイントがありません。末尾の記録が削除されていても、検証では分かりません。',
  otherKey: (keys: string) =>
    `署名の鍵が途中で変わっています。古いチェックポイントは別の鍵で署名されています: ${keys}`,
  foreign: (count: number) =>
    `公開鍵の分からないチェックポイントが${count}件あります。内容は記録と一致していますが、証明にはなりません。`,
  superseded: (count: number) =>
    `チェックポイント${count}件は照合していません。過去の状態に戻す前のログのもので、バケットから削除できませんでした。戻した時点は「バックアップ・書き出し・過去の状態から開始」の記録にあります。`,
  firstBad: (entry: number) => `最初の異常: ${entry}件目の記録`,
  firstBadNote: '異常: チェックポイント',
  shownBy: (place: string) => `見つかった場所: ${place}`,
  proven: (entries: number) => `${entries}件目までは、署名されたチェックポイントと一致しています。`,
  breaches: {
    missing: '記録が削除されています。',
    inserted: 'あるはずのない記録が追加されています。',
    changed: '記録が書き換えられています。',
    'content-changed': '記録の内容（メッセージなど）が書き換えられています。',
    'content-missing': '記録の内容（メッセージなど）が、消去の記録なしに消えています。',
    'name-changed': '記録の名前が書き換えられています。',
    'name-missing': '記録の名前が、消去の記録なしに消えています。',
    'name-inserted': 'どの記録にも使われていない名前が追加されています。',
    'shorter-than-checkpoint':
      '末尾の記録が足りません。署名されたチェックポイントの時点では、もっと多くの記録がありました。',
    'other-than-checkpoint':
      '記録はつながっていますが、署名されたチェックポイントの時点の記録と違います。ログ全体が作り直されています。',
    'note-altered':
      'チェックポイントが書き換えられているか、壊れています。記録そのものは、ほかのチェックポイントと一致しています。',
    'other-than-foreign':
      '公開鍵の分からないチェックポイントの時点の記録と違います。鍵とログが入れ替えられた可能性があります。',
  } satisfies BreachWords as BreachWords,
  whatToDo:
    '対処: 何も変更せずに、DATA_DIR全体をコピーして保管してください。サーバーに入れる人と、最近の復元作業を確認し、異常の前に取ったバックアップや外に保管したチェックポイントと照合してください（npm run audit -- verify）。',
  stateLog: '監査ログ',
  stateCount: (entries: number) => `${entries}件`,
  stateNone: 'チェックポイントはまだありません',
  stateKey: (key: string) => `公開鍵: ${key}`,
  keyNew: (at: string) =>
    `署名の鍵は${at}に新しくなりました。それより前のチェックポイントは別の鍵で署名されています。`,
  keyMissing: 'チェックポイントなし（署名の鍵がありません）',
  keyUnreadable: 'チェックポイントなし（署名の鍵 audit.key を読み取れません）',
  disagrees: (entries: number) =>
    `${entries}件目までのチェックポイントと一致しません。「監査 検証」で確認してください。`,
  storeFault: (since: string, why: string) =>
    `チェックポイントをファイルに書き込めません（${since}から、${why}）`,
  postFault: (since: string, why: string) =>
    `チェックポイントをAUDIT_CHECKPOINT_URLに送れません（${since}から、${why}）`,
};
