/** The room that a platform gives the database, where that is not the disk's. */
export const databaseRoom = {
  nearlyFull: (used: string) =>
    `【警告】データベースの容量が上限に近づいています（現在 ${used}）。上限に達すると、メッセージを受信できなくなります。AUDIT_RETENTION_DAYS でメッセージを保存する日数を短くしてください。`,
  cleared: '【復旧】データベースの容量には十分な余裕があります。',
};
