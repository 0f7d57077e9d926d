import { forwardable } from './forwardable.ts';
import { quotedSan, san } from './san.ts';
import { maybeArrived, undelivered } from './undelivered.ts';

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
  cancelled: '操作を取り消しました。何も変更していません。',
  nothingToCancel: '取り消すものはありません。',
  confirmExpired: 'この確認は5分を過ぎたため無効です。もう一度コマンドを送ってください。',
  confirmUsed: 'この確認はすでに処理されています。',
  confirmNotYours: 'この確認は、コマンドを送った本人だけが実行できます。',
  working: '確認しています。結果はこのトークでお知らせします。',
  linkAlreadyOn: 'LINE連携はすでに有効です。',
  linkAlreadyOff: 'LINE連携はすでに無効です。',
  linkOn: (account: string) =>
    `LINE連携を有効にしました（LINE公式アカウント: ${account}）。\n「メンバー 追加 田中 美咲」のように送ると、利用メンバーを追加できます。`,
  accountFault: (account: string, why: string) => `・${account}: ${why}`,
  faultUnauthorized:
    'チャネルIDかチャネルシークレット（またはアクセストークン）が正しくありません。',
  faultUnreachable: 'LINEにつながりません。時間をおいてもう一度お試しください。',
  worksUnauthorized:
    'クライアントID・シークレット・サービスアカウント・秘密鍵のどれかが正しくありません。',
  worksUnreachable: 'LINE WORKSにつながりません。自動でやり直しています。',
  faultOther: (detail: string) => `LINEの応答: ${detail}`,
  linkOff: (rooms: number, members: number, lost: number, maybe: number) =>
    `LINE連携を無効にしました。${rooms > 0 ? `トークルーム ${rooms}件を削除しました。` : ''}${members > 0 ? `利用メンバー ${members}人のトークIDは使えなくなりました。` : ''}${undelivered(lost, maybe)}`,
  linkIsOff: 'LINE連携が無効です。先に「連携 有効」を送ってください。',
  scopeIsAll: '利用範囲が「全員」のため、個別に追加・削除できません。',
  planIsFree: 'フリープランでは全員が利用メンバーになるため、個別に追加・削除できません。',
  notFound: (who: string) =>
    `「${who}」に当てはまるメンバーが見つかりません。名前・アカウント・トークIDを確認してください。`,
  several: (who: string) => `「${who}」に当てはまるメンバーが複数います。選んでください。`,
  moreMatches: (count: number) => `ほか${count}人。名前をもう少し詳しく入力してください。`,
  partNames: '別々の方のときは、名前を「、」か改行で区切ってください。',
  leftOut: (most: number, count: number, names: string) =>
    `一度に指定できるのは${most}人までです。次の${count}件は含めていません: ${names}`,
  removeAlso: (people: string) => `選んだ方とあわせて削除するかどうかを、次に確認します: ${people}`,
  removeLater: (people: string) =>
    `次の方は、まだ削除していません。あとでもう一度送ってください: ${people}`,
  nothingRemoved: (people: string) =>
    `だれも削除していません。次の方だけを削除するときは、その方だけを送ってください: ${people}`,
  added: (name: string) => `${name}: 待機中（登録しています）`,
  alreadyAdded: (name: string, status: string) => `${name}: すでに利用メンバーです（${status}）`,
  nowAvailable: (name: string, talkId: string) =>
    `${name}: 利用可能になりました（トークID: ${talkId}）。`,
  nowWaiting: (name: string) =>
    `${name}: 待機中です。LINE WORKSの利用が始まると、自動で登録します。`,
  retryStarted: (name: string) => `${name}: もう一度登録しています。`,
  retryNotNeeded: (name: string, status: string) =>
    `${name}: やり直す必要はありません（${status}）。`,
  retryAllStarted: (count: number) => `${count}人をもう一度登録しています。`,
  retryNobody: '失敗または再試行の利用メンバーはいません。',
  autoAddOn: '自動追加をオンにしました。新しいメンバーは自動で利用メンバーに追加されます。',
  autoAddOff: '自動追加をオフにしました。新しいメンバーは自動では追加されません。',
  autoAddAlready: (on: boolean) => `自動追加はすでに${on ? 'オン' : 'オフ'}です。`,
  autoAddEveryone:
    '利用範囲が「全員」のため、新しいメンバーは自動追加の設定にかかわらず追加されます。',
  planFreeFixed:
    'フリープランでは全員が利用メンバーになります。自動追加と利用範囲は変更できません。',
  scopeAlready: (scope: string) => `利用範囲はすでに「${scope}」です。`,
  scopeAllSet: '利用範囲を「全員」にしました。',
  scopeAllLater: '利用範囲を「全員」にしました。LINE連携を有効にすると、全員を追加します。',
  scopeSelectedSet: (members: number) =>
    `利用範囲を「個別」にしました。${members > 0 ? `利用メンバー ${members}人はそのままです。` : ''}`,
  massStarted: (total: number, minutes: number) =>
    `${total}人を登録しています。完了まで約${minutes}分かかります。途中経過はこのトークでお知らせします。`,
  massProgress: (done: number, total: number) =>
    `登録の途中経過: ${total}人中${done}人が終わりました。`,
  massDone: (total: number, counts: string) => `${total}人の登録が終わりました。\n${counts}`,
  massCount: (status: string, count: number) => `・${status}: ${count}人`,
  massDropped: (count: number) => `・取りやめ: ${count}人`,
  absences: (people: string) =>
    `次の利用メンバーは、いまLINEユーザーに返事ができません。LINEユーザーにはその旨をお知らせします。\n${people}`,
  absence: (name: string, why: string, rooms: number) =>
    `・${san(name)}（${why}${rooms > 0 ? `、トークルーム ${rooms}件` : ''}）`,
  absenceKinds: {
    suspended: '利用停止中',
    'on-leave': '休職中',
    unreachable: 'ボットから送れません',
  },
  membersGone: (people: string) =>
    `LINE WORKSのメンバー情報からいなくなって7日たったため、次の方を利用メンバーリストから削除しました。\n${people}`,
  memberGone: (name: string, rooms: number, lost: number, maybe: number) =>
    `・${name}${rooms > 0 ? `: 削除したトークルーム ${rooms}件` : ''}${lost > 0 ? `、${maybe > 0 ? '送信を取りやめた' : '届かなかった'}メッセージ ${lost}件${maybeArrived(maybe)}` : ''}`,
  directoryShrunk: (known: number, read: number) =>
    `メンバー情報（LINE WORKSのメンバー一覧）の人数が急に減りました（${known}人 → ${read}人）。LINE WORKSの不調かもしれないため、何も変更していません。正しい場合だけ、下のボタンで確定してください。確定すると、いなくなった方は7日後に利用メンバーリストから削除されます。`,
  directoryDoubtful:
    'メンバー情報の人数が急に減っているため、読み込みを止めています。何も変更していません。別のお知らせのボタンで確定するか、メンバー情報が元に戻るのをお待ちください。',
  directoryAccept: 'この人数で確定する',
  directoryAccepted: 'メンバー情報を確定しました。いま読み直しています。',
  directoryAcceptUsed: 'この確認はすでに処理されたか、もう必要ありません。',
  nowRetrying: (name: string) => `${name}: 再試行（通信の不調です）。自動でやり直しています。`,
  notLinkMember: (name: string) => `${name}: 利用メンバーではありません。`,
  removed: (people: string, rooms: number, lost: number, maybe: number) =>
    `${people}を利用メンバーリストから削除しました。${rooms > 0 ? `トークルーム ${rooms}件を削除しました。` : ''}${undelivered(lost, maybe)}`,
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
  invite: (name: string, talkId: string, link: string, invitation: string) =>
    `${san(name)}の招待\nトークID: ${talkId}\n招待リンク: ${link}${forwardable(invitation)}`,
  inviteNotAvailable: (name: string, status: string) =>
    `${san(name)}はまだ招待できません（状態: ${status}）。`,
  inviteNoAccount:
    'LINE公式アカウントのIDがまだ分かりません。しばらくしてからもう一度お試しください。',
  statusLink: 'LINE連携',
  statusScope: '利用範囲',
  scopeAll: '全員',
  scopeSelected: '個別',
  statusMembers: '利用メンバー',
  statusRooms: 'トークルーム',
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
    `システムの不具合により、処理できなかった受信（メッセージ・操作など）が${count}件あります。送った人が分かるものは、届いていないことを本人にお知らせし、もう一度送るようお願いしています。これまでの件数は「状態」で確認できます。続くときは、サーバーのログをシステムの担当者に確認してもらってください。このお知らせは1時間に1回までです。`,
  never: 'まだありません',
  language: '表示言語を日本語にしました。',
  directoryEmpty:
    'メンバー情報（LINE WORKSのメンバー一覧）が空で返ってきました。何も変更していません。Developer Consoleのscopeとサービスアカウントを確認してください。',
  roleNames: { 'link-admin': '連携管理者', auditor: '監査者' },
  roleSources: {
    'admin-users': '環境変数 ADMIN_USERS',
    'super-administrator': 'LINE WORKSの最高管理者',
    grant: '付与',
  },
  roleDormant: '利用停止中またはメンバー情報にいないため無効',
  roleGranted: (name: string, role: string) => `${san(name)}に${role}の権限を付与しました。`,
  roleRevoked: (name: string, role: string) => `${san(name)}の${role}の権限を取り消しました。`,
  roleRemains: (source: string) => `ただし、${source}による同じ権限は残ります。`,
  roleAlready: (name: string, role: string, source: string) =>
    `${san(name)}はすでに${role}です（${source}）。何も変更していません。`,
  roleHasNot: (name: string, role: string) =>
    `${san(name)}は${role}ではありません。何も変更していません。`,
  roleFixed: (name: string, role: string, source: string) =>
    `${san(name)}の${role}の権限は${source}によるものです。コマンドでは取り消せません。`,
  roleLast: (name: string) =>
    `${san(name)}は最後の連携管理者のため、取り消せません。先にほかの方に付与してください。`,
  roleNotYours: (role: string) => `${role}の権限を付与・取り消しできるのは${role}だけです。`,
  roleGiven: (role: string, by: string) => `${san(by)}が、あなたに${role}の権限を付与しました。`,
  roleTaken: (role: string, by: string) => `${san(by)}が、あなたの${role}の権限を取り消しました。`,
  roomListEmpty: '開いているトークルームはありません。',
  roomListTitle: (count: number) => `開いているトークルーム ${count}件`,
  roomSince: (at: string) => `${at}から`,
  roomLastSpoke: {
    'line-user': '最後の発言: LINEユーザー',
    member: '最後の発言: メンバー',
    nobody: '発言なし',
  },
  statusQuota: (numbers: string, at: string) => `今月のメッセージ通数 ${numbers}（${at}現在）`,
  roomUnknown: (id: string) =>
    `開いているトークルーム「${id}」はありません。番号は「トーク 一覧」で確認してください。`,
  roomClosed: (user: string, member: string, lost: number, maybe: number) =>
    `${quotedSan(user)}と${san(member)}のトークを終了しました。${undelivered(lost, maybe)}`,
  quotaTitle: '今月のメッセージ通数',
  quotaNumbers: (used: number, limit: number, left: number) =>
    `使用 ${used}通 / 上限 ${limit}通 / 残り ${left}通`,
  quotaUnlimited: (used: number) => `使用 ${used}通 / 上限なし`,
  quotaStopped: (until: string) =>
    `上限に達したため、${until}までプッシュ送信を止めています（無料の返信は続けています）`,
  accountListTitle: 'LINE公式アカウント',
  accountShared: '共有（全員で使用）',
  accountFree: '割り当てなし',
  accountWished: (who: string) => `割り当て待ち（「${who}」がまだメンバー情報にありません）`,
  accountUnknown: (word: string) =>
    `「${word}」というLINE公式アカウントはありません。「アカウント 一覧」で確認してください。`,
  accountAssigned: (account: string, name: string) =>
    `LINE公式アカウント「${account}」を${san(name)}に割り当てました。`,
  accountWaits: (name: string) =>
    `${san(name)}が利用可能な利用メンバーになると、このアカウントでトークできます。`,
  accountAlready: (account: string, name: string) =>
    `LINE公式アカウント「${account}」はすでに${san(name)}に割り当てられています。何も変更していません。`,
  accountIsShared: (account: string) =>
    `LINE公式アカウント「${account}」は全員で使う共有アカウントのため、割り当てや解除はできません。`,
  accountHeld: (account: string, holder: string) =>
    `LINE公式アカウント「${account}」は${san(holder)}に割り当てられています。先に「アカウント 解除」を送ってください。`,
  accountReleased: (account: string, name: string) =>
    `LINE公式アカウント「${account}」の${san(name)}への割り当てを解除しました。いまあるトークルームはそのまま続きます。`,
  accountWishDropped: (account: string) =>
    `LINE公式アカウント「${account}」の割り当て待ちを取り消しました。`,
  accountNotAssigned: (account: string) =>
    `LINE公式アカウント「${account}」はだれにも割り当てられていません。何も変更していません。`,
  quotaReached: (account: string) =>
    `LINE公式アカウント「${account}」の今月のメッセージ通数が上限に達しました。来月までプッシュ送信を止めます。返信（無料）は続けて使います。`,
  storeNearlyFull: (stored: string, limit: string) =>
    `保存しているファイルが上限の90%を超えました（${stored} / ${limit}）。上限に達すると、画像・動画・音声・ファイルは届かなくなり、送った人にはお知らせします。テキストのやりとりは続けられます。サーバーの設定で MEDIA_TOTAL_GB を大きくするか、MEDIA_RETENTION_DAYS で保存する日数を短くしてください。`,
  storeFull: (stored: string, limit: string) =>
    `保存しているファイルが上限に達したため、届かないファイルがあります（${stored} / ${limit}）。収まらない画像・動画・音声・ファイルは受け渡しをせず、送った人にお知らせしています。テキストのやりとりは続けられます。サーバーの設定で MEDIA_TOTAL_GB を大きくするか、MEDIA_RETENTION_DAYS で保存する日数を短くしてください。`,
  diskFloor: (floor: string) =>
    `サーバーのディスクの空きが少ないため（${floor}以下）、画像・動画・音声・ファイルの受け渡しを止め、送った人にお知らせしています。テキストのやりとりは続けられます。ディスクの空きを増やすか、MEDIA_RETENTION_DAYS で保存する日数を短くしてください。`,
  colleagueWarning: (colleague: string, owner: string, user: string) =>
    `${san(owner)}と${quotedSan(user)}のトークルームに${san(colleague)}が書き込みました。LINEには送っていません。`,
  guestsWarning: (guests: string, owner: string, user: string) =>
    `${san(owner)}と${quotedSan(user)}のトークルームに${guests}が参加しました。これからのトークの内容が見えます。書いたメッセージはLINEに送りません。`,
  staleAlarm:
    'LINE WORKSからの通知が続けて遅れて届いています。サーバーの時計と処理の遅れを確認してください。遅れたメッセージは送っていません。',
};
