import { NOTICE_HEAD } from '../../domain/text/notice-head.ts';
import { ofCompany } from './company.ts';
import { FAREWELL } from './farewell.ts';
import { forwardable } from './forwardable.ts';
import { quotedSan, san } from './san.ts';

/** To LINE users. */
export const line = {
  linkOff:
    '申し訳ございません。ただいまこちらではメッセージをお受けできません。お手数ですが、お電話などほかの方法でご連絡ください。',
  greeting: (member: string, company: string, answers: string) =>
    `${ofCompany(company)}${member}です。ご連絡ありがとうございます。こちらにお送りいただいたメッセージは${answers}がお受けします。なお、トークの内容は${company === '' ? '' : `${company}で`}記録しております。`,
  addFriend: (url: string) =>
    `今後のお返事を確実に受け取れるよう、こちらから友だち追加をお願いします。\n${url}`,
  howToReach: (company: string) =>
    `${ofCompany(company)}公式アカウントです。担当者と話すには、担当者からの招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。いまのメッセージは、まだだれにも届いていません。`,
  unnamedUser: (company: string) =>
    `${ofCompany(company)}公式アカウントです。お使いのLINEでは送信した方を確認できないため、いまのメッセージはだれにも届いていません。担当者と話すには、スマートフォンのLINEから担当者の招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。`,
  welcome: (company: string) =>
    `友だち追加ありがとうございます。${ofCompany(company)}公式アカウントです。担当者と話すには、担当者からの招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。`,
  unknownTalkId:
    'そのトークIDの担当者は見つかりませんでした。担当者にトークIDをもう一度ご確認ください。このメッセージはだれにも届いていません。',
  tooManyRooms:
    '短い時間にトークの開始が何度も試みられたため、いまは新しいトークを始められません。1時間ほどしてから、もう一度お試しください。このメッセージはだれにも届いていません。',
  blank:
    'いまのメッセージには表示できる文字がないため、担当者に届いていません。お手数ですが、文字を入れてお送りください。',
  switched: (member: string) => `ここからのメッセージは${member}に届きます。`,
  question: (choices: string) =>
    `どなたへのメッセージですか？ボタンを押すか、番号または名前でお答えください。お答えいただくまで、メッセージはお預かりします。\n${choices}`,
  /** Where there is only one choice from the start; `ended`: the person whose talk has ended. */
  questionOne: (ended: string | null, member: string, number: number) =>
    `${ended === null ? '' : `${ended}とのトークは終了しています。`}お預かりしたメッセージを${member}にお届けしますか？お届けする場合は、ボタンを押すか「${number}」と送ってください。お答えいただくまで、メッセージはお預かりします。`,
  deliver: (member: string) => `${member}に届ける`,
  answered: (member: string, count: number) =>
    `お預かりしていたメッセージ${count}件を、${member}にお届けします。`,
  heldExpired: (count: number) =>
    `宛先のお答えがなかったため、お預かりしていたメッセージ${count}件はだれにも届きませんでした。必要でしたら、もう一度お送りください。`,
  questionOver:
    '宛先のお答えの受け付けは終わっています。お預かりしていたメッセージは、だれにも届いていません。必要でしたら、もう一度お送りください。',
  members: (choices: string) =>
    `いまトークしている担当者です。ボタンを押すと、ここからのメッセージはその担当者に届きます。\n${choices}`,
  currentMember: (name: string) => `${name}（いまの相手）`,
  noMembers: (company: string) =>
    `いまトークしている担当者はいません。${ofCompany(company)}担当者と話すには、担当者からの招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。`,
  leaveWhich: (choices: string) => `どなたとのトークを終了しますか？\n${choices}`,
  leaveAsk: (member: string, held: number) =>
    `${member}とのトークを終了しますか？${held > 0 ? `お預かりしているメッセージ${held}件は届きません。` : ''}\n終了する場合は「終了する」とお答えください。`,
  leaveButton: '終了する',
  leaveKept: (member: string) => `${member}とのトークは、そのまま続きます。`,
  talkAgain: {
    byTalkId: 'もう一度話すときは、招待リンクを開くか、トークIDを送ってください。',
    byWriting: 'もう一度話すときは、このトークにメッセージを送ってください。',
  },
  left: (member: string, again: string) =>
    `${member}とのトークを終了しました。ご利用ありがとうございました。${again}`,
  alreadyLeft: 'そのトークはすでに終了しています。',
  closedByMember: (member: string, again: string) =>
    `${member}がこのトークを終了しました。ご連絡ありがとうございました。${again}`,
  blockedByMember: (member: string) =>
    `${member}とのトークは終了しました。ご連絡ありがとうございました。ここに送られたメッセージは${member}には届きません。`,
  help: (company: string) =>
    `${ofCompany(company)}公式アカウントです。\n・担当者を追加する: 招待リンクを開くか、「トークID: 」に続けて担当者のトークIDを送ってください。\n・「メンバー」: トークしている担当者の一覧と切り替え\n・「終了」: トークを終了する\n・「ヘルプ」: この案内`,
  newHolder: (talkId: string, member: string) =>
    `トークID「${talkId}」は、いまは${member}のものです（以前は別の担当者のものでした）。${member}と話しますか？`,
  newHolderButton: (member: string) => `${member}と話す`,
  sendAgain: 'いまのメッセージは、まだだれにも届いていません。',
  withdrawnName: '退会したユーザー',
  withdrawn: (member: string) =>
    `${member}とのトークは終了しました。ここに送られたメッセージは届きません。`,
  closedByAdmin: (member: string, again: string) => `${member}とのトークは終了しました。${again}`,
  handedOver: (from: string, to: string) =>
    `担当者が${from}から${to}に変わりました。ここからのメッセージには${to}がお返事します。`,
  unheard: (count: number) => `お送りいただいたメッセージ ${count}件は、担当者に届いていません。`,
  maybeUnheard: '最後にお送りいただいたメッセージは、担当者に届いていない可能性があります。',
  otherWays: 'お急ぎのときは、ほかの方法でご連絡ください。',
  earlierNotice: (at: string, text: string) => `【${at}のお知らせ】\n${text}`,
  notProcessed:
    '申し訳ありません。システムの不具合により、いまのメッセージは担当者に届いていません。お手数ですが、もう一度お送りください。',
  pressNotProcessed:
    '申し訳ありません。システムの不具合により、いまのボタン操作は行われていません。お手数ですが、もう一度お試しください。',
  notDelivered: (member: string) =>
    `${member}宛てのメッセージは、担当者に届きませんでした。お手数ですが、もう一度お送りください。`,
  maybeNotDelivered: (member: string) =>
    `${member}宛てのメッセージは、担当者に届いていない可能性があります。お返事がないときは、お手数ですが、もう一度お送りください。`,
  fileComing: (member: string, files: string) =>
    `${member}が送った${files}を準備しています。準備ができしだい、お届けします。`,
  lateFile: (member: string, at: string, kind: string) => `${member}が${at}に送った${kind}です。`,
  fileNotComing: (member: string, at: string, kind: string) =>
    `${member}が${at}に送った${kind}は、お届けできませんでした。`,
  absent: (member: string) =>
    `担当者（${member}）は現在お返事できません。メッセージは記録されています。お急ぎのときは、ほかの方法でご連絡ください。`,
  unreachable: (member: string) =>
    `担当者（${member}）は現在メッセージを受け取れません。いまのメッセージは記録されていますが、担当者には届いていません。お急ぎのときは、ほかの方法でご連絡ください。`,
};

