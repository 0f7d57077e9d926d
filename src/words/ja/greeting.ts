/** To whoever starts a bot's 1:1 room. */
export const greeting = {
  bridge: (company: string) =>
    `${company}のLINE連携ボットです。LINEユーザーからのメッセージをLINE WORKSに届け、あなたの返事をLINEに届けます。`,
  inRooms:
    'LINEユーザーごとにトークルームができます。返事は、そのトークルームに書いてください（ここに書いた内容はLINEに送りません）。',
  inOneRoom:
    'LINEユーザーからのメッセージは、名前を付けてここに届きます。返事もここに書いてください。',
  linkOn: 'LINE連携は有効です。',
  linkOff: 'LINE連携は、いま無効です。LINEユーザーとのやりとりはできません。',
  talkId: (talkId: string) =>
    `あなたのトークID: ${talkId}（「招待」と送ると、招待リンクとQRコードを表示します）`,
  memberStatus: (status: string) => `あなたはまだLINE連携を利用できません（状態: ${status}）。`,
  memberHelp: '「ヘルプ」と送ると、このボットへの指示の一覧を表示します。',
  memberHelpSlash: '「/ヘルプ」と送ると、このボットへの指示の一覧を表示します。',
  admin: (company: string) =>
    `${company}のLINE連携を管理するボットです。コマンドを送って、設定の変更や状態の確認ができます。`,
  commandsHere: 'LINE連携を管理するコマンドも、ここに「/」で始めて送れます。例: 「/状態」',
  roles: (roles: string) => `あなたの権限: ${roles}`,
  noRole:
    'あなたには管理の権限がありません。必要なときは、管理者にお問い合わせください。LINEユーザーとのトークには、もう一つのボット（LINE連携ボット）を使います。',
  numbers: (members: number, rooms: number) =>
    `利用メンバー（利用可能） ${members}人、開いているトークルーム ${rooms}件`,
  adminHelp: '「ヘルプ」と送ると、使えるコマンドの一覧を表示します。',
  buttonInvite: '招待リンクを見る',
  buttonList: '相手の一覧を見る',
  buttonHelp: 'ヘルプを見る',
  buttonStatus: '状態を見る',
  buttonLinkOn: 'LINE連携を有効にする',
  buttonMembers: '利用メンバーを見る',
  buttonCommands: 'コマンドを見る',
};
