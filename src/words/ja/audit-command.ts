/** `npm run audit` in a terminal. */
export const auditCommand = {
  title: '監査ログのコマンド',
  exitCodes: '終了コード: 0 異常なし、1 改ざんの疑いあり、2 使い方の誤り、または読み取り不可',
  verify: [
    'npm run audit -- verify [DATA_DIR、データベース、または出力した.jsonlのファイル] [--checkpoints ファイル]… [--key 公開鍵]…',
    '  監査ログか、その出力を検証します。稼働中でも実行できます。',
    '  --checkpoints: 別に保管しておいたチェックポイントとも照合します。',
    '  --key: この公開鍵の署名だけを信頼します（「状態」に表示される公開鍵）。',
  ] as readonly string[],
  wrongUse: '使い方が正しくありません。',
  noKey: '公開鍵を読み取れません。「状態」に表示される形（名前+番号+鍵）で指定してください。',
  ofSandbox: (folder: string) => `サンドボックスの監査ログ: ${folder}`,
  noNotes: (file: string) => `チェックポイントがありません: ${file}`,
  unreadable: (what: string) => `読み取れないため、検証できません: ${what}`,
  tableProvesNothing: (file: string) =>
    `${file}はCSVです。CSVだけでは、改ざんがないことを証明できません。一緒に出力したJSON Lines（log.jsonl）を検証してください。`,
  unpackFirst: (file: string) => `${file}はZIPです。展開して、中のlog.jsonlを検証してください。`,
};
