/** The first start from a backup, an export or a state of the past. */
export const restored = {
  from: {
    backup: (when: string) => `バックアップ（${when}時点）から復元して開始しました。`,
    export: (when: string) => `書き出したデータ（${when}時点）を読み込んで開始しました。`,
    'point-in-time': (when: string) => `${when}時点の状態に戻して開始しました。`,
  },
  nothingLater:
    'それより後のメッセージ・設定の変更・送信取消・記録の消去は、ここには残っていません。',
  nothingSent:
    'その時点で送信待ちだったものは、すでに届いている可能性があるため、自動では送りません:',
  messages: (count: number) =>
    `・相手に届ける途中のメッセージ: ${count}件（監査ログに「不明」と記録。「配信 一覧」で確認して再送できます）`,
  held: (count: number) =>
    `・宛先の選択を待っていたメッセージ: ${count}件（監査ログに「不明」と記録）`,
  notices: (count: number) => `・ボットからの返答やお知らせ: ${count}件`,
  events: (count: number) =>
    `・受信して未処理のもの: ${count}件（「イベント 一覧」で確認し、処理できます）`,
  registrations: (count: number) =>
    `・登録中のメンバー: ${count}件（「失敗」になります。「メンバー 再試行 all」でもう一度登録できます）`,
  runs: (count: number) =>
    `・途中だった終了・引き継ぎ: ${count}件（引き継ぎはもう一度行ってください）`,
  forgottenAgain: (count: number) =>
    `・この時点より後に消去した人: ${count}人（もう一度消去しています）`,
  forgetAgain: 'この時点より後に消去した人がいるときは、もう一度「監査 消去」を行ってください。',
};
