/** The page of the audit log in a browser: its frame, its links and sessions. */
export const auditPage = {
  name: '監査/ログ',
  titleOf: (title: string) => `${title} - 監査/ログ`,
  skip: '本文へ移動',
  tabsLabel: '監査/ログのページ',
  tabs: {
    messages: 'メッセージ',
    administration: '管理者の操作',
    people: 'メンバーとLINEユーザー',
    rooms: 'トークルーム',
    system: 'システムの記録',
    log: 'ログの状態',
    export: '出力',
  },
  logout: 'ログアウト',
  looksAreRecorded: '検索と閲覧も、監査/ログに記録されます。',
  /** The answer to the command. */
  link: (url: string) =>
    `監査/ログをブラウザーで開くリンクです。10分間、一度だけ使えます。ほかの人に渡さないでください。\n${url}`,
  openTitle: '監査/ログを開く',
  openMeans:
    'ボタンを押すと、このブラウザーで監査/ログを1時間見られます。リンクは10分間有効で、一度だけ使えます。開いたことも記録されます。',
  open: '開く',
  back: '開いている監査/ログへ戻る',
  continueHere: 'このページを開く',
  askForLink: (command: string) =>
    `新しいリンクは、管理ボットとの1:1のトークルームで${command}と入力すると届きます。`,
  notices: {
    'unknown-link': {
      title: 'このリンクは使えません',
      text: 'アドレスが途中で切れているか、変更されています。リンク全体をもう一度開いてください。',
    },
    'link-used': {
      title: 'このリンクは使用済みです',
      text: 'リンクは一度だけ使えます。ご自身で開いた覚えがない場合は、ほかの監査者に知らせてください。',
    },
    'link-expired': {
      title: 'このリンクは期限切れです',
      text: 'リンクは発行から10分間だけ使えます。',
    },
    role: {
      title: '監査/ログを見る権限がありません',
      text: '見られるのは監査者だけです。権限が取り消されたか、アカウントが停止されています。監査者に権限の付与を依頼してください。',
    },
    'other-auditor': {
      title: 'このリンクは別の監査者のものです',
      text: 'このブラウザーでは、別の監査者が監査/ログを開いています。ご自身のリンクをお使いになるか、ログアウトしてからもう一度開いてください。',
    },
    'no-session': {
      title: '監査/ログは開かれていません',
      text: 'このブラウザーでは、監査/ログが開かれていません。',
    },
    'session-ended': {
      title: '1時間が過ぎました',
      text: '監査/ログは1時間で閉じます。続けるには、新しいリンクで開いてください。',
    },
    'logged-out': {
      title: 'ログアウトしました',
      text: 'このブラウザーの監査/ログを閉じました。',
    },
    'not-from-here': {
      title: '操作を受け付けませんでした',
      text: '監査/ログの画面から行われた操作だと確認できませんでした。何も変更していません。画面を開き直して、もう一度お試しください。',
    },
    elsewhere: {
      title: '監査/ログのページです',
      text: 'ほかのサイトやアプリから移動してきたため、まだ何も表示していません。続けるにはリンクを押してください。',
    },
  },
  notFound: 'ページが見つかりません',
  notFoundMeans: '記録が存在しないか、アドレスが間違っています。',
  toSearch: 'メッセージの検索へ',
};
