import type { FaultName } from '../domain/fault.ts';
import type { FileRefusal } from '../domain/file-policy.ts';
import type { MediaTrouble } from '../domain/media-trouble.ts';
import type { FailureReason, LinkStatus } from '../domain/registration.ts';

type FaultWords = Readonly<
  Record<FaultName, (detail: string) => readonly [what: string, fix: string]>
>;

/** By reason; `detail` is the extension or the limit. */
type FileRefusalWords = Readonly<Record<FileRefusal, (kind: string, detail: string) => string>>;

type MediaTroubleWords = Readonly<Record<MediaTrouble, (kind: string) => string>>;

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
    members: (choices: string) =>
      `いまトークしている担当者です。ボタンを押すと、ここからのメッセージはその担当者に届きます。\n${choices}`,
    currentMember: (name: string) => `${name}（いまの相手）`,
    noMembers: (company: string) =>
      `いまトークしている担当者はいません。${company}の担当者と話すには、担当者からの招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。`,
    leaveWhich: (choices: string) => `どなたとのトークを終了しますか。\n${choices}`,
    left: (member: string) =>
      `${member}とのトークを終了しました。ご利用ありがとうございました。もう一度話すときは、招待リンクを開くか、トークIDを送ってください。`,
    alreadyLeft: 'そのトークはすでに終了しています。',
    closedByMember: (member: string) =>
      `${member}がこのトークを終了しました。ご連絡ありがとうございました。もう一度話すときは、招待リンクを開くか、トークIDを送ってください。`,
    blockedByMember: (member: string) =>
      `${member}とのトークは終了しました。ご連絡ありがとうございました。ここに送られたメッセージは${member}には届きません。`,
    help: (company: string) =>
      `${company}の公式アカウントです。\n・担当者を追加する: 招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。\n・「メンバー」: トークしている担当者の一覧と切り替え\n・「終了」: トークを終了する\n・「ヘルプ」: この案内`,
    newHolder: (talkId: string, member: string) =>
      `トークID「${talkId}」は、いまは${member}のものです（以前は別の担当者のものでした）。${member}と話しますか。`,
    newHolderButton: (member: string) => `${member}と話す`,
    sendAgain: 'いまのメッセージは、まだだれにも届いていません。',
    withdrawnName: '退会したユーザー',
    withdrawn: (member: string) =>
      `${member}とのトークは終了しました。ここに送られたメッセージは届きません。`,
    closedByAdmin: (member: string) =>
      `${member}とのトークは終了しました。もう一度話すときは、招待リンクを開くか、トークIDを送ってください。`,
    handedOver: (from: string, to: string) =>
      `担当者が${from}から${to}に変わりました。ここからのメッセージには${to}がお返事します。`,
    notDelivered:
      'いま送られたメッセージは、担当者に届きませんでした。お手数ですが、もう一度お送りください。',
    maybeNotDelivered:
      'いま送られたメッセージは、担当者に届いていない可能性があります。お返事がないときは、もう一度お送りください。',
    absent: (member: string) =>
      `担当者（${member}）は現在お返事できません。メッセージは記録されています。お急ぎのときは、ほかの方法でご連絡ください。`,
    unreachable: (member: string) =>
      `担当者（${member}）は現在メッセージを受け取れません。いまのメッセージは記録されていますが、担当者には届いていません。お急ぎのときは、ほかの方法でご連絡ください。`,
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
      `この種類の${kind}はLINEに送れません。このメッセージは送っていません。ほかの形でお送りください。`,
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
    goodbyeByAdmin: '管理者がこのトークを終了しました。ボットは退室します。',
    byAdminNotice: '管理者がトークを終了しました。',
    goodbyeHandedOver: (to: string, unsent: number) =>
      `このトークは${to}さんに引き継がれました。${unsent > 0 ? `未送信の返事 ${unsent}件は送っていません。` : ''}ボットは退室します。`,
    handedOverNotice: (to: string, unsent: number) =>
      `${to}さんに引き継がれました。${unsent > 0 ? `未送信の返事 ${unsent}件は送っていません。` : ''}`,
    handedAway: (to: string, rooms: number, unsent: number) =>
      `管理者が、LINEの相手とのトーク ${rooms}件を${to}さんに引き継ぎました。${unsent > 0 ? `未送信の返事 ${unsent}件は送っていません。` : ''}`,
    answerNotSent: (user: string, to: string) =>
      `「${user}」さんへの返事 1件は、トークが${to}さんに引き継がれたため送っていません。`,
    answerMaybeNotSent: (user: string) =>
      `「${user}」さんへの最後の返事は、届いていない可能性があります。`,
    takenOver: (from: string, rooms: number) =>
      `管理者の操作により、${from}さんからLINEの相手とのトーク ${rooms}件を引き継ぎました。直近のやりとりは各トークルームの初めに表示します。`,
    transcript: (from: string) =>
      `${from}さんから引き継いだトークです。直近のやりとりは次のとおりです。`,
    transcriptEmpty: (from: string) =>
      `${from}さんから引き継いだトークです。やりとりはまだありません。`,
    transcriptErased: '（取り消されました）',
    transcriptUndelivered: '（届いていません）',
    transcriptUncertain: '（届いたか分かりません）',
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
    talkIdChanged: (talkId: string, link: string | null) =>
      `アカウントの変更により、トークIDが「${talkId}」に変わりました。これまでのトークIDと招待リンクは使えません。${link ? `\n新しい招待リンク: ${link}` : ''}\nいまのトークはそのまま続けられます。`,
    talkIdStopped: (reason: string) =>
      `アカウントまたは名前の変更により、トークIDが使えなくなりました（${reason}）。いまのトークは続けられます。くわしくは管理者にお問い合わせください。`,
    removed: 'LINE連携の利用メンバーから外れました。LINEの相手とのトークはすべて終了しました。',
    linkTurnedOff:
      'LINE連携が無効になりました。トークIDは使えなくなり、LINEの相手とのトークはすべて終了しました。',
    goodbyeLeft: (user: string) =>
      `「${user}」さんがこのトークを終了しました。ボットは退室します。`,
    leftNotice: '相手がトークを終了しました。',
    accountGiven: (account: string, link: string | null) =>
      `LINE公式アカウント「${account}」があなた専用になりました。${link ? `\n新しい招待リンク: ${link}` : ''}`,
    accountTaken: (account: string, link: string | null) =>
      `LINE公式アカウント「${account}」は、あなた専用ではなくなりました。開いているトークはそのまま続きます。${link ? `\n新しい招待リンク: ${link}` : ''}`,
    closedNotice: (user: string, why: string) => `「${user}」さんとのトークは終了しました。${why}`,
    quoted: (text: string) => `> ${text}`,
  },
  /** Files that did not arrive for reasons of their own. */
  media: {
    toLineUser: {
      denied: (kind: string) => `こちらでは${kind}をお受けしていません。`,
      'blocked-extension': (kind: string) => `こちらではその種類の${kind}をお受けしていません。`,
      'too-large': (kind: string) =>
        `いまの${kind}は大きすぎるため、担当者に届いていません。小さくしてお送りください。`,
      external: (kind: string) =>
        `いまの${kind}はLINEの外に置かれているため、担当者に届いていません。お手数ですが、トークから直接お送りください。`,
      gone: (kind: string) =>
        `いまの${kind}はLINEから取得できなくなっていたため、担当者に届いていません。お手数ですが、もう一度お送りください。`,
      failed: (kind: string) =>
        `いまの${kind}は受け渡しできなかったため、担当者に届いていません。お手数ですが、もう一度お送りになるか、文字でお送りください。`,
      'no-room': (kind: string) =>
        `ただいま${kind}をお受けできません。担当者には届いていません。お手数ですが、文字でお送りください。`,
    } satisfies MediaTroubleWords as MediaTroubleWords,
    toMember: {
      denied: (kind: string) => `管理者の設定により、この${kind}は送っていません。`,
      'blocked-extension': (kind: string) => `管理者の設定により、この${kind}は送っていません。`,
      'too-large': (kind: string) => `この${kind}は大きすぎるため、送っていません。`,
      external: (kind: string) => `この${kind}は取得できないため、送っていません。`,
      gone: (kind: string) =>
        `この${kind}はLINE WORKSから取得できなくなっていたため、送っていません。もう一度送ってください。`,
      failed: (kind: string) =>
        `この${kind}は取得できなかったため、送っていません。もう一度送ってください。`,
      'no-room': (kind: string) =>
        `保存先の空きが足りないため、この${kind}は送っていません。管理者にお知らせください。`,
    } satisfies MediaTroubleWords as MediaTroubleWords,
    notShown: (user: string, kind: string, why: string) =>
      `「${user}」さんから${kind}が送られましたが、ここには表示できません。${why}「${user}」さんには届いていないことを伝えました。`,
    why: {
      denied: '管理者の設定で禁止されています。',
      'blocked-extension': '管理者の設定で禁止されている拡張子です。',
      'too-large': '大きさの上限を超えています。',
      external: 'LINEの外に置かれたファイルのため、取得していません。',
      gone: 'LINEから取得できなくなっていました。',
      failed: '受け渡しができませんでした。',
      'no-room': '保存先の空きが足りません。管理者にお知らせください。',
    } satisfies Record<MediaTrouble, string> as Record<MediaTrouble, string>,
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
    media: (kind: string, name: string | null) => (name ? `[${kind}] ${name}` : `[${kind}]`),
    fileLink: (name: string, size: string, url: string) => `${name}（${size}）\n${url}`,
    fileCard: (name: string, size: string) => `${name}\n${size}`,
    openFile: 'ファイルを開く',
    unknown: '[表示できない種類のメッセージが届きました]',
  },
  /** The words that members say to the bridge bot (DESIGN §6.5). */
  own: {
    help: '「/」で始まる言葉はボットへの指示です（LINEの相手には送りません）。\n・/招待: 自分のトークID・招待リンク・QRコード\n・/一覧: トーク中の相手とブロック中の相手\n・/名前 <名前>: LINEの相手に自分だけの名前を付ける（「/名前」だけで元に戻す）\n・/ブロック: LINEの相手をブロックし、トークを終了する\n・/ブロック解除 <名前>: ブロックを解除する\n・/閉じる: トークを終了する\n・/ヘルプ: この案内\n「/」で始まる文をLINEの相手に送るには、「//」で始めてください（先頭の「/」を1つ除いて送ります）。',
    slashOptional: 'ボットとの1:1のトークルームでは、「/」を省けます。',
    unknown: (said: string) =>
      `「/」で始まる文はボットへの指示として扱うため、「${said}」は送っていません。使える言葉は「/ヘルプ」で表示します。この文をそのままLINEの相手に送るには、先頭の「/」を2つにしてください。`,
    sentOneToOne: 'ボットとの1:1のトークルームに送りました。',
    nobody: 'トーク中の相手がいません。',
    invite: (talkId: string, link: string | null) =>
      `あなたのトークID: ${talkId}\n${link ? `招待リンク: ${link}\n` : ''}LINEの相手にトークIDか招待リンクを伝えてください。相手が送信すると、トークルームができます。`,
    inviteNotAvailable: (status: string) => `まだ招待できません（状態: ${status}）。`,
    listTitle: (count: number) => `トーク中の相手 ${count}人`,
    alias: (own: string, shown: string) => `${own}（LINEの名前: ${shown}）`,
    blockedTitle: (count: number) => `ブロック中の相手 ${count}人`,
    unblockHint: '「/ブロック解除 <名前>」で解除できます。',
    which: {
      name: (choices: string) => `どなたの名前を変えますか。\n${choices}`,
      block: (choices: string) => `どなたをブロックしますか。トークは終了します。\n${choices}`,
      close: (choices: string) => `どなたとのトークを終了しますか。\n${choices}`,
    },
    named: (shown: string, own: string) =>
      `「${shown}」さんの名前を「${own}」にしました。この名前が見えるのはあなただけです。`,
    nameCleared: (shown: string) => `名前を、LINEの名前「${shown}」に戻しました。`,
    nameUnchanged: (own: string) => `名前はすでに「${own}」です。`,
    nameUnusable: 'その名前は使えません。見える文字を入れてください。',
    closeAsk: (user: string) =>
      `「${user}」さんとのトークを終了しますか。LINEの相手に知らせ、ボットはこのトークルームから退室します。`,
    close: 'トークを終了する',
    kept: '終了をやめました。トークはそのまま続きます。',
    gone: 'そのトークはすでに終了しています。',
    goodbyeClosed: 'あなたがこのトークを終了しました。ボットは退室します。',
    closedNotice: (user: string) => `「${user}」さんとのトークを終了しました。`,
    blockedNotice: (user: string) =>
      `「${user}」さんをブロックし、トークを終了しました。解除するには「/ブロック解除 ${user}」と送ってください。`,
    unblocked: (user: string) =>
      `「${user}」さんのブロックを解除しました。相手が招待リンクかトークIDを送ると、またトークできます。`,
    unblockWhich: (choices: string) => `どなたのブロックを解除しますか。\n${choices}`,
    unblockUnknown: (who: string) => `「${who}」という名前の相手をブロックしていません。`,
    unblockNobody: 'ブロック中の相手はいません。',
  },
  /** The file policy (DESIGN §6.8). */
  files: {
    title: 'ファイルの設定',
    subject: 'ファイル',
    incoming: '受信（LINEの相手→メンバー）',
    outgoing: '送信（メンバー→LINEの相手）',
    allowed: '許可',
    denied: '禁止',
    blocked: '禁止している拡張子',
    limit: '大きさの上限',
    none: 'なし',
    megabytes: (size: string) => `${size} MB`,
    covers: '画像・動画・音声・ファイルが対象です。文字・スタンプ・位置情報は対象外です。',
    changed: 'ファイルの設定を変更しました。',
    unchanged: 'すでにその設定です。何も変更していません。',
    stopped: (count: number) =>
      `送信待ちだったファイル ${count}件を取りやめ、送った人に知らせました。`,
    platformBlocks: (extensions: string) =>
      `LINE WORKSは、初期設定で次の拡張子も受け付けません: ${extensions}`,
    badExtension: (word: string) => `「${word}」は拡張子として読めません。例: exe`,
    badLimit: (word: string, most: string) =>
      `「${word}」は上限として読めません。0より大きく${most}以下の数（MB）か「なし」を入力してください。`,
    toLineUser: {
      denied: (kind: string, _detail: string) =>
        `こちらでは${kind}をお受けしていません。いまの${kind}は担当者に届いていません。お手数ですが、文字でお送りください。`,
      'blocked-extension': (kind: string, extension: string) =>
        `こちらでは「.${extension}」の${kind}をお受けしていません。いまの${kind}は担当者に届いていません。`,
      'too-large': (kind: string, limit: string) =>
        `いまの${kind}は大きすぎるため、担当者に届いていません。${limit}以下にしてお送りください。`,
    } satisfies FileRefusalWords as FileRefusalWords,
    toMember: {
      denied: (kind: string, _detail: string) =>
        `管理者の設定により、${kind}はLINEの相手に送れません。この${kind}は送っていません。`,
      'blocked-extension': (kind: string, extension: string) =>
        `管理者の設定により、「.${extension}」の${kind}はLINEの相手に送れません。この${kind}は送っていません。`,
      'too-large': (kind: string, limit: string) =>
        `この${kind}は大きすぎるため、送っていません。送れるのは${limit}以下です。`,
    } satisfies FileRefusalWords as FileRefusalWords,
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
    'auto-add on': ['自動追加 オン', '新しいメンバーを自動で利用メンバーにします。'],
    'auto-add off': ['自動追加 オフ', '自動追加をやめます。'],
    'scope all': ['利用範囲 全員', '全員を利用メンバーにします（確認があります）。'],
    'scope selected': ['利用範囲 個別', '利用メンバーを個別に選びます（確認があります）。'],
    'member retry': [
      'メンバー 再試行 <だれ>|全員',
      '失敗・再試行のメンバーの登録をすぐにやり直します。',
    ],
    'audit search': [
      '監査 検索 <言葉> [from:日付] [to:日付] [member:だれ] [user:名前] [kind:種類]',
      '記録されたメッセージを探します。',
    ],
    'room list': [
      'トーク 一覧 [だれ]',
      '開いているトークの一覧を表示します（内容は表示しません）。',
    ],
    'room close': [
      'トーク 閉じる <番号>',
      'トークを終了します（確認があります）。番号は「トーク 一覧」の#の数字です。',
    ],
    'member handover': [
      'メンバー 引き継ぎ <だれから> <だれへ>',
      'LINEの相手とのトークをほかの利用メンバーに引き継ぎます（確認があります）。',
    ],
    quota: ['通数', '今月のLINEの送信数・上限・残りを表示します。'],
    'role list': ['権限 一覧', '権限を持つ人と、その理由を表示します。'],
    'role grant': [
      '権限 付与 <だれ> <連携管理者|監査者>',
      '権限を付与します（確認があります）。監査者の付与は監査者だけができます。',
    ],
    'role revoke': [
      '権限 取消 <だれ> <連携管理者|監査者>',
      '付与した権限を取り消します（確認があります）。監査者の取り消しは監査者だけができます。',
    ],
    'account list': ['アカウント 一覧', 'LINE公式アカウントと、割り当て先を表示します。'],
    'account assign': [
      'アカウント 割り当て <ベーシックID> <だれ>',
      'LINE公式アカウントをメンバー専用にします。',
    ],
    'account release': [
      'アカウント 解除 <ベーシックID>',
      'LINE公式アカウントの割り当てを解除します。開いているトークはそのまま続きます。',
    ],
    file: ['ファイル', 'ファイルの設定を表示します。'],
    'file allow': ['ファイル 許可 [受信|送信]', 'ファイルのやりとりを許可します。'],
    'file deny': [
      'ファイル 禁止 [受信|送信]',
      '画像・動画・音声・ファイルのやりとりを禁止します。送信待ちのものも止めます。',
    ],
    'file block': ['ファイル 拡張子 禁止 <拡張子…>', 'その拡張子のファイルを禁止します。'],
    'file unblock': ['ファイル 拡張子 許可 <拡張子…>', '拡張子の禁止を解除します。'],
    'file limit': ['ファイル 上限 <大きさ(MB)>|なし', 'ファイルの大きさの上限を決めます。'],
    lang: ['言語 日本語|英語', 'このボットの表示言語を変えます。'],
    doctor: ['診断', '設定・権限・接続・時計などを調べ、問題と直し方を表示します。'],
    cancel: ['取消', '確認待ちの操作を取り消します。'],
  } satisfies Record<string, [usage: string, does: string]>,
  /** What `doctor` found, with the fix of each fault. */
  doctor: {
    allWell: '診断の結果、問題はありません。',
    faultsFound: (count: number) => `診断の結果、${count}件の問題があります。`,
    roomTitle: '診断（自動で退室します）',
    roomMode: 'LINEの相手ごとに別のトークルームを使います',
    directMode: 'トークルームを分けられないため、ボットとの1:1のトークルームを使います',
    diskFree: (megabytes: string) => `空き ${megabytes} MB`,
    checks: {
      'line-token': 'LINE公式アカウント',
      'line-webhook': 'LINEのWebhook設定',
      'line-webhook-test': 'LINEからの接続テスト',
      'works-token': 'LINE WORKSの認証',
      'works-scopes': 'LINE WORKSのscope',
      'bridge-bot': '連携ボットの設定',
      'admin-bot': '管理ボットの設定',
      'bot-domain': 'ボットのドメイン登録',
      rooms: 'トークルーム',
      clock: 'サーバーの時計',
      disk: 'ディスク',
    },
    faults: {
      unauthorized: (_detail: string) => [
        '認証できません。',
        'IDとシークレット（鍵）を環境変数で確かめてください。',
      ],
      unreachable: (_detail: string) => [
        'つながりません。',
        'ネットワークとプロキシの設定を確かめ、時間をおいてもう一度診断してください。',
      ],
      refused: (detail: string) => [
        `断られました（${detail}）。`,
        '設定と権限を確かめてください。',
      ],
      'webhook-missing': (url: string) => [
        'Webhook URLが設定されていません。',
        `LINE DevelopersコンソールでWebhook URLを ${url} にしてください。`,
      ],
      'webhook-elsewhere': (url: string) => [
        'Webhook URLが違います。',
        `LINE DevelopersコンソールでWebhook URLを ${url} にしてください。`,
      ],
      'webhook-off': (_detail: string) => [
        'Webhookの利用がオフです。',
        'LINE Developersコンソールで「Webhookの利用」をオンにしてください。',
      ],
      'webhook-test-failed': (reason: string) => [
        `LINEからここに届きません（${reason}）。`,
        'PUBLIC_URL、証明書、リバースプロキシの設定を確かめてください。',
      ],
      'scopes-missing': (scopes: string) => [
        `scopeが足りません（${scopes}）。`,
        'Developer ConsoleのアプリにOAuth Scopeを追加してください。',
      ],
      'callback-off': (url: string) => [
        'Callbackがオフです。',
        `Developer ConsoleでボットのCallback URLをオンにし、${url} を設定してください。`,
      ],
      'callback-elsewhere': (url: string) => [
        'Callback URLが違います。',
        `Developer ConsoleでボットのCallback URLを ${url} にしてください。`,
      ],
      'events-not-ticked': (events: string) => [
        `受け取らない設定のイベントがあります（${events}）。`,
        'Developer Consoleのボットの設定で、これらにチェックを入れてください。',
      ],
      'group-join-off': (_detail: string) => [
        '複数人のトークルームへの招待がオフです。',
        'Developer Consoleのボットの設定で許可してください。',
      ],
      'domain-not-registered': (domain: string) => [
        `ドメイン ${domain} に登録されていません。`,
        '管理者画面の［サービス］＞［Bot］でボットを追加し、公開してください。',
      ],
      'clock-wrong': (seconds: string) => [
        `サーバーの時計が約${seconds}秒ずれています。`,
        '時刻の自動同期（NTP）を有効にしてください。',
      ],
      'disk-full': (megabytes: string) => [
        `ディスクの空きが少なくなっています（${megabytes} MB）。`,
        '空きを増やすか、DATA_DIRを大きなディスクに移してください。',
      ],
    } satisfies FaultWords as FaultWords,
  },
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
    nextByWords: (command: string) => `続きは「${command}」で表示します。`,
    details: '詳細',
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
    memberGone: (name: string, rooms: number, lost: number) =>
      `・${name}（終了したトーク ${rooms}件${lost > 0 ? `、届かなかったメッセージ ${lost}件` : ''}）`,
    directoryShrunk: (known: number, read: number) =>
      `名簿（メンバー一覧）の人数が急に減りました（${known}人 → ${read}人）。LINE WORKSの不調かもしれないため、何も変更していません。正しい場合だけ、下のボタンで確定してください。確定すると、いなくなった人は7日後に利用メンバーから外れます。`,
    directoryDoubtful:
      '名簿の人数が急に減っているため、読み込みを止めています。何も変更していません。別のお知らせのボタンで確定するか、名簿が元に戻るのをお待ちください。',
    directoryAccept: 'この名簿で確定する',
    directoryAccepted: '名簿を確定しました。いま読み直しています。',
    directoryAcceptUsed: 'この確認はすでに処理されたか、もう必要ありません。',
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
    roomCloseAsk: (user: string, member: string, waiting: number) =>
      `「${user}」さんと${member} のトークを終了しますか。\n・未送信のメッセージ ${waiting}件は届きません\n・両方に終了をお知らせします`,
    roomClosed: (user: string, member: string, lost: number) =>
      `「${user}」さんと${member} のトークを終了しました。${lost > 0 ? `未送信のメッセージ ${lost}件は届きませんでした。` : ''}`,
    closingStarted: (rooms: number) =>
      `${rooms}件のトークの終了をLINEの相手とメンバーに順にお知らせしています。終わりましたら、このトークでお知らせします。`,
    closingDone: (rooms: number, lost: number, sent: number, later: number) =>
      `トーク ${rooms}件の終了処理が終わりました。\n・届かなかったメッセージ: ${lost}件\n・LINEの相手へのお知らせ: 送信済み ${sent}件、次に書き込みがあったときにお知らせ ${later}件`,
    handover: '引き継ぐ',
    handoverHint: (command: string) =>
      `トークをほかのメンバーに引き継ぐときは「${command}」を送ってください。`,
    handoverWhom: (from: string) => `${from} のトークをだれに引き継ぎますか。`,
    handoverNobody: '引き継げる利用メンバー（利用可能）がほかにいません。',
    handoverPick: '引き継ぐ',
    handoverNoRooms: (from: string) => `${from} に引き継ぐトークはありません。`,
    handoverSame: '引き継ぎ元と引き継ぎ先が同じです。',
    handoverNotAvailable: (to: string, status: string) =>
      `${to} には引き継げません（状態: ${status}）。利用可能な利用メンバーだけが引き継げます。`,
    handoverToSelf:
      '自分に引き継ぐには、監査者の権限も必要です（これまでのやりとりが表示されるため）。',
    handoverAsk: (from: string, to: string, open: number, closed: number, waiting: number) =>
      `${from} のトークを${to} に引き継ぎますか。\n・開いているトーク ${open}件を引き継ぎます\n・メンバーが外れたために終了した90日以内のトーク ${closed}件も引き継ぎます\n・送信待ちのメッセージ ${waiting}件のうち、LINEの相手からのものは${to} に届き、${from} の返事は送りません\n・LINEの相手には、これから${to} がお返事することをお知らせします`,
    handedOver: (from: string, to: string, rooms: number, moved: number, unsent: number) =>
      `${from} のトーク ${rooms}件を${to} に引き継ぎました。${moved > 0 ? `送信待ちのメッセージ ${moved}件は${to} に届けます。` : ''}${unsent > 0 ? `${from} の未送信の返事 ${unsent}件は送っていません。` : ''}`,
    handoverStarted: (from: string, to: string, rooms: number) =>
      `${from} のトーク ${rooms}件を${to} に順に引き継いでいます。終わりましたら、このトークでお知らせします。`,
    handoverDone: (
      from: string,
      to: string,
      rooms: number,
      moved: number,
      unsent: number,
      sent: number,
      later: number,
    ) =>
      `${from} から${to} への引き継ぎが終わりました。\n・引き継いだトーク: ${rooms}件\n・${to} に届けるメッセージ: ${moved}件\n・送らなかった返事: ${unsent}件\n・LINEの相手へのお知らせ: 送信済み ${sent}件、次に書き込みがあったときにお知らせ ${later}件`,
    handoverStopped: (rooms: number) =>
      `引き継ぎ先が利用できなくなったため、残りのトーク ${rooms}件は引き継いでいません。`,
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
    colleagueWarning: (colleague: string, owner: string, user: string) =>
      `${owner}さんと「${user}」さんのトークルームに${colleague}さんが書き込みました。LINEには送っていません。`,
    staleAlarm:
      'LINE WORKSからの通知が続けて遅れて届いています。サーバーの時計と処理の遅れを確かめてください。遅れたメッセージは送っていません。',
  },
};

export type Words = typeof ja;
