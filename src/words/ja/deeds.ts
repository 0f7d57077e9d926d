/** A confirmation's button says what it does, in at most 20 characters (line-works.md §3.2). */
export const deeds = {
  linkOff: '無効にする',
  remove: '削除する',
  scopeAll: '全員にする',
  scopeSelected: '個別にする',
  grant: '付与する',
  revoke: '権限を取り消す',
  closeTalk: '終了する',
  handOver: '引き継ぐ',
};
