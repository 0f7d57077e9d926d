/** What the bridge notices about itself: times in which it could not receive, and what is wrong now. */
export const watch = {
  gap: {
    toAdmins: (from: string, to: string, rooms: number) =>
      `${from}から${to}まで、システムが停止していたため、何も受信できませんでした。\n・LINE WORKSから送信されたメッセージや操作は届いておらず、あとから届くこともありません。${rooms > 0 ? `停止前の1時間に使われていたトークルーム（${rooms}件）には、もう一度送信するようお知らせしています。` : ''}\n・LINEユーザーのメッセージは、LINE Developersコンソールで「Webhookの再送」がオンの場合、あとからLINEが再送します。オフの場合は届きません。\n停止の原因は、サーバーのログをシステムの担当者に確認してもらってください。`,
    toRoom: (from: string, to: string) =>
      `${from}から${to}まで、システムが停止していました。この間にここで送信したメッセージは、LINEユーザーに届いていません。お手数ですが、もう一度送信してください。LINEユーザーのメッセージは、LINEが再送するとあとから届きます（LINE公式アカウントの設定によっては届きません）。`,
    status: (from: string, to: string) => `受信できなかった時間（最新）: ${from}から${to}まで`,
  },
  /** What is wrong, what it means, what to do. */
  alerts: {
    waiting: (platform: string, since: string) =>
      `【警告】${platform}への配信が遅れています。最も古いものは${since}から送信待ちです。メッセージは順番に送信しますが、届くまでに時間がかかっています。「状態」で送信待ちの件数を確認してください。続くときは、サーバーのログをシステムの担当者に確認してもらってください。`,
    failing: (platform: string, since: string) =>
      `【警告】${platform}への配信が止まっています（${since}から）。${platform}が応答しないか、送信を拒否しています。送信待ちのメッセージは自動で送り直し、届かなかったときは送った人にお知らせします。「状態」と「診断」で原因を確認してください。`,
    silentLine: (last: string) =>
      `【警告】LINEからの受信が、いつもより長く途絶えています（最後の受信は${last}）。LINEユーザーのメッセージが届いていないおそれがあります。「診断」でWebhookの設定と接続を確認してください。休業日など、心当たりがあるときは問題ありません。`,
    silentWorks: (last: string) =>
      `【警告】LINE WORKSからの受信が、いつもより長く途絶えています（最後の受信は${last}）。メンバーのメッセージが届いていないおそれがあり、その間のメッセージはあとから届きません。「診断」でボットのCallbackの設定を確認してください。休業日など、心当たりがあるときは問題ありません。`,
    diskLow: (free: string, floor: string) =>
      `【警告】サーバーのディスクの空きが少なくなっています（空き ${free}）。${floor}を下回ると、画像・動画・音声・ファイルの受け渡しを止めます。さらに減ると、メッセージも受信できなくなります。ディスクの空きを増やすか、MEDIA_RETENTION_DAYS でファイルを保存する日数を短くしてください。`,
    storeNear: (stored: string) => `保存しているファイルが上限に近づいています（${stored}）。`,
    certificateNear: (address: string, end: string) =>
      `【警告】「${address}」のサーバー証明書の有効期限が近づいています（${end}まで）。期限を過ぎると、LINEからもLINE WORKSからも受信できなくなります。証明書の自動更新を確認してもらい、期限までに更新してください。`,
    certificateOver: (address: string, end: string) =>
      `【警告】「${address}」のサーバー証明書の有効期限が切れています（${end}まで）。LINEからもLINE WORKSからも受信できません。すぐに証明書を更新してください。`,
  },
  /** The all-clear. */
  cleared: {
    delivery: (platform: string, since: string) =>
      `【復旧】${platform}への配信は正常に戻りました（${since}からの警告）。届かなかったメッセージがあるときは、送った人にお知らせしています。`,
    silence: (platform: string) => `【復旧】${platform}からの受信が再開しました。`,
    disk: '【復旧】サーバーのディスクの空きは十分な量に戻りました。',
    store:
      '【復旧】保存しているファイルは上限の85%を下回りました。画像・動画・音声・ファイルを受け渡しできます。',
    certificate: (address: string) => `【復旧】「${address}」のサーバー証明書は更新されました。`,
  },
  /** In `doctor`, below `PUBLIC_URL`'s certificate. */
  certificateUntil: (end: string) => `${end}まで有効`,
  certificateUnseen: (why: string) =>
    `このサーバーからは確認できません（${why}）。外から届く場合は問題ありません`,
};
