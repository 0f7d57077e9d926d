/** The filters of an audit search, as they are written. */
interface Filters {
  readonly from: string;
  readonly to: string;
  readonly member: string;
  readonly user: string;
  readonly kind: string;
  readonly fileName: string;
  readonly direction: string;
  readonly outcome: string;
  readonly room: string;
  readonly page: string;
}

/** The search of the audit log. */
export const auditSearch = {
  title: (count: number) => `監査ログの検索結果（新しい順に${count}件）`,
  titleOfPage: (from: number, to: number) =>
    `監査ログの検索結果（新しい順に${from === to ? '' : `${from}〜`}${to}件目）`,
  empty: '当てはまる記録はありません。',
  noMore: 'このページに記録はありません。',
  /** How the search was understood. */
  sought: (conditions: string) => `条件: ${conditions}`,
  member: (names: string) => `メンバー: ${names}`,
  user: (names: string) => `LINEユーザー: ${names}`,
  kind: (names: string) => `種類: ${names}`,
  period: (from: string, to: string) => `期間: ${from}〜${to}`,
  inPart: (most: number) =>
    `とても長いメッセージは、先頭の${most}文字分（特殊な文字は展開して数えます）だけを検索しています。`,
  narrower: 'ほかにもあります。期間（開始: 終了:）やメンバー（メンバー:）で絞り込めます。',
  arrow: (from: string, to: string) => `${from} → ${to}`,
  handedOver: (name: string, before: string) => `${name}（引き継ぎ元 ${before}）`,
  nameNow: (name: string, now: string) => `${name}（現在の名前 ${now}）`,
  /** Relayed and not yet delivered. */
  waiting: '送信待ち',
  because: (outcome: string, reason: string) => `${outcome}・${reason}`,
  erased: '（取り消されました）',
  filters: {
    from: '開始:2026-11-20',
    to: '終了:今日',
    member: 'メンバー:田中 美咲',
    user: '相手:山田',
    kind: '種類:画像',
    fileName: 'ファイル名:見積',
    direction: '方向:受信',
    outcome: '結果:送信済み',
    room: 'トーク:12',
    page: 'ページ:2',
  } satisfies Filters as Filters,
  unknownKey: (key: string, keys: string) =>
    `「${key}:」という条件はありません。使える条件: ${keys}\nトークルーム・方向・結果・ファイル名などの条件は、「監査 画面」で開くページで指定できます。\nその文字を探すときは、引用符で囲んでください。`,
  unknownKind: (kind: string, kinds: string) =>
    `「${kind}」という種類はありません。使える種類: ${kinds}`,
  unknownDate: (date: string, dates: string) =>
    `「${date}」は日付として認識できません。使える形: ${dates}`,
  dates: '2026-11-20、11/20、11月20日、今日、昨日、3日前、今週、先週、今月、先月、2026-11',
  unknownPage: (page: string) =>
    `「${page}」はページとして認識できません。1からの数で入力してください。`,
  noValue: (key: string) => `「${key}」のあとに値がありません。`,
  twice: (key: string) => `「${key}」は一度だけ指定できます。`,
  backwards: '開始が終了よりあとです。開始と終了をご確認ください。',
  tooMany: (most: number) => `一度に探せる言葉や名前は${most}個までです。`,
  nobody: (who: string, names: string, others: number) =>
    `「${who}」に当てはまるメンバーが見つかりません。名前・アカウント・トークIDをご確認ください。\n利用メンバー: ${names}${others > 0 ? ` ほか${others}人` : ''}`,
  noUser: (who: string, names: string) =>
    `「${who}」に当てはまるLINEユーザーが見つかりません。LINEでの名前（一部でも可）をご確認ください。\n最近のLINEユーザー: ${names}`,
  example: (line: string) => `例: ${line}`,
  unclosedQuote: (mark: string, line: string) =>
    `引用符（${mark}）が閉じていません。言葉の前とうしろを引用符で囲んでください。\n例: ${line}`,
  quoteExample: '監査 検索 "来週の見積もり"',
};
