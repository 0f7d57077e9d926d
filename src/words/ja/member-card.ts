import { quotedSan } from './san.ts';

/** An administrator's view of one member, and the buttons below it. */
export const memberCard = {
  notLinked: '利用メンバーではありません',
  registering: '登録しています。',
  waiting: 'LINE WORKSの利用が始まると、自動で登録します。',
  retrying: '通信の不調です。自動でやり直しています。',
  rooms: (count: number) => `トークルーム: ${count}件`,
  lineUser: quotedSan,
  more: (count: number) => `ほか${count}件`,
  seeRooms: '一覧',
  invite: '招待',
  retry: '再試行',
  handover: '引き継ぐ',
  remove: '削除',
  add: '追加',
  byWords: (commands: string) => `操作するには、次のように送ってください。\n${commands}`,
};
