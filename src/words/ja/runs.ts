import { san } from './san.ts';

/** Work in progress for many people at once. */
export const runs = {
  noticesAsk: (people: number, pushed: number) =>
    `・LINEユーザー ${people}人のうち、${pushed}人にプッシュでお知らせします`,
  noticesLeft: (account: string, left: number, at: string) =>
    `・今月送れるプッシュの残り: ${account} ${left}通（${at}現在）`,
  noticesUnlimited: (account: string) => `・今月送れるプッシュの残り: ${account} 上限なし`,
  noticesUnknown: (account: string) => `・今月送れるプッシュの残り: ${account} 不明`,
  noticesLater: (people: number) =>
    `・あとの${people}人には、次にメッセージが届いたときに無料でお知らせします（上限の4分の1は、メンバーのメッセージのために残します）`,
  closingStarted: (rooms: number) =>
    `${rooms}件のトークの終了をLINEユーザーとメンバーに順にお知らせしています。終わりましたら、このトークでお知らせします。`,
  closingDone: (rooms: number, lost: number, sent: number, later: number) =>
    `トークルーム ${rooms}件の終了処理が終わりました。\n・届かなかったメッセージ: ${lost}件${lost > 0 ? '（届いたか分からないものも数えています）' : ''}\n・LINEユーザーへのお知らせ: 送信済み ${sent}件、次にメッセージが届いたときにお知らせ ${later}件`,
  closing: (done: number, total: number) => `トークの終了: ${done}/${total}件`,
  noticesWaiting: (waiting: number) => `（LINEユーザーへのお知らせ 残り ${waiting}件）`,
  closingFailed: (rooms: number, numbers: string) =>
    `・エラーのため、トークルーム ${rooms}件（${numbers}）の終了をお知らせできませんでした。このトークのメッセージはもう届きません`,
  ownAccountStays: (name: string, account: string) =>
    `・${san(name)}の専用アカウント「${account}」は、割り当てられたままです。ほかの方に移すときは「アカウント 解除 ${account}」を送ってから、「アカウント 割り当て」で割り当ててください`,
  registering: (done: number, total: number) => `利用メンバーの登録: ${done}/${total}人`,
  directoryDoubtful: (known: number, read: number, at: string) =>
    `メンバー情報の確定待ち: ${at}に急に減りました（${known}人 → ${read}人）。正しいときだけ、お知らせのボタンで確定してください`,
};
