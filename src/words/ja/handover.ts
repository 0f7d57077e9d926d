import { san } from './san.ts';

/** To administrators, when a member's talks go to another member (DESIGN §6.7). */
export const handover = {
  first: '先にトークを引き継ぐ',
  buttonFor: (name: string) => `${san(name)}のトークを引き継ぐ`,
  says: (from: string, to: string) => `${san(from)}のトークを${san(to)}に引き継ぐ`,
  hint: (command: string, people: number) =>
    `トークをほかのメンバーに引き継ぐときは、「${command}」${people > 1 ? 'のように' : 'と'}送ってください。`,
  firstHint: (command: string, people: number) =>
    `先にトークを引き継ぐときは、「${command}」${people > 1 ? 'のように' : 'と'}送ってください。`,
  toWhom: (from: string) => `${san(from)}のトークをだれに引き継ぎますか？`,
  nobody: '引き継げる利用メンバー（利用可能）がほかにいません。',
  noRooms: (from: string) => `${san(from)}から引き継ぐトークはありません。`,
  same: '引き継ぎ元と引き継ぎ先が同じです。',
  notAvailable: (to: string, status: string) =>
    `${san(to)}には引き継げません（状態: ${status}）。利用可能な利用メンバーだけが引き継げます。`,
  toSelf: '自分に引き継ぐには、監査者の権限も必要です（これまでのやりとりが表示されるため）。',
  away: (to: string, why: string) => `・${san(to)}は、いまLINEユーザーに返事ができません（${why}）`,
  blocked: (to: string, rooms: number, names: string) =>
    `・${san(to)}がブロックしているLINEユーザーとのトークルーム ${rooms}件は引き継ぎの対象外です: ${names}`,
  done: (from: string, to: string, rooms: number, moved: number, unsent: number) =>
    `${san(from)}のトークルーム ${rooms}件を${san(to)}に引き継ぎました。${moved > 0 ? `送信待ちのメッセージ ${moved}件は${san(to)}に届けます。` : ''}${unsent > 0 ? `${san(from)}の未送信の返事 ${unsent}件は送っていません。` : ''}`,
  started: (from: string, to: string, rooms: number) =>
    `${san(from)}のトークルーム ${rooms}件を${san(to)}に順に引き継いでいます。終わりましたら、このトークでお知らせします。`,
  ended: (
    from: string,
    to: string,
    rooms: number,
    moved: number,
    unsent: number,
    sent: number,
    later: number,
  ) =>
    `${san(from)}から${san(to)}への引き継ぎが終わりました。\n・引き継いだトークルーム: ${rooms}件\n・${san(to)}に届けるメッセージ: ${moved}件\n・送らなかった返事: ${unsent}件\n・LINEユーザーへのお知らせ: 送信済み ${sent}件、次にメッセージが届いたときにお知らせ ${later}件`,
  stopped: (rooms: number) =>
    `・引き継ぎ先が利用できなくなったか、LINEユーザーをブロックしたため、トークルーム ${rooms}件は引き継いでいません`,
  failed: (rooms: number, numbers: string) =>
    `・エラーのため、トークルーム ${rooms}件（${numbers}）を引き継げませんでした。もう一度引き継ぎを行ってください`,
  underWay: (from: string, to: string, done: number, total: number) =>
    `トークの引き継ぎ（${from} → ${to}）: ${done}/${total}件`,
};
