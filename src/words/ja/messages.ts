import type { FileRefusal } from '../../domain/files/file-policy.ts';
import type { MediaTrouble } from '../../domain/files/media-trouble.ts';
import { quotedSan } from './san.ts';

type FileRefusalWords = Readonly<Record<FileRefusal, (kind: string, detail: string) => string>>;

type MediaTroubleWords = Readonly<Record<MediaTrouble, (kind: string) => string>>;

/** What stands for a message of each kind where it cannot be shown. */
export const kinds = {
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
  location: (title: string, url: string | null) =>
    `[位置情報] ${title}${url === null ? '' : `\n${url}`}`,
  locationTitle: '位置情報',
  several: (kind: string, count: number) => (count === 1 ? kind : `${kind}（${count}件）`),
  between: '、',
  media: (kind: string, name: string | null) => (name ? `[${kind}] ${name}` : `[${kind}]`),
  fileLink: (name: string, size: string, url: string) => `${name}（${size}）\n${url}`,
  fileCard: (name: string, size: string) => `${name}\n${size}`,
  openFile: 'ファイルを開く',
  unknown: '[表示できない種類のメッセージが届きました]',
};

/** Files that failed for reasons of their own. */
export const media = {
  toLineUser: {
    denied: (kind: string) =>
      `恐れ入りますが、こちらのアカウントでは${kind}を受け取ることができません。お送りいただいた${kind}は担当者に届いておりません。お手数ですが、テキストでお知らせください。`,
    'blocked-extension': (kind: string) =>
      `恐れ入りますが、こちらのアカウントではこの種類の${kind}を受け取ることができません。お送りいただいた${kind}は担当者に届いておりません。お手数ですが、別の形式でお送りになるか、テキストでお知らせください。`,
    'too-large': (kind: string) =>
      `いまの${kind}は大きすぎるため、担当者に届いていません。小さくしてお送りください。`,
    external: (kind: string) =>
      `いまの${kind}はLINEの外に置かれているため、担当者に届いていません。お手数ですが、トークから直接お送りください。`,
    gone: (kind: string) =>
      `いまの${kind}はLINEから取得できなくなっていたため、担当者に届いていません。お手数ですが、もう一度お送りください。`,
    failed: (kind: string) =>
      `いまの${kind}は受け渡しできなかったため、担当者に届いていません。お手数ですが、もう一度お送りになるか、テキストでお送りください。`,
    'not-taken': (kind: string) =>
      `いまの${kind}はこちらで受け取れない形式のため、担当者に届いていません。お手数ですが、別の形式にするか、テキストでお送りください。`,
    empty: (kind: string) =>
      `いまの${kind}は中身が空だったため、担当者に届いていません。お手数ですが、もう一度お送りになるか、テキストでお送りください。`,
    'no-room': (kind: string) =>
      `ただいま${kind}をお受けできません。担当者には届いていません。お手数ですが、テキストでお送りください。`,
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
    'not-taken': (kind: string) => `この${kind}は受け取れない形式のため、送っていません。`,
    empty: (kind: string) =>
      `この${kind}は中身が空のため、送っていません。もう一度送ってください。`,
    'no-room': (kind: string) =>
      `ただいまファイルを保存できないため、この${kind}は送っていません。管理者にお知らせください。`,
  } satisfies MediaTroubleWords as MediaTroubleWords,
  notShown: (user: string, kind: string, why: string) =>
    `${quotedSan(user)}から${kind}が送られましたが、ここには表示できません。${why}${quotedSan(user)}には届いていないことをお知らせします。`,
  /** Like `notShown`, for files that the rules forbid; `why` ends the sentence. */
  notTaken: (user: string, kind: string, why: string) =>
    `${quotedSan(user)}が${kind}を送信しましたが、${why}${quotedSan(user)}にもお知らせします。`,
  why: {
    denied: '管理者の設定により受け取れません。',
    'blocked-extension': '管理者の設定で禁止されている拡張子のため受け取れません。',
    'too-large': 'サイズの上限を超えています。',
    external: 'LINEの外に置かれたファイルのため、取得していません。',
    gone: 'LINEから取得できなくなっていました。',
    failed: '受け渡しができませんでした。',
    'not-taken': 'LINE WORKSで受け取れない形式でした。',
    empty: '中身が空でした。',
    'no-room': 'ただいまファイルを保存できません。管理者にお知らせください。',
  } satisfies Record<MediaTrouble, string> as Record<MediaTrouble, string>,
  whyBlockedByWorks: 'LINE WORKSで禁止されている拡張子のため受け取れません。',
};

/** The file policy (DESIGN §6.8). */
export const files = {
  title: 'ファイル送信・添付の設定',
  subject: 'ファイル',
  receiving: '受信',
  sending: '送信',
  sides: (incoming: string, outgoing: string) => `受信 ${incoming}・送信 ${outgoing}`,
  incoming: '受信（LINEユーザー→メンバー）',
  outgoing: '送信（メンバー→LINEユーザー）',
  allowed: '許可',
  denied: '禁止',
  blocked: '禁止している拡張子',
  limit: 'サイズの上限',
  none: 'なし',
  megabytes: (size: string) => `${size} MB`,
  covers: '画像・動画・音声・ファイルが対象です。テキスト・スタンプ・位置情報は対象外です。',
  changed: 'ファイル送信・添付の設定を変更しました。',
  unchanged: 'すでにその設定です。何も変更していません。',
  stopped: (count: number) =>
    `送信待ちだったファイル ${count}件の送信を取りやめました。送った人にお知らせします。`,
  platformBlocks: (extensions: string) =>
    `LINE WORKSが受け付けないため、次の拡張子は設定にかかわらず受信できません: ${extensions}`,
  badExtension: (word: string) => `「${word}」は拡張子に指定できません。例: exe`,
  badLimit: (word: string, most: string) =>
    `「${word}」は上限に指定できません。0より大きく${most}以下の数（MB）か「なし」を入力してください。`,
  toLineUser: {
    denied: (kind: string, _detail: string) =>
      `恐れ入りますが、こちらのアカウントでは${kind}を受け取ることができません。お送りいただいた${kind}は担当者に届いておりません。お手数ですが、テキストでお知らせください。`,
    'blocked-extension': (kind: string, extension: string) =>
      `恐れ入りますが、こちらのアカウントでは「.${extension}」の${kind}を受け取ることができません。お送りいただいた${kind}は担当者に届いておりません。お手数ですが、別の形式でお送りになるか、テキストでお知らせください。`,
    'too-large': (kind: string, limit: string) =>
      `恐れ入りますが、お送りいただいた${kind}は大きすぎるため、担当者に届いておりません。お手数ですが、${limit}以下にしてお送りください。`,
  } satisfies FileRefusalWords as FileRefusalWords,
  toMember: {
    denied: (kind: string, _detail: string) =>
      `管理者の設定により、${kind}はLINEユーザーに送れません。この${kind}は送っていません。`,
    'blocked-extension': (kind: string, extension: string) =>
      `管理者の設定により、「.${extension}」の${kind}はLINEユーザーに送れません。この${kind}は送っていません。`,
    'too-large': (kind: string, limit: string) =>
      `この${kind}は大きすぎるため、送っていません。送れるのは${limit}以下です。`,
  } satisfies FileRefusalWords as FileRefusalWords,
};
