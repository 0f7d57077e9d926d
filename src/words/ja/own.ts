import { ofCompany } from './company.ts';
import { FAREWELL } from './farewell.ts';
import { forwardable } from './forwardable.ts';
import { quotedSan } from './san.ts';

/** The members' commands to the bridge bot (DESIGN §6.5). */
export const own = {
  help: '「/」で始まる言葉はボットへの指示です（LINEユーザーには送りません）。\n・/招待: 自分のトークID・招待リンク・QRコード\n・/一覧: トーク中のLINEユーザーとブロック中のLINEユーザー\n・/名前 <名前>: LINEユーザーに自分だけの名前を付ける（「/名前」だけで元に戻す）\n・/ブロック: LINEユーザーをブロックし、トークを終了する\n・/ブロック解除 <名前>: ブロックを解除する\n・/閉じる: トークを終了する\n・/言語 <日本語|英語>: ボットの表示言語を変える（「/言語」だけで確認）\n・/ヘルプ: この案内\n「/」で始まる文をLINEユーザーに送るには、「//」で始めてください（先頭の「/」を1つ除いて送ります）。',
  slashOptional: 'ボットとの1:1のトークルームでは、「/」を省けます。',
  unknown: (said: string) =>
    `「/」で始まる文はボットへの指示として扱うため、「${said}」は送っていません。使える言葉は「/ヘルプ」で表示します。この文をそのままLINEユーザーに送るには、先頭の「/」を2つにしてください。`,
  /** Where no text is for a LINE user. */
  noSuchWord: (said: string) =>
    `「${said}」という言葉はありません。使える言葉は「/ヘルプ」で表示します。`,
  sentOneToOne: 'ボットとの1:1のトークルームに送りました。',
  nobody: 'トーク中のLINEユーザーがいません。',
  invite: (talkId: string, link: string | null, invitation: string | null) =>
    `あなたのトークID: ${talkId}\n${link ? `招待リンク: ${link}\n` : ''}LINEユーザーにトークIDか招待リンクを伝えてください。LINEユーザーが送信すると、トークルームができます。${forwardable(invitation)}`,
  /** For the reader to pass on to people who should write on LINE. */
  invitation: (name: string, company: string, link: string) =>
    `${ofCompany(company)}${name}です。LINEでもご連絡いただけるようになりました。下のリンクを開き、表示された文字をそのまま送信してください。\n${link}`,
  inviteNotAvailable: (status: string) => `まだ招待できません（状態: ${status}）。`,
  listTitle: (count: number) => `トーク中のLINEユーザー ${count}人`,
  alias: (own: string, shown: string) => `${own}（LINEの名前: ${shown}）`,
  blockedTitle: (count: number) => `ブロック中のLINEユーザー ${count}人`,
  unblockHint: '「/ブロック解除 <名前>」で解除できます。',
  which: {
    name: (choices: string) => `どなたの名前を変えますか？\n${choices}`,
    block: (choices: string) => `どなたをブロックしますか？トークは終了します。\n${choices}`,
    close: (choices: string) => `どなたとのトークを終了しますか？\n${choices}`,
  },
  named: (shown: string, own: string) =>
    `${quotedSan(shown)}の名前を「${own}」にしました。この名前が見えるのはあなただけです。`,
  nameCleared: (shown: string) => `名前を、LINEの名前「${shown}」に戻しました。`,
  nameHow: (shown: string) =>
    `いまの名前は「${shown}」です。自分だけの名前を付けるには、「/名前 佐々木商店の山田様」のように送ってください。`,
  nameUnchanged: (own: string) => `名前はすでに「${own}」です。`,
  nameUnusable: 'その名前は使えません。見える文字を入れてください。',
  closeAsk: (user: string, leaves: boolean) =>
    `${quotedSan(user)}とのトークを終了しますか？LINEユーザーにお知らせします。${leaves ? 'ボットは、そのトークルームから退室します。' : ''}`,
  close: 'トークを終了する',
  blockAsk: (user: string, leaves: boolean) =>
    `${quotedSan(user)}をブロックしますか？トークは終了します。ブロックを解除するまで、${quotedSan(user)}とのトークは始まりません。${leaves ? 'ボットは、そのトークルームから退室します。' : ''}`,
  block: 'ブロックする',
  kept: 'キャンセルしました。トークはそのまま続きます。',
  notHere:
    'このボタンは、ここでは使えません。ボタンが表示されたトークルームで押してください。何も変更していません。',
  oldButton:
    'このボタンはもう使えません。このメッセージは送っていません。もう一度「/閉じる」と送ってください。',
  gone: 'そのトークはすでに終了しています。',
  newRoom: '新しいトークルームを作る',
  newRoomComing: (user: string) => `${quotedSan(user)}との新しいトークルームを作っています。`,
  newRoomThere: (user: string) =>
    `${quotedSan(user)}とのトークルームはすでにあります。そのトークルームから送ってください。`,
  goodbyeClosed: `あなたがこのトークを終了しました。${FAREWELL}`,
  goodbyeBlocked: (user: string) =>
    `${quotedSan(user)}をブロックし、このトークを終了しました。${FAREWELL}解除するには、ボットとの1:1のトークルームで「/ブロック解除 ${user}」と送ってください。`,
  closedNotice: (user: string) => `${quotedSan(user)}とのトークを終了しました。`,
  blockedNotice: (user: string) =>
    `${quotedSan(user)}をブロックし、トークを終了しました。解除するには「/ブロック解除 ${user}」と送ってください。`,
  blockedGone: (user: string) =>
    `${quotedSan(user)}をブロックしました。トークはすでに終了しています。解除するには「/ブロック解除 ${user}」と送ってください。`,
  blockedAlready: (user: string) =>
    `${quotedSan(user)}はすでにブロックしています。解除するには「/ブロック解除 ${user}」と送ってください。`,
  unblocked: (user: string) =>
    `${quotedSan(user)}のブロックを解除しました。LINEユーザーが招待リンクかトークIDを送ると、またトークできます。`,
  unblockWhich: (choices: string) => `どなたのブロックを解除しますか？\n${choices}`,
  unblockUnknown: (who: string) => `「${who}」という名前のLINEユーザーをブロックしていません。`,
  unblockNobody: 'ブロック中のLINEユーザーはいません。',
};
