import type { ExportBreach } from '../../proof/export-verdict.ts';

type BreachWords = Readonly<Record<ExportBreach, string>>;

/** Exports of the audit log: their columns, files, answers. */
export const auditExport = {
  /** Behind the columns of LINE WORKS' own monitoring export, which keep their names in any language. */
  columns: {
    direction: '方向',
    kind: '種別',
    lineUserId: 'LINEユーザーID',
    talkId: 'トークID',
    outcome: '結果',
    reason: '理由',
    fileName: '添付ファイル名',
    size: 'サイズ',
    sha256: 'SHA-256',
    erased: '消去',
    room: 'トークルーム番号',
    entry: '記録番号',
  },
  operations: {
    at: '日時',
    actor: '実行者',
    action: '操作',
    target: '対象',
    outcome: '結果',
    reason: '理由',
    channelId: 'チャンネルID',
    words: '内容',
    facts: '詳細',
    room: 'トークルーム番号',
    entry: '記録番号',
  },
  directions: { in: '受信', out: '送信' },
  /** As LINE WORKS writes a file in its own export. */
  files: { image: '写真', video: '動画', audio: '音声', file: 'ファイル' },
  erasedName: '（消去済み）',
  erased: (at: string, why: string) => `消去済み（${at}、${why}）`,
  erasedWithout: '消去の記録がありません',
  title: '監査/ログの出力',
  means:
    '出力する範囲と形式を選びます。出力したことは、条件とともに監査/ログに記録されます。ファイルには個人情報が含まれます。保管と受け渡しにご注意ください。',
  format: '形式',
  formats: {
    csv: 'CSV（表計算ソフト用）',
    jsonl: 'JSON Lines（改ざんがないことを証明できる形式）',
    zip: 'ZIP（CSV・JSON Lines・検証用のページ）',
  },
  rows: 'CSVの内容',
  rowsNames: { messages: 'メッセージ', operations: '操作の記録' },
  media: 'ZIPに含めるもの',
  mediaNames: { 0: '記録のみ', 1: '記録と送受信されたファイル' },
  next: '内容を確認',
  ready: (format: string) =>
    `${format}で出力します。ダウンロードが終わるまで、このページを開いたままにしてください。`,
  download: 'ダウンロード',
  exportThese: 'この条件で出力',
  busy: 'ほかの出力が進行中のため、いまは出力できません。終わってから、もう一度お試しください。',
  refusals: {
    'no-key':
      '監査/ログの署名の鍵が設定されていないため、証明できる形式（JSON Lines・ZIP）では出力できません。CSVをお使いになるか、運用担当者に鍵の設定（AUDIT_KEY）を依頼してください。',
    disagrees:
      '監査/ログがチェックポイントと一致しないため、証明できる形式では出力できません。「監査 検証」で確認し、運用担当者に知らせてください。',
    'no-entries': '監査/ログにまだ記録がありません。',
  },
  readme: (key: string, hasPage: boolean) =>
    `監査/ログの出力

messages.csv: メッセージ（先頭の5列はLINE WORKSのモニタリングと同じです）
operations.csv: 管理者の操作などの記録
log.jsonl: 記録そのもの。改ざん・欠落がないことを証明できます
checkpoints: 署名されたチェックポイント
key.txt: 署名を確認する公開鍵
verify.html: ${hasPage ? 'ネットワークに接続せずに検証するページ' : 'サーバーで読み取れなかったため、このZIPには入っていません。運用担当者からページ（Kakehashiのdocs/verify.html）を受け取ってください'}
media/: 送受信されたファイル（選んだ場合）

検証のしかた
1. verify.htmlをブラウザーで開きます。
2. log.jsonlと、公開鍵を入れます。公開鍵は、このZIPの外で受け取ったもの（管理ボットの「状態」に表示されるもの）をお使いください。
3. 以前に保管したチェックポイントがあれば、それも入れます。
CSVだけでは、改ざんがないことを証明できません。

公開鍵: ${key}
`,
  /** The answers of the command. */
  link: (format: string, period: string, url: string) =>
    `監査/ログ（${period}）を${format}で出力するリンクです。10分間、一度だけ使えます。ほかの人に渡さないでください。\n${url}`,
  made: '出力の記録',
  madeOne: (format: string, period: string, state: string, bytes: string) =>
    `${format}（${period}） · ${state} · ${bytes}バイト`,
  whole: '全期間',
  period: (from: string, to: string) => `${from}〜${to}`,
  open: '出力を開く',
  unknownFormat: (said: string, known: string) =>
    `「${said}」という形式はありません。使える形式: ${known}`,
  twoFormats: (one: string, other: string) =>
    `形式が「${one}」と「${other}」の2つ指定されています。一度に出力できるのは1つです。どちらか1つだけを指定してください。`,
  twoPeriods: (said: string) =>
    `期間の指定が重なっています（「${said}」）。範囲は「開始:」と「終了:」を1つずつ指定してください。`,
  unknownPart: (said: string) =>
    `「${said}」は期間や形式として認識できません。期間は「開始:」「終了:」、形式は「形式:」で指定してください。`,
  verdict: {
    fine: '出力の検証結果: 異常なし',
    breach: '出力の検証結果: 改ざんまたは欠落があります',
    place: (line: number, entry: number | null) =>
      `場所: ${line}行目${entry === null ? '' : `、記録${entry}`}`,
    of: (origin: string, at: string, entry: number) =>
      `${origin}の監査ログ、${at}に出力（記録${entry}まで）`,
    counts: (whole: number, leftOut: number, erased: number, checkpoints: number) =>
      `記録${whole}件、ハッシュのみ${leftOut}件、消去済み${erased}件、チェックポイント${checkpoints}件`,
    compared: (compared: number, uncovered: number) =>
      `保管されたチェックポイント: 一致${compared}件、このファイルの範囲外${uncovered}件`,
    key: (id: string) => `鍵${id}の署名`,
    unknownKey:
      '公開鍵が指定されていないため、だれが署名したかは証明されません。--keyで、ファイルとは別に受け取った公開鍵を指定してください。',
  },
  breaches: {
    unreadable: '出力された形の行ではありません。',
    'no-header': '監査ログの出力ではないか、先頭が失われています。',
    'unknown-key': '別の鍵で署名されています。',
    signature: '署名が正しくありません。',
    order: '記録の欠落、重複、または順序の違いがあります。',
    changed: '記録、またはその直前のハッシュが書き換えられています。',
    segment: 'チェックポイントが示す記録と異なります。',
    'content-missing': '内容が失われており、消去の記録がありません。',
    'name-missing': '名前が失われており、消去の記録がありません。',
    file: 'ファイルの情報が、保存の記録と異なります。',
    header: '先頭の行が、出力の記録と異なります。',
    incomplete: 'ファイルが途中で終わっています。',
    altered: 'ファイルが出力後に変更されています。',
    contradiction: '保管されたチェックポイントと食い違います。',
    'kept-checkpoint': '保管されたチェックポイントが、この監査ログのものではないか、壊れています。',
  } satisfies BreachWords as BreachWords,
  daily: {
    none: '監査ログの日次出力: まだありません',
    last: (day: string) => `監査ログの日次出力: ${day}分まで`,
    fault: (since: string, why: string) => `監査ログの日次出力ができません（${since}から、${why}）`,
  },
};
