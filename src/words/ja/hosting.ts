/** A workspace in a deployment with many: what its operators do to it, in its audit log and to its administrators. */
export const hostingActions = {
  'settings.change': 'ブリッジの設定を変更',
  'settings.reseal': 'ブリッジの設定の暗号鍵を更新',
  'workspace.create': 'ブリッジを作成',
  'workspace.import': '書き出しを取り込み',
  'workspace.pause': 'ブリッジを一時停止',
  'workspace.resume': 'ブリッジを再開',
  'workspace.leave': 'ブリッジの削除を予約',
} as const;

export const hosting = {
  paused:
    'LINE連携は、ブリッジの運用担当者によって一時停止されました。停止中に受信したメッセージやコマンドは保管され、再開後に処理されます。それまでは何も送信されません。',
  waits:
    'LINE連携は、ブリッジの運用担当者によって一時停止されています。このコマンドは受け付けましたが、再開後に処理されます。',
  leaving: (when: string) =>
    `LINE連携は、ブリッジの運用担当者によって停止されました。${when}以降に、このブリッジのすべてのデータが削除される予定です。心当たりがない場合は、運用担当者に連絡してください。`,
  resumed:
    'LINE連携は、ブリッジの運用担当者によって再開されました。停止中に受信したメッセージとコマンドを、これから処理します。',
};