/** To members, in a talk room or in the bot's 1:1 room. */
export const room = {
  /** Starts the bridge's own words where LINE users' words are shown. */
  noticeHead: NOTICE_HEAD.ja,
  /** The same head, for a part that did not fit into the previous message. */
  noticeGoesOn: `${NOTICE_HEAD.ja}（続き）\n`,
  opened: (user: string) =>
    `LINEの${quotedSan(user)}とのトークルームです。ここに書いた内容は、LINEの${quotedSan(user)}に届きます。「/ヘルプ」と送ると、ボットへの指示の一覧が表示されます。`,
  openedDirect: (user: string) =>
    `LINEの${quotedSan(user)}とのトークが始まりました。メッセージは、このように名前を付けてここに届きます。「/ヘルプ」と送ると、ボットへの指示の一覧が表示されます。`,
  unnamed: 'LINEユーザー',
  renamed: (before: string, now: string) =>
    `${quotedSan(before)}のLINEの名前が「${now}」に変わりました。`,
  nameKnown: (now: string) => `このLINEユーザーの名前は「${now}」です。`,
  titleStays: 'トークルームの名前は変わりません。',
  followed: (user: string) =>
    `${quotedSan(user)}が公式アカウントを友だちに追加しました（またはブロックを解除しました）。`,
  blocked: (user: string) =>
    `${quotedSan(user)}がブロックしました。解除されるまで、メッセージは届きません。`,
  refusedBlocked: (user: string) =>
    `${quotedSan(user)}にブロックされているため、このメッセージは送っていません。`,
  refusedClosed: (user: string) =>
    `${quotedSan(user)}とのトークは終了しています。このメッセージは送っていません。`,
  refusedLeft: (user: string, hasRoom: boolean) =>
    `このトークルームからは、${quotedSan(user)}に送れなくなりました。このメッセージは送っていません。${hasRoom ? 'いまのトークルームから送ってください。' : 'LINEユーザーから次のメッセージが届くと、新しいトークルームができます。'}`,
  refusedLeftDirect: (user: string) =>
    `このトークルームからは、${quotedSan(user)}に送れなくなりました。このメッセージは送っていません。ボットとの1:1のトークルームから送ってください。`,
  botOut: (user: string) =>
    `${quotedSan(user)}とのトークルームからボットが退室しました。そのトークルームに書いても、LINEには送られません。LINEユーザーから次のメッセージが届くと、新しいトークルームができます。すぐに書きたいときは、ボタンを押してください。`,
  memberOut: (user: string) =>
    `${quotedSan(user)}とのトークルームから、あなたが退室しました。LINEユーザーから次のメッセージが届くと、新しいトークルームができます。すぐに書きたいときは、ボタンを押してください。`,
  colleague: (name: string) => san(name),
  guestsJoined: (guests: string, owner: string) =>
    `${guests}がこのトークルームに参加しました。ここからLINEに送れるのは${san(owner)}だけです。${guests}が書いたメッセージはLINEに送りません。`,
  guestsWarning: (guests: string, user: string) =>
    `${quotedSan(user)}とのトークルームに${guests}が参加しました。これからのトークの内容は${guests}にも見えます。${guests}が書いたメッセージはLINEに送りません。`,
  stickerInWords: (text: string) =>
    `このスタンプはLINEでは送れないため、「${text}」というテキストで送りました。`,
  refusedLinkOff: 'LINE連携が無効のため、このメッセージは送っていません。',
  refusedColleague: (owner: string) =>
    `このトークルームで送れるのは${san(owner)}だけです。このメッセージは送っていません。`,
  colleagueWrote: (colleague: string) =>
    `${san(colleague)}がこのトークルームに書き込みましたが、LINEには送っていません。LINEユーザーとの内容は${san(colleague)}にも見えています。`,
  refusedBlank: 'このメッセージには表示できる文字がないため、送っていません。',
  kindNotRelayed: (kind: string) =>
    `この種類の${kind}はLINEに送れません。このメッセージは送っていません。ほかの形でお送りください。`,
  stale:
    '受け取りが遅れたため、このメッセージは送っていません。お手数ですが、もう一度送ってください。',
  notProcessed:
    'システムの不具合により、このメッセージを処理できませんでした。LINEユーザーには届いていません。もう一度送ってください。続くときは、管理者にお知らせください。',
  notDone:
    'システムの不具合により、この操作を処理できませんでした。何も変更していません。もう一度お試しください。続くときは、管理者にお知らせください。',
  notDelivered: (why: string) => `このメッセージは届きませんでした。${why}`,
  maybeNotDelivered:
    'このメッセージは届いていない可能性があります。相手の返事を待ってから、必要ならもう一度送ってください。',
  quota:
    '今月のメッセージ通数の上限に達しています。LINEユーザーから次のメッセージが届くと、無料の返信として送れます。',
  refusedByPlatform: 'LINEが受け付けませんでした。',
  ourFault: 'システムの不具合により送れませんでした。時間をおいてもう一度送ってください。',
  gaveUp: '何度か試しましたが、LINEにつながりませんでした。時間をおいてもう一度送ってください。',
  fileComing: (user: string, files: string) =>
    `${quotedSan(user)}が送った${files}を受け取っています。届きしだい、ここに表示します。`,
  lateFile: (user: string, at: string, kind: string) =>
    `${quotedSan(user)}が${at}に送った${kind}です。`,
  fileNotComing: (user: string, at: string, kind: string) =>
    `${quotedSan(user)}が${at}に送った${kind}は、ここには届きませんでした。`,
  unsent: (user: string, at: string) =>
    `${quotedSan(user)}が${at}のメッセージの送信を取り消しました。`,
  goodbyeLinkOff: `LINE連携が無効になったため、このトークは終了しました。${FAREWELL}`,
  goodbyeRemoved: `利用メンバーリストから削除されたため、このトークは終了しました。${FAREWELL}`,
  goodbyeByAdmin: `管理者がこのトークを終了しました。${FAREWELL}`,
  byAdminNotice: '管理者がトークを終了しました。',
  goodbyeHandedOver: (to: string, unsent: number) =>
    `このトークは${san(to)}に引き継がれました。${unsent > 0 ? `未送信の返事 ${unsent}件は送っていません。` : ''}${FAREWELL}`,
  handedOverNotice: (to: string, unsent: number) =>
    `${san(to)}に引き継がれました。${unsent > 0 ? `未送信の返事 ${unsent}件は送っていません。` : ''}`,
  handedAway: (to: string, rooms: number, unsent: number) =>
    `管理者の操作により、LINEユーザーとのトークルーム ${rooms}件を${san(to)}に引き継ぎました。${unsent > 0 ? `未送信の返事 ${unsent}件は送っていません。` : ''}`,
  handingAway: (to: string, rooms: number) =>
    `管理者の操作により、LINEユーザーとのトークルーム ${rooms}件を${san(to)}に順に引き継いでいます。`,
  handedAwayInPart: (to: string, moved: number, left: number) =>
    `${san(to)}への引き継ぎは、一部だけ完了しました。引き継いだトークルーム: ${moved}件、引き継いでいないトークルーム: ${left}件`,
  answerNotSent: (user: string, to: string) =>
    `${quotedSan(user)}への返事 1件は、トークが${san(to)}に引き継がれたため送っていません。`,
  answersLost: (user: string, count: number) =>
    `${quotedSan(user)}への返事 ${count}件は、トークが終了したため送っていません。`,
  answerMaybeNotSent: (user: string) =>
    `${quotedSan(user)}への最後の返事は、届いていない可能性があります。`,
  takenOver: (from: string, rooms: number) =>
    `管理者の操作により、${san(from)}からLINEユーザーとのトークルーム ${rooms}件を引き継ぎました。直近のやりとりは、LINEユーザーごとにお送りします。`,
  takingOver: (from: string, rooms: number) =>
    `管理者の操作により、${san(from)}からLINEユーザーとのトークルーム ${rooms}件を順に引き継いでいます。直近のやりとりは、LINEユーザーごとにお送りします。`,
  takenOverInPart: (from: string, moved: number, left: number) =>
    `${san(from)}からの引き継ぎは、一部だけ完了しました。引き継いだトークルーム: ${moved}件、引き継いでいないトークルーム: ${left}件`,
  transcript: (from: string) =>
    `${san(from)}から引き継いだトークです。直近のやりとりは次のとおりです。`,
  transcriptEmpty: (from: string) =>
    `${san(from)}から引き継いだトークです。やりとりはまだありません。`,
  transcriptErased: '（取り消されました）',
  transcriptUndelivered: '（届いていません）',
  transcriptUncertain: '（届いたか分かりません）',
  hint: 'LINEユーザーごとに別のトークルームがあります。LINEユーザーには、そのトークルームから送ってください。このメッセージはだれにも送っていません。',
  noRooms:
    'まだトークの相手がいません。招待リンクかトークIDをLINEユーザーに伝えると、ここに届くようになります。このメッセージはだれにも送っていません。',
  notLinked: 'あなたはLINE連携の利用メンバーではありません。管理者にお問い合わせください。',
  question: (choices: string) =>
    `どなたへのメッセージですか？ボタンを押すか、番号または「/名前」で付けた名前で答えてください。答えるまで送らずにお預かりします。\n${choices}`,
  questionOne: (ended: string | null, user: string, number: number) =>
    `${ended === null ? '' : `${quotedSan(ended)}とのトークは終了しています。`}お預かりしたメッセージを${quotedSan(user)}に送りますか？送る場合は、ボタンを押すか「${number}」と送ってください。答えるまで送らずにお預かりします。`,
  deliver: (user: string) => `${quotedSan(user)}に送る`,
  answered: (user: string, count: number) =>
    `お預かりしていたメッセージ${count}件を、${quotedSan(user)}に送ります。`,
  answeredNothing: (user: string) => `ここからのメッセージは、${quotedSan(user)}に送ります。`,
  heldExpired: (count: number) =>
    `宛先の答えがなかったため、お預かりしていたメッセージ${count}件は送っていません。必要なら、もう一度送ってください。`,
  questionOver:
    '宛先の答えの受け付けは終わっています。お預かりしていたメッセージは送っていません。必要なら、もう一度送ってください。',
  available: (talkId: string, link: string | null, invitation: string | null) =>
    `LINE連携を利用できるようになりました。\nトークID: ${talkId}\n${link ? `招待リンク: ${link}\n` : ''}LINEユーザーにトークIDか招待リンクを伝えてください。LINEユーザーが送信すると、トークルームができます。${forwardable(invitation)}`,
  talkIdChanged: (talkId: string, link: string | null) =>
    `アカウントの変更により、トークIDが「${talkId}」に変わりました。これまでのトークIDと招待リンクは使えません。${link ? `\n新しい招待リンク: ${link}` : ''}\nいまのトークはそのまま続けられます。`,
  talkIdStopped: (reason: string) =>
    `アカウントまたは名前の変更により、トークIDが使えなくなりました（${reason}）。いまのトークは続けられます。くわしくは管理者にお問い合わせください。`,
  removed:
    'LINE連携の利用メンバーリストから削除されました。LINEユーザーとのトークはすべて終了しました。',
  linkTurnedOff:
    'LINE連携が無効になりました。トークIDは使えなくなり、LINEユーザーとのトークはすべて終了しました。',
  goodbyeLeft: (user: string) => `${quotedSan(user)}がこのトークを終了しました。${FAREWELL}`,
  leftNotice: 'LINEユーザーがトークを終了しました。',
  accountGiven: (account: string, link: string | null) =>
    `LINE公式アカウント「${account}」があなた専用になりました。${link ? `\n新しい招待リンク: ${link}` : ''}`,
  accountTaken: (account: string, link: string | null) =>
    `LINE公式アカウント「${account}」は、あなた専用ではなくなりました。開いているトークはそのまま続きます。${link ? `\n新しい招待リンク: ${link}` : ''}`,
  closedNotice: (user: string, why: string) => `${quotedSan(user)}とのトークは終了しました。${why}`,
  quoted: (text: string) => `> ${text}`,
};
