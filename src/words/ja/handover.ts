import { maybeArrived } from './undelivered.ts';

/** To administrators, when a member's talks go to another (DESIGN §6.7). */
export const handover = {
  button: '引き継ぐ',
  hint: (command: string) =>
    `トークをほかのメンバーに引き継ぐときは、「${command}」のように送ってください。`,
  toWhom: (from: string) => `${from} のトークをだれに引き継ぎますか。`,
  nobody: '引き継げる利用メンバー（利用可能）がほかにいません。',
  noRooms: (from: string) => `${from} から引き継ぐトークはありません。`,
  same: '引き継ぎ元と引き継ぎ先が同じです。',
  notAvailable: (to: string, status: string) =>
    `${to} には引き継げません（状態: ${status}）。利用可能な利用メンバーだけが引き継げます。`,
  toSelf: '自分に引き継ぐには、監査者の権限も必要です（これまでのやりとりが表示されるため）。',
  ask: (
    from: string,
    to: string,
    { open, closed, waiting, maybe }: Readonly<Record<HandoverNumber, number>>,
  ) =>
    [
      `${from} のトークを${to} に引き継ぎますか。`,
      ...(open > 0 ? [`・開いているトーク ${open}件を引き継ぎます`] : []),
      ...(closed > 0
        ? [`・メンバーが外れたために90日以内に終了したトーク ${closed}件を引き継ぎます`]
        : []),
      ...(waiting > 0
        ? [
            `・送信待ちのメッセージ ${waiting}件のうち、LINEの相手からのものは${to} に送り、${from} の返事は送りません${maybeArrived(maybe)}`,
          ]
        : []),
      `・LINEの相手には、これから${to} がお返事することをお知らせします`,
    ].join('\n'),
  away: (to: string, why: string) => `・${to} は、いまLINEの相手に返事ができません（${why}）`,
  blocked: (to: string, rooms: number, names: string) =>
    `・${to} がブロックしている相手とのトーク ${rooms}件は引き継ぎの対象外です: ${names}`,
  done: (from: string, to: string, rooms: number, moved: number, unsent: number) =>
    `${from} のトーク ${rooms}件を${to} に引き継ぎました。${moved > 0 ? `送信待ちのメッセージ ${moved}件は${to} に届けます。` : ''}${unsent > 0 ? `${from} の未送信の返事 ${unsent}件は送っていません。` : ''}`,
  started: (from: string, to: string, rooms: number) =>
    `${from} のトーク ${rooms}件を${to} に順に引き継いでいます。終わりましたら、このトークでお知らせします。`,
  ended: (
    from: string,
    to: string,
    rooms: number,
    moved: number,
    unsent: number,
    sent: number,
    later: number,
  ) =>
    `${from} から${to} への引き継ぎが終わりました。\n・引き継いだトーク: ${rooms}件\n・${to} に届けるメッセージ: ${moved}件\n・送らなかった返事: ${unsent}件\n・LINEの相手へのお知らせ: 送信済み ${sent}件、次にメッセージが届いたときにお知らせ ${later}件`,
  stopped: (rooms: number) =>
    `・引き継ぎ先が利用できなくなったか、相手をブロックしたため、トーク ${rooms}件は引き継いでいません`,
  failed: (rooms: number, numbers: string) =>
    `・エラーのため、トーク ${rooms}件（${numbers}）を引き継げませんでした。もう一度引き継ぎを行ってください`,
  underWay: (from: string, to: string, done: number, total: number) =>
    `トークの引き継ぎ（${from} → ${to}）: ${done}/${total}件`,
};

type HandoverNumber = 'open' | 'closed' | 'waiting' | 'maybe';
