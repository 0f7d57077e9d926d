import { ofCompany } from './company.ts';

/** To a person who opens a bot's 1:1 room. */
export const greeting = {
  bridge: (company: string) =>
    `こんにちは、${ofCompany(company)}LINE連携ボットです。LINEユーザーからのメッセージをLINE WORKSに届け、あなたの返事をLINEに届けます。`,
  inRooms:
    'LINEユーザーごとにトークルームができます。返事は、そのトークルームに書いてください（ここに書いた内容はLINEに送りません）。',
  inOneRoom:
    'LINEユーザーからのメッセージは、名前を付けてここに届きます。返事もここに書いてください。',
  linkOn: 'LINE連携は有効です。',
  linkOff: 'LINE連携はいま無効です。LINEユーザーとのやりとりはできません。',
  linkOffAdmin: 'LINE連携はいま無効です。まず「連携 有効」を送ってください。',
  notLinked:
    'あなたはまだ利用メンバーではありません。LINE連携を使うには、管理者が利用メンバーに追加する必要があります。',
  talkId: (talkId: string) =>
    `あなたのトークID: ${talkId}（「招待」と送ると、招待リンクとQRコードを表示します）`,
  memberStatus: (status: string) => `あなたはまだLINE連携を利用できません（状態: ${status}）。`,
  memberHelp: '「ヘルプ」と送ると、このボットへの指示の一覧を表示します。',
  memberHelpSlash: '「/ヘルプ」と送ると、このボットへの指示の一覧を表示します。',
  admin: (company: string) =>
    `こんにちは、${ofCompany(company)}LINE連携 管理ボットです。コマンドを送って、設定の変更や状態の確認ができます。`,
  commandsHere: 'LINE連携を管理するコマンドも、ここに「/」で始めて送れます。例: 「/状態」',
  roles: (roles: string) => `あなたの権限: ${roles}`,
  noRole:
    'あなたには管理の権限がありません。必要なときは、管理者にお問い合わせください。LINEユーザーとのトークには、もう一つのボット（LINE連携ボット）を使います。',
  numbers: (members: number, rooms: number) =>
    `利用メンバー（利用可能） ${members}人、開いているトークルーム ${rooms}件`,
  adminHelp: '「ヘルプ」と送ると、使えるコマンドの一覧を表示します。',
  buttonInvite: '招待リンク',
  buttonList: '一覧',
  buttonCommands: 'コマンド 一覧',
  // Commands are written as commands: pressing one shows how it is typed.
  buttonHelp: 'ヘルプ',
  buttonStatus: '状態',
  buttonLinkOn: '連携 有効',
  buttonMemberAdd: 'メンバー 追加',
  buttonMembers: 'メンバー 一覧',
  buttonAudit: '監査 検索',
};
