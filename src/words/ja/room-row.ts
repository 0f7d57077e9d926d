/** What the list says of each room, besides who talks with whom. */
export const roomRow = {
  messages: (count: number) => `メッセージ ${count}件`,
  messagesAtLeast: (count: number) => `メッセージ ${count}件以上`,
};
