import type { FailureReason, LinkStatus } from '../domain/registration.ts';

/** Every word a person reads, in Japanese. `en.ts` has the same shape, or it does not compile. */
export const ja = {
  /** To LINE users. */
  line: {
    linkOff:
      'ただいま、こちらではメッセージをお受けできません。お手数ですが、ほかの方法でご連絡ください。',
    greeting: (member: string, company: string) =>
      `${member}です。ご連絡ありがとうございます。このトークにお送りいただいた内容は${member}に届きます。なお、トークの内容は${company}が記録しています。`,
    addFriend: (url: string) =>
      `今後のお返事を確実に受け取れるよう、こちらから友だち追加をお願いします。\n${url}`,
    howToReach: (company: string) =>
      `${company}の公式アカウントです。担当者と話すには、担当者からの招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。いまのメッセージは、まだだれにも届いていません。`,
    welcome: (company: string) =>
      `友だち追加ありがとうございます。${company}の公式アカウントです。担当者と話すには、担当者からの招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。`,
    unknownTalkId:
      'そのトークIDの担当者は見つかりませんでした。担当者にトークIDをもう一度ご確認ください。このメッセージはだれにも届いていません。',
    tooManyRooms:
      '短い時間に多くの担当者が追加されたため、いまは新しく追加できません。1時間ほどしてからもう一度お試しください。',
    switched: (member: string) => `ここからのメッセージは${member}に届きます。`,
    question: (choices: string) =>
      `どなたへのメッセージですか。ボタンを押すか、番号または名前でお答えください。お答えいただくまで、メッセージはお預かりします。\n${choices}`,
    questionShort: 'どなたへのメッセージですか。',
    heldExpired: (count: number) =>
      `宛先のお答えがなかったため、お預かりしていたメッセージ${count}件はだれにも届きませんでした。必要でしたら、もう一度お送りください。`,
    withdrawnName: '退会したユーザー',
    withdrawn: (member: string) =>
      `${member}とのトークは終了しました。ここに送られたメッセージは届きません。`,
    notDelivered:
      'いま送られたメッセージは、担当者に届きませんでした。お手数ですが、もう一度お送りください。',
    maybeNotDelivered:
      'いま送られたメッセージは、担当者に届いていない可能性があります。お返事がないときは、もう一度お送りください。',
    kindNotRelayed:
      'この種類のメッセージは担当者に届きません。お手数ですが、文字でお送りください。',
  },
  /** To members, in a talk room or in the bot's 1:1 room. */
  room: {
    opened: (user: string) =>
      `LINEの「${user}」さんとのトークルームです。ここに書いた内容は、LINEの「${user}」さんに届きます。`,
    openedDirect: (user: string) =>
      `LINEの「${user}」さんがあなたを追加しました。「${user}」さんからのメッセージは、このように名前を付けてここに届きます。`,
    unnamed: 'LINEユーザー',
    followed: (user: string) =>
      `「${user}」さんが友だちに追加しました（ブロックの解除を含みます）。`,
    blocked: (user: string) =>
      `「${user}」さんがブロックしました。解除されるまで、メッセージは届きません。`,
    refusedBlocked: (user: string) =>
      `「${user}」さんにブロックされているため、このメッセージは送っていません。`,
    refusedClosed: 'このトークは終了しています。このメッセージは送っていません。',
    refusedLinkOff: 'LINE連携が無効のため、このメッセージは送っていません。',
    refusedColleague: (owner: string) =>
      `このトークルームで送れるのは${owner}さんだけです。このメッセージは送っていません。`,
    colleagueWrote: (colleague: string) =>
      `${colleague}さんがこのトークルームに書き込みましたが、LINEには送っていません。LINEの相手との内容は${colleague}さんにも見えています。`,
    kindNotRelayed: (kind: string) =>
      `${kind}はまだLINEに送れません。このメッセージは送っていません。文字かスタンプでお送りください。`,
    stale:
      '受け取りが遅れたため、このメッセージは送っていません。お手数ですが、もう一度送ってください。',
    notDelivered: (why: string) => `このメッセージは届きませんでした。${why}`,
    maybeNotDelivered:
      'このメッセージは届いていない可能性があります。相手の返事を待ってから、必要ならもう一度送ってください。',
    quota:
      '今月のLINEの送信数の上限に達しています。LINEの相手から次のメッセージが来ると、無料の返信として送れます。',
    refusedByPlatform: 'LINEが受け付けませんでした。',
    gaveUp: '何度か試しましたが、LINEにつながりませんでした。時間をおいてもう一度送ってください。',
    unsent: (user: string) => `「${user}」さんがメッセージの送信を取り消しました。`,
    goodbyeLinkOff: 'LINE連携が無効になったため、このトークは終了しました。ボットは退室します。',
    goodbyeRemoved: '利用メンバーから外れたため、このトークは終了しました。ボットは退室します。',
    hint: 'LINEの相手ごとに別のトークルームがあります。LINEの相手には、そのトークルームから送ってください。このメッセージはだれにも送っていません。',
    noRooms:
      'まだトークの相手がいません。招待リンクかトークIDをLINEの相手に伝えると、ここに届くようになります。このメッセージはだれにも送っていません。',
    notLinked: 'あなたはLINE連携の利用メンバーではありません。管理者にお問い合わせください。',
    question: (choices: string) =>
      `どなたへのメッセージですか。ボタンを押すか、番号または名前で答えてください。答えるまで送らずにお預かりします。\n${choices}`,
    heldExpired: (count: number) =>
      `宛先の答えがなかったため、お預かりしていたメッセージ${count}件は送っていません。必要なら、もう一度送ってください。`,
    sentTo: (user: string) => `「${user}」さんに送りました。`,
    available: (talkId: string, link: string | null) =>
      `LINE連携を利用できるようになりました。\nトークID: ${talkId}\n${link ? `招待リンク: ${link}\n` : ''}LINEの相手にトークIDか招待リンクを伝えてください。相手が送信すると、トークルームができます。`,
    talkIdChanged: (talkId: string) =>
      `アカウントの変更により、トークIDが「${talkId}」に変わりました。`,
    removed: 'LINE連携の利用メンバーから外れました。LINEの相手とのトークはすべて終了しました。',
    linkTurnedOff:
      'LINE連携が無効になりました。トークIDは使えなくなり、LINEの相手とのトークはすべて終了しました。',
    closedNotice: (user: string, why: string) => `「${user}」さんとのトークは終了しました。${why}`,
    quoted: (text: string) => `> ${text}`,
  },
  /** How a message of a kind is written where it cannot be shown. */
  kinds: {
    names: {
      text: 'テキスト',
      sticker: 'スタンプ',
      location: '位置情報',
      image: '画像',
      video: '動画',
      audio: '音声',
      file: 'ファイル',
      unknown: 'メッセージ',
    },
    sticker: (words: string | null) => (words ? `[スタンプ] ${words}` : '[スタンプ]'),
    seeSticker: 'スタンプを見る',
    location: (title: string, url: string) => `[位置情報] ${title}\n${url}`,
    locationTitle: '位置情報',
    media: (kind: string, name: string | null) =>
      `[${kind}] ${name ? `${name} ` : ''}（このトークではまだ表示できません）`,
    unknown: '[表示できない種類のメッセージが届きました]',
  },
  status: {
    available: '利用可能',
    pending: '待機中',
    failed: '失敗',
    retrying: '再試行',
  } satisfies Record<LinkStatus, string> as Record<LinkStatus, string>,
  reasons: {
    'emoji-in-name': ['名前に絵文字があります', '名前から絵文字を除いてください。'],
    'line-in-name': ['名前に「line」が含まれています', '名前から「line」を除いてください。'],
    'bad-login-id': [
      'ログインIDがトークIDに使えない形です',
      'ログインIDを、英小文字か数字で始まる2～40文字の英小文字・数字・「.」「_」「-」に変えてください（「.」は末尾と連続では使えません）。',
    ],
    'line-in-login-id': ['ログインIDに「line」が含まれています', 'ログインIDを変えてください。'],
    'reserved-login-id': ['ログインIDが予約語です', 'ログインIDを変えてください。'],
    'company-name': [
      '会社名に絵文字または「line」が含まれています',
      '会社名（COMPANY_NAME）を直してください。直るまで、だれも追加できません。',
    ],
    'talk-id-taken': [
      '同じトークIDをほかのメンバーが使っています',
      'どちらかのログインIDを変えてください。',
    ],
    'not-found': ['LINE WORKSにこのメンバーがいません', '名前かアカウントを確かめてください。'],
    suspended: ['LINE WORKSで利用停止中です', '利用停止を解除してから、もう一度追加してください。'],
    'being-deleted': [
      'LINE WORKSで削除中です',
      'メンバーを復元してから、もう一度追加してください。',
    ],
    'not-released': [
      'ボットからこのメンバーに送れません',
      'Developer Consoleと管理者画面で、ボットをこのメンバーが使えるようにしてください。',
    ],
    'no-login-id': [
      'ログインIDが読み取れません',
      'ログインIDが公開項目になっているか確かめてください。',
    ],
  } satisfies Record<FailureReason, [string, string]> as Record<FailureReason, [string, string]>,
  /** What each command does, and how its arguments are written. */
  commands: {
    help: ['ヘルプ [コマンド]', '使えるコマンドの一覧か、コマンドの使い方を表示します。'],
    status: ['状態', 'LINE連携の状態をまとめて表示します。'],
    'link on': ['連携 有効', 'LINE連携を有効にします。'],
    'link off': ['連携 無効', 'LINE連携を無効にし、すべてのトークを終了します（確認があります）。'],
    'member list': [
      'メンバー 一覧 [利用可能|待機中|失敗|再試行]',
      '利用メンバーの一覧を表示します。',
    ],
    'member add': ['メンバー 追加 <だれ…>', '利用メンバーを追加します。'],
    'member info': ['メンバー 情報 <だれ>', 'メンバーの詳しい状態を表示します。'],
    'member search': [
      'メンバー 検索 <言葉>',
      '名前（各言語・読み）・アカウント・トークIDでメンバーを探します。',
    ],
    'member remove': [
      'メンバー 削除 <だれ…>',
      '利用メンバーから外し、そのトークを終了します（確認があります）。',
    ],
    'member invite': ['メンバー 招待 <だれ>', '招待リンクと転送できる文を表示します。'],
    'audit search': [
      '監査 検索 <言葉> [from:日付] [to:日付] [member:だれ] [user:名前] [kind:種類]',
      '記録されたメッセージを探します。',
    ],
    lang: ['言語 日本語|英語', 'このボットの表示言語を変えます。'],
    cancel: ['取消', '確認待ちの操作を取り消します。'],
  } satisfies Record<string, [usage: string, does: string]>,
  /** The admin bot. */
  admin: {
    on: '有効',
    off: '無効',
    denied: 'このコマンドを使う権限がありません。管理者にお問い合わせください。',
    only1to1: 'コマンドは、ボットとの1:1のトークルームでだけ使えます。',
    unknown: (word: string) => `「${word}」というコマンドはありません。`,
    didYouMean: (commands: string) => `もしかして: ${commands}`,
    seeHelp: '「ヘルプ」で一覧を表示します。',
    usage: (usage: string) => `使い方: ${usage}`,
    unclosedQuote: '引用符が閉じていません。',
    helpTitle: '使えるコマンド',
    helpFor: (usage: string, aliases: string, does: string) =>
      `${usage}\n日本語: ${aliases}\n${does}`,
    next: '次へ',
    previous: '前へ',
    cancel: 'キャンセル',
    confirm: '実行する',
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
    linkOffAsk: (rooms: number, members: number, waiting: number) =>
      `LINE連携を無効にしますか。\n・LINEの相手とのトーク ${rooms}件を終了します\n・利用メンバー ${members}人のトークIDを解放します\n・未送信のメッセージ ${waiting}件は届きません\nもう一度有効にしても、トークは元に戻りません。`,
    linkOff: (rooms: number, members: number, lost: number) =>
      `LINE連携を無効にしました。トーク ${rooms}件を終了し、利用メンバー ${members}人のトークIDを解放しました。${lost > 0 ? `未送信のメッセージ ${lost}件は届きませんでした。` : ''}`,
    linkIsOff: 'LINE連携が無効です。先に「連携 有効」を送ってください。',
    scopeIsAll: '利用範囲が「全員」のため、個別に追加・削除できません。',
    planIsFree: 'フリープランでは全員が利用メンバーになるため、個別に追加・削除できません。',
    notFound: (who: string) =>
      `「${who}」に当てはまるメンバーが見つかりません。名前・アカウント・トークIDを確かめてください。`,
    several: (who: string) => `「${who}」に当てはまるメンバーが複数います。選んでください。`,
    moreMatches: (count: number) => `ほか${count}人。名前をもう少し詳しく入力してください。`,
    added: (name: string) => `${name}: 待機中（登録しています）`,
    alreadyAdded: (name: string, status: string) => `${name}: すでに利用メンバーです（${status}）`,
    nowAvailable: (name: string, talkId: string) =>
      `${name}: 利用可能になりました（トークID: ${talkId}）。`,
    nowFailed: (name: string, reason: string, fix: string) =>
      `${name}: 失敗しました。${reason}。${fix}`,
    nowRetrying: (name: string) => `${name}: 再試行（通信の不調です）。自動でやり直しています。`,
    notLinkMember: (name: string) => `${name}: 利用メンバーではありません。`,
    removeAsk: (names: string, rooms: number, waiting: number) =>
      `${names} を利用メンバーから外しますか。\n・LINEの相手とのトーク ${rooms}件を終了します\n・未送信のメッセージ ${waiting}件は届きません\n・トークIDは使えなくなります`,
    removed: (names: string, rooms: number, lost: number) =>
      `${names} を利用メンバーから外しました。トーク ${rooms}件を終了しました。${lost > 0 ? `未送信のメッセージ ${lost}件は届きませんでした。` : ''}`,
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
    openRooms: 'トーク',
    none: 'なし',
    inviteLink: '招待リンク',
    invite: (name: string, talkId: string, link: string) =>
      `${name} の招待\nトークID: ${talkId}\n招待リンク: ${link}\n\nそのまま転送できる文:\n${name}とLINEで話せます。次のリンクを開いて送信してください。\n${link}`,
    inviteNotAvailable: (name: string, status: string) =>
      `${name} はまだ招待できません（状態: ${status}）。`,
    inviteNoAccount:
      'LINE公式アカウントのIDがまだ分かりません。しばらくしてからもう一度お試しください。',
    statusTitle: '状態',
    statusLink: 'LINE連携',
    statusScope: '利用範囲',
    scopeAll: '全員',
    scopeSelected: '個別',
    statusMembers: '利用メンバー',
    statusRooms: 'トーク',
    statusWaiting: '送信待ち',
    statusAccount: 'LINE公式アカウント',
    statusLastLine: 'LINEからの最新の受信',
    statusLastWorks: 'LINE WORKSからの最新の受信',
    statusOk: '正常',
    statusUnchecked: '未確認',
    statusWorks: 'LINE WORKS',
    statusMissingScopes: (scopes: string) =>
      `権限（scope）が足りません: ${scopes}。Developer Consoleでアプリのscopeを追加してください。`,
    statusFailedEvents: (count: number) => `処理できなかった受信 ${count}件（記録は残っています）`,
    never: 'まだありません',
    language: '表示言語を日本語にしました。',
    auditEmpty: '当てはまる記録はありません。',
    auditTitle: (count: number) => `監査ログの検索結果（新しい順に${count}件）`,
    auditMore: 'ほかにもあります。期間（from: to:）やメンバー（member:）で絞り込めます。',
    auditArrow: (from: string, to: string) => `${from} → ${to}`,
    auditErased: '（取り消されました）',
    badDate: (word: string) =>
      `「${word}」は日付として読めません。2026-11-22 の形で入力してください。`,
    outcomes: {
      relayed: '中継',
      held: '宛先待ち',
      refused: '未中継',
      unaddressed: '宛先なし',
      sent: '送信済み',
      uncertain: '不明',
      exhausted: '未達',
      cancelled: '取りやめ',
      recorded: '記録のみ',
    } as Record<string, string>,
    directoryEmpty:
      '名簿（メンバー一覧）が空で返ってきました。何も変更していません。Developer Consoleのscopeとサービスアカウントを確かめてください。',
    directoryFailed: (why: string) =>
      `名簿を読み込めませんでした（${why}）。時間をおいてもう一度お試しください。`,
    quotaReached: (account: string) =>
      `LINE公式アカウント「${account}」の今月の送信数が上限に達しました。来月までプッシュ送信を止めます。返信（無料）は続けて使います。`,
    colleagueWarning: (colleague: string, owner: string, user: string) =>
      `${owner}さんと「${user}」さんのトークルームに${colleague}さんが書き込みました。LINEには送っていません。`,
    staleAlarm:
      'LINE WORKSからの通知が続けて遅れて届いています。サーバーの時計と処理の遅れを確かめてください。遅れたメッセージは送っていません。',
  },
};

export type Words = typeof ja;
