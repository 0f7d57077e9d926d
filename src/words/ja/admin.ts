import { maybeArrived, undelivered, wouldCost } from './undelivered.ts';

/** The admin bot. */
export const admin = {
  on: '有効',
  off: '無効',
  denied: 'このコマンドを使う権限がありません。管理者にお問い合わせください。',
  only1to1: 'コマンドは、ボットとの1:1のトークルームでだけ使えます。',
  tooLong: (most: number) =>
    `長すぎるため、何も行っていません。このコマンドは${most}文字までです。短くするか、分けて送ってください。`,
  next: '次へ',
  previous: '前へ',
  nextByWords: (command: string) => `続きは「${command}」で表示します。`,
  details: '詳細',
  cancel: 'キャンセル',
  cancelled: '取り消しました。',
  nothingToCancel: '取り消すものはありません。',
  confirmExpired: 'この確認は5分を過ぎたため無効です。もう一度コマンドを送ってください。',
  confirmUsed: 'この確認はすでに処理されています。',
  confirmNotYours: 'この確認は、コマンドを送った本人だけが実行できます。',
  working: '確認しています。結果はこのトークでお知らせします。',
  linkAlreadyOn: 'LINE連携はすでに有効です。',
  linkAlreadyOff: 'LINE連携はすでに無効です。',
  linkOn: (account: string) =>
    `LINE連携を有効にしました（LINE公式アカウント: ${account}）。\n「メンバー 追加 <名前>」で利用メンバーを追加できます。`,
  linkOnFailed: (why: string) =>
    `LINE連携を有効にできませんでした。LINE公式アカウントを確認できません。\n${why}`,
  accountFault: (account: string, why: string) => `・${account}: ${why}`,
  faultUnauthorized:
    'チャネルIDかチャネルシークレット（またはアクセストークン）が正しくありません。',
  faultUnreachable: 'LINEにつながりません。時間をおいてもう一度お試しください。',
  worksUnauthorized:
    'クライアントID・シークレット・サービスアカウント・秘密鍵のどれかが正しくありません。',
  worksUnreachable: 'LINE WORKSにつながりません。自動でやり直しています。',
  faultOther: (detail: string) => `LINEの応答: ${detail}`,
  linkOffAsk: (rooms: number, members: number, waiting: number, maybe: number) =>
    `LINE連携を無効にしますか。\n・LINEの相手とのトーク ${rooms}件を終了します\n・利用メンバー ${members}人のトークIDを解放します${wouldCost(waiting, maybe)}\nもう一度有効にしても、トークは元に戻りません。`,
  linkOff: (rooms: number, members: number, lost: number, maybe: number) =>
    `LINE連携を無効にしました。トーク ${rooms}件を終了し、利用メンバー ${members}人のトークIDを解放しました。${undelivered(lost, maybe)}`,
  linkIsOff: 'LINE連携が無効です。先に「連携 有効」を送ってください。',
  scopeIsAll: '利用範囲が「全員」のため、個別に追加・削除できません。',
  planIsFree: 'フリープランでは全員が利用メンバーになるため、個別に追加・削除できません。',
  notFound: (who: string) =>
    `「${who}」に当てはまるメンバーが見つかりません。名前・アカウント・トークIDを確かめてください。`,
  several: (who: string) => `「${who}」に当てはまるメンバーが複数います。選んでください。`,
  moreMatches: (count: number) => `ほか${count}人。名前をもう少し詳しく入力してください。`,
  partNames: '別々の方のときは、名前を「、」か改行で区切ってください。',
  leftOut: (most: number, count: number, names: string) =>
    `一度に指定できるのは${most}人までです。次の${count}件は含めていません: ${names}`,
  removeAlso: (names: string) => `選んだ方とあわせて外すかどうかを、次に確認します: ${names}`,
  removeLater: (names: string) =>
    `次の方は、まだ外していません。あとでもう一度送ってください: ${names}`,
  nothingRemoved: (names: string) =>
    `だれも外していません。次の方だけを外すときは、その方だけを送ってください: ${names}`,
  added: (name: string) => `${name}: 待機中（登録しています）`,
  alreadyAdded: (name: string, status: string) => `${name}: すでに利用メンバーです（${status}）`,
  nowAvailable: (name: string, talkId: string) =>
    `${name}: 利用可能になりました（トークID: ${talkId}）。`,
  nowFailed: (name: string, reason: string, fix: string) =>
    `${name}: 失敗しました。${reason}。${fix}`,
  nowWaiting: (name: string) =>
    `${name}: 待機中です。LINE WORKSの利用が始まると、自動で登録します。`,
  companyNameFailed: (count: number, reason: string, fix: string) =>
    `${count}人: 失敗しました。${reason}。${fix}`,
  retryStarted: (name: string) => `${name}: もう一度登録しています。`,
  retryNotNeeded: (name: string, status: string) =>
    `${name}: やり直す必要はありません（${status}）。`,
  retryAllStarted: (count: number) => `${count}人をもう一度登録しています。`,
  retryNobody: '失敗または再試行の利用メンバーはいません。',
  autoAddOn: '自動追加を有効にしました。新しいメンバーは自動で利用メンバーになります。',
  autoAddOff: '自動追加を無効にしました。',
  autoAddAlready: (state: string) => `自動追加はすでに${state}です。`,
  autoAddEveryone:
    '利用範囲が「全員」のため、新しいメンバーは自動追加の設定にかかわらず追加されます。',
  planFreeFixed:
    'フリープランでは全員が利用メンバーになります。自動追加と利用範囲は変えられません。',
  scopeAlready: (scope: string) => `利用範囲はすでに「${scope}」です。`,
  scopeAllAsk: (members: number, added: number, minutes: number, linkOn: boolean) =>
    `利用範囲を「全員」にしますか。\n・いまの利用メンバーは${members}人です\n・新しく${added}人を追加します${linkOn ? `（約${minutes}分）` : '（連携を有効にしたとき）'}\n・個別の追加・削除はできなくなります`,
  scopeAllSet: '利用範囲を「全員」にしました。',
  scopeAllLater: '利用範囲を「全員」にしました。連携を有効にすると、全員を追加します。',
  scopeSelectedAsk: (members: number, waiting: number) =>
    `利用範囲を「個別」にしますか。\n・いまの利用メンバー ${members}人はそのままです\n・登録待ちの${waiting}人は追加しません\n・新しいメンバーは自動では追加されません（自動追加が無効のとき）`,
  scopeSelectedSet: (members: number) =>
    `利用範囲を「個別」にしました。利用メンバー ${members}人はそのままです。`,
  massStarted: (total: number, minutes: number) =>
    `${total}人を登録しています。完了まで約${minutes}分かかります。途中経過はこのトークでお知らせします。`,
  massProgress: (done: number, total: number) =>
    `登録の途中経過: ${total}人中${done}人が終わりました。`,
  massDone: (total: number, counts: string) => `${total}人の登録が終わりました。\n${counts}`,
  massCount: (status: string, count: number) => `・${status}: ${count}人`,
  massReason: (count: number, reason: string, fix: string) => `　${count}人: ${reason}。${fix}`,
  massDropped: (count: number) => `・取りやめ: ${count}人`,
  massSeeFailed: '失敗した人は「メンバー 一覧 失敗」で確かめられます。',
  absences: (people: string) =>
    `次の利用メンバーは、いまLINEの相手に返事ができません。LINEの相手にはその旨をお知らせします。\n${people}`,
  absence: (name: string, why: string, rooms: number) => `・${name}（${why}、トーク ${rooms}件）`,
  absenceKinds: {
    suspended: '利用停止中',
    'on-leave': '休職中',
    unreachable: 'ボットから送れません',
  },
  membersGone: (people: string) =>
    `名簿からいなくなって7日たったため、次の人を利用メンバーから外しました。\n${people}`,
  memberGone: (name: string, rooms: number, lost: number, maybe: number) =>
    `・${name}: 終了したトーク ${rooms}件${lost > 0 ? `、${maybe > 0 ? '送信を取りやめた' : '届かなかった'}メッセージ ${lost}件${maybeArrived(maybe)}` : ''}`,
  directoryShrunk: (known: number, read: number) =>
    `名簿（メンバー一覧）の人数が急に減りました（${known}人 → ${read}人）。LINE WORKSの不調かもしれないため、何も変更していません。正しい場合だけ、下のボタンで確定してください。確定すると、いなくなった人は7日後に利用メンバーから外れます。`,
  directoryDoubtful:
    '名簿の人数が急に減っているため、読み込みを止めています。何も変更していません。別のお知らせのボタンで確定するか、名簿が元に戻るのをお待ちください。',
  directoryAccept: 'この名簿で確定する',
  directoryAccepted: '名簿を確定しました。いま読み直しています。',
  directoryAcceptUsed: 'この確認はすでに処理されたか、もう必要ありません。',
  nowRetrying: (name: string) => `${name}: 再試行（通信の不調です）。自動でやり直しています。`,
  notLinkMember: (name: string) => `${name}: 利用メンバーではありません。`,
  removeAsk: (names: string, rooms: number, waiting: number, maybe: number) =>
    `${names} を利用メンバーから外しますか。${rooms > 0 ? `\n・LINEの相手とのトーク ${rooms}件を終了します` : ''}${wouldCost(waiting, maybe)}\n・トークIDは使えなくなります`,
  removed: (names: string, rooms: number, lost: number, maybe: number) =>
    `${names} を利用メンバーから外しました。${rooms > 0 ? `トーク ${rooms}件を終了しました。` : ''}${undelivered(lost, maybe)}`,
  listEmpty: '利用メンバーはいません。',
  listTitle: (count: number) => `利用メンバー ${count}人`,
  searchEmpty: (words: string) => `「${words}」に当てはまるメンバーはいません。`,
  searchTitle: (words: string, count: number) => `「${words}」の検索結果 ${count}人`,
  talkId: 'トークID',
  department: '部署',
  account: 'アカウント',
  statusLabel: '状態',
  reasonLabel: '理由',
  fixLabel: '解決策',
  none: 'なし',
  inviteLink: '招待リンク',
  invite: (name: string, talkId: string, link: string) =>
    `${name} の招待\nトークID: ${talkId}\n招待リンク: ${link}\n\nそのまま転送できる文:\n${name}とLINEで話せます。次のリンクを開いて送信してください。\n${link}`,
  inviteNotAvailable: (name: string, status: string) =>
    `${name} はまだ招待できません（状態: ${status}）。`,
  inviteNoAccount:
    'LINE公式アカウントのIDがまだ分かりません。しばらくしてからもう一度お試しください。',
  statusLink: 'LINE連携',
  statusScope: '利用範囲',
  scopeAll: '全員',
  scopeSelected: '個別',
  statusMembers: '利用メンバー',
  statusRooms: 'トーク',
  statusWaiting: '送信待ち',
  statusStored: '保存しているファイル',
  storedOf: (stored: string, limit: string, percent: number) =>
    `${stored} / 上限 ${limit}（${percent}%）`,
  storedUnlimited: (stored: string) => `${stored}（上限なし）`,
  statusAccount: 'LINE公式アカウント',
  statusLastLine: 'LINEからの最新の受信',
  statusLastWorks: 'LINE WORKSからの最新の受信',
  statusOk: '正常',
  statusUnchecked: '未確認',
  statusWorks: 'LINE WORKS',
  statusMissingScopes: (scopes: string) =>
    `権限（scope）が足りません: ${scopes}。Developer Consoleでアプリのscopeを追加してください。`,
  statusFailedDeliveries: (count: number) =>
    `システムの不具合のため送れなかったもの ${count}件（記録は残っています）`,
  statusFailedEvents: (count: number) => `処理できなかった受信 ${count}件（記録は残っています）`,
  eventsFailed: (count: number) =>
    `システムの不具合により、処理できなかった受信（メッセージ・操作など）が${count}件あります。送った人が分かるものは、届いていないことを本人にお知らせし、もう一度送るようお願いしています。これまでの件数は「状態」で確かめられます。続くときは、サーバーのログをシステムの担当者に確認してもらってください。このお知らせは1時間に1回までです。`,
  never: 'まだありません',
  language: '表示言語を日本語にしました。',
  directoryEmpty:
    '名簿（メンバー一覧）が空で返ってきました。何も変更していません。Developer Consoleのscopeとサービスアカウントを確かめてください。',
  directoryFailed: (why: string) =>
    `名簿を読み込めませんでした（${why}）。時間をおいてもう一度お試しください。`,
  roleNames: { 'link-admin': '連携管理者', auditor: '監査者' },
  roleSources: {
    'admin-users': '環境変数 ADMIN_USERS',
    'super-administrator': 'LINE WORKSの最高管理者',
    grant: '付与',
  },
  roleDormant: '利用停止中または名簿にいないため無効',
  grantLinkAdminAsk: (name: string) =>
    `${name} に連携管理者の権限を付与しますか。\n・LINE連携の設定、利用メンバーの追加と削除、連携管理者の付与と取り消しができるようになります`,
  grantAuditorAsk: (name: string) =>
    `${name} に監査者の権限を付与しますか。\n・記録されたすべてのトークの内容を読めるようになります\n・監査者の付与と取り消しができるようになります`,
  revokeAsk: (name: string, role: string) => `${name} の${role}の権限を取り消しますか。`,
  roleGranted: (name: string, role: string) => `${name} に${role}の権限を付与しました。`,
  roleRevoked: (name: string, role: string) => `${name} の${role}の権限を取り消しました。`,
  roleRemains: (source: string) => `ただし、${source}による同じ権限は残ります。`,
  roleAlready: (name: string, role: string, source: string) =>
    `${name} はすでに${role}です（${source}）。何も変更していません。`,
  roleHasNot: (name: string, role: string) =>
    `${name} は${role}ではありません。何も変更していません。`,
  roleFixed: (name: string, role: string, source: string) =>
    `${name} の${role}の権限は${source}によるものです。コマンドでは取り消せません。`,
  roleLast: (name: string) =>
    `${name} は最後の連携管理者のため、取り消せません。先にほかの人に付与してください。`,
  roleNotYours: (role: string) => `${role}の権限を付与・取り消しできるのは${role}だけです。`,
  roleGiven: (role: string, by: string) => `${by}さんが、あなたに${role}の権限を付与しました。`,
  roleTaken: (role: string, by: string) => `${by}さんが、あなたの${role}の権限を取り消しました。`,
  roomListEmpty: '開いているトークはありません。',
  roomListTitle: (count: number) => `開いているトーク ${count}件`,
  roomSince: (at: string) => `${at}から`,
  roomLastSpoke: {
    'line-user': '最後の発言: LINEの相手',
    member: '最後の発言: メンバー',
    nobody: '発言なし',
  },
  statusQuota: (numbers: string, at: string) => `今月の送信数 ${numbers}（${at}現在）`,
  roomUnknown: (id: string) =>
    `開いているトーク「${id}」はありません。「トーク 一覧」で番号を確かめてください。`,
  roomCloseAsk: (user: string, member: string, waiting: number, maybe: number) =>
    `「${user}」さんと${member} のトークを終了しますか。${wouldCost(waiting, maybe)}\n・両方に終了をお知らせします`,
  roomClosed: (user: string, member: string, lost: number, maybe: number) =>
    `「${user}」さんと${member} のトークを終了しました。${undelivered(lost, maybe)}`,
  quotaTitle: '今月のLINEの送信数',
  quotaNumbers: (used: number, limit: number, left: number) =>
    `使用 ${used}通 / 上限 ${limit}通 / 残り ${left}通`,
  quotaUnlimited: (used: number) => `使用 ${used}通 / 上限なし`,
  quotaStopped: (until: string) =>
    `上限に達したため、${until}までプッシュ送信を止めています（無料の返信は続けています）`,
  accountListTitle: 'LINE公式アカウント',
  accountShared: '共有（全員で使用）',
  accountFree: '割り当てなし',
  accountWished: (who: string) => `割り当て待ち（${who} がまだ名簿にいません）`,
  accountUnknown: (word: string) =>
    `「${word}」というLINE公式アカウントはありません。「アカウント 一覧」で確かめてください。`,
  accountAssigned: (account: string, name: string) => `${account} を${name} に割り当てました。`,
  accountWaits: (name: string) =>
    `${name} が利用可能な利用メンバーになると、このアカウントでトークできます。`,
  accountAlready: (account: string, name: string) =>
    `${account} はすでに${name} に割り当てられています。何も変更していません。`,
  accountIsShared: (account: string) =>
    `${account} は全員で使う共有アカウントのため、割り当てや解除はできません。`,
  accountHeld: (account: string, holder: string) =>
    `${account} は${holder} に割り当てられています。先に「アカウント 解除」を送ってください。`,
  accountReleased: (account: string, name: string) =>
    `${account} の${name} への割り当てを解除しました。開いているトークはそのまま続きます。`,
  accountWishDropped: (account: string) => `${account} の割り当て待ちを取り消しました。`,
  accountNotAssigned: (account: string) =>
    `${account} はだれにも割り当てられていません。何も変更していません。`,
  quotaReached: (account: string) =>
    `LINE公式アカウント「${account}」の今月の送信数が上限に達しました。来月までプッシュ送信を止めます。返信（無料）は続けて使います。`,
  storeNearlyFull: (stored: string, limit: string) =>
    `保存しているファイルが上限の90%を超えました（${stored} / ${limit}）。上限に達すると、画像・動画・音声・ファイルは届かなくなり、送った人にはお知らせします。文字のやりとりは続けられます。サーバーの設定で MEDIA_TOTAL_GB を大きくするか、MEDIA_RETENTION_DAYS で保存する日数を短くしてください。`,
  storeFull: (stored: string, limit: string) =>
    `保存しているファイルが上限に達したため、届かないファイルがあります（${stored} / ${limit}）。収まらない画像・動画・音声・ファイルは受け渡しをせず、送った人にお知らせしています。文字のやりとりは続けられます。サーバーの設定で MEDIA_TOTAL_GB を大きくするか、MEDIA_RETENTION_DAYS で保存する日数を短くしてください。`,
  diskFloor: (floor: string) =>
    `サーバーのディスクの空きが少ないため（${floor}以下）、画像・動画・音声・ファイルの受け渡しを止め、送った人にお知らせしています。文字のやりとりは続けられます。ディスクの空きを増やすか、MEDIA_RETENTION_DAYS で保存する日数を短くしてください。`,
  colleagueWarning: (colleague: string, owner: string, user: string) =>
    `${owner}さんと「${user}」さんのトークルームに${colleague}さんが書き込みました。LINEには送っていません。`,
  guestsWarning: (guests: string, owner: string, user: string) =>
    `${owner}さんと「${user}」さんのトークルームに${guests}が参加しました。これからのトークの内容が見えます。書いたメッセージはLINEに送りません。`,
  staleAlarm:
    'LINE WORKSからの通知が続けて遅れて届いています。サーバーの時計と処理の遅れを確かめてください。遅れたメッセージは送っていません。',
};
