import type { AuditHints } from '../audit-hints.ts';

/** The forms and lists of the audit page. */
export const auditForm = {
  search: '検索',
  clear: '条件をクリア',
  any: '指定なし',
  fields: {
    q: '言葉',
    file: 'ファイル名',
    from: '開始日',
    to: '終了日',
    member: 'メンバー',
    user: 'LINEユーザー',
    room: 'トークルームの番号',
    direction: '方向',
    kind: '種類',
    outcome: '結果',
  },
  /** Who did it, where the log is about deeds. */
  actor: '操作したメンバー・対象のメンバー',
  hints: {
    q: '空白で区切った言葉をすべて含むものを探します。引用符（「」など）で囲むと、続けて現れるものを探します。',
    member:
      '名前・アカウント・トークID・IDで指定します。退職した人、引き継ぎ前後の担当者も探せます。',
    user: 'LINEでの名前（以前の名前や、その一部でも可）かIDで指定します。',
  } satisfies AuditHints as AuditHints,
  directions: { in: 'LINEユーザーから', out: 'メンバーから' },
  unknownKind: 'その他',
  results: '検索結果',
  all: (count: number) => `${count}件、新しい順`,
  some: (count: number) => `このページに${count}件、新しい順`,
  cut: 'とても長いメッセージは、先頭の部分だけを検索しています。',
  pages: '検索結果のページ',
  newest: '最新へ',
  previous: '前へ',
  next: '次へ',
  around: '前後のトークを見る',
  entryNumber: (id: number) => `記録${id}`,
  roomNumber: (id: number) => `トークルーム${id}`,
  system: 'システム',
  columns: {
    at: '日時',
    actor: '操作した人',
    action: '内容',
    about: '対象',
    change: '詳細',
    end: '結果',
  },
  /** A setting with its value. */
  part: (name: string, value: string) => `${name}: ${value}`,
  codes: {
    on: 'オン',
    off: 'オフ',
    all: '全員',
    selected: '個別',
    allow: '許可',
    deny: '禁止',
    inbound: '受信',
    outbound: '送信',
    blocked: '禁止する拡張子',
    limitBytes: 'サイズの上限（バイト）',
  },
  notSearched: '検索できませんでした',
  faults: {
    tooLong: (most: number) => `は${most}文字まで入力できます。`,
    tooMany: (most: number) => `には一度に${most}個までの言葉を入力できます。`,
    openQuote: (mark: string) =>
      `の引用符（${mark}）が閉じていません。言葉の前とうしろを引用符で囲んでください。`,
    noDay: (said: string) => `「${said}」は日付として認識できません。例: 2026-11-20`,
    backwards: 'が開始日より前です。開始日と終了日をご確認ください。',
    nobody: (said: string) =>
      `「${said}」に当てはまるメンバーが見つかりません。名前・アカウント・トークIDをご確認ください。`,
    noUser: (said: string) =>
      `「${said}」に当てはまるLINEユーザーが、監査/ログに見つかりません。LINEでの名前（一部でも可）をご確認ください。`,
    noRoom: (said: string) =>
      `「${said}」は番号ではありません。「トーク 一覧」に表示される番号を入力してください。`,
    noChoice: (said: string) => `「${said}」という選択肢はありません。`,
    several: (said: string) =>
      `「${said}」に当てはまるメンバーが複数います。一人を選んでください。`,
  },
};
