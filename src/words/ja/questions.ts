import { quotedSan, san } from './san.ts';
import { maybeArrived } from './undelivered.ts';

/** Asked before an action ends something or affects many; the buttons name the action. */
export const questions = {
  linkOff: 'LINE連携を無効にしますか？',
  remove: (people: string) => `${people}を利用メンバーリストから削除しますか？`,
  closeTalk: (user: string, member: string) =>
    `${quotedSan(user)}と${san(member)}のトークを終了しますか？`,
  scopeAll: '利用範囲を「全員」にしますか？',
  scopeSelected: '利用範囲を「個別」にしますか？',
  grant: (name: string, role: string) => `${san(name)}に${role}の権限を付与しますか？`,
  revoke: (name: string, role: string) => `${san(name)}の${role}の権限を取り消しますか？`,
  handover: (from: string, to: string) => `${san(from)}のトークを${san(to)}に引き継ぎますか？`,
  /** The consequences: lines with a count of zero are left out. */
  effects: {
    roomsGo: (rooms: number) =>
      `・LINEユーザーとのトークルーム ${rooms}件を削除し、LINEユーザーには「退会したユーザー」と表示されます`,
    talkIdsGo: (talkIds: string, _count: number) => `・トークID${talkIds}は使えなくなります`,
    talkIdsOfMany: (members: number) => `・利用メンバー ${members}人のトークIDは使えなくなります`,
    historyStays: '・トーク履歴は「監査 検索」で引き続き確認できます（監査者のみ）',
    noWayBack: '・もう一度有効にしても、元には戻りません',
    unsent: (waiting: number, maybe: number) =>
      maybe === 0
        ? `・未送信のメッセージ ${waiting}件は届きません`
        : `・未送信のメッセージ ${waiting}件の送信を取りやめます${maybeArrived(maybe)}`,
    bothTold: '・両方に終了をお知らせします',
    membersNow: (members: number) => `・いまの利用メンバーは${members}人です`,
    membersStay: (members: number) => `・いまの利用メンバー ${members}人はそのままです`,
    added: (added: number, minutes: number) => `・新しく${added}人を追加します（約${minutes}分）`,
    addedLater: (added: number) => `・新しく${added}人を追加します（LINE連携を有効にしたとき）`,
    notOneByOne: '・個別の追加・削除はできなくなります',
    notAdded: (waiting: number) => `・登録待ちの${waiting}人は追加しません`,
    autoAddOff: '・自動追加はオフです。新しいメンバーは追加されません',
    autoAddOn: '・自動追加はオンです。新しいメンバーは自動で追加されます',
    linkAdminMay:
      '・LINE連携の設定、利用メンバーの追加と削除、連携管理者の付与と取り消しができるようになります',
    auditorMay:
      '・記録されたすべてのトークの内容を読めるようになります\n・監査者の付与と取り消しができるようになります',
    yourOwn: '・ご自身の権限です。取り消すと、この権限が必要なコマンドを使えなくなります',
    openMove: (rooms: number) => `・開いているトークルーム ${rooms}件を引き継ぎます`,
    closedMove: (rooms: number) =>
      `・利用メンバーでなくなったため90日以内に終了したトークルーム ${rooms}件も引き継ぎます`,
    waitingMove: (from: string, to: string, waiting: number, maybe: number) =>
      `・送信待ちのメッセージ ${waiting}件のうち、LINEユーザーからのものは${san(to)}に送り、${san(from)}の返事は送りません${maybeArrived(maybe)}`,
    toldOfHandover: (to: string) =>
      `・LINEユーザーには、これから${san(to)}がお返事することをお知らせします`,
  },
};
