import type { AuditOutcome } from '../../src/domain/audit.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import type { ContentKind } from '../../src/domain/messages/content.ts';
import { toKatakana } from '../../src/domain/text/kana.ts';
import { fold } from '../../src/domain/text/text.ts';
import { type Words, wordsOf } from '../../src/words/words.ts';

/** What a search of the log can be narrowed down by. */
export type AuditKey =
  | 'from'
  | 'to'
  | 'member'
  | 'user'
  | 'kind'
  | 'fileName'
  | 'direction'
  | 'outcome'
  | 'room'
  | 'page';

/** Keys that stand before words of a fixed list, or numbers. */
export type ListedKey = Extract<AuditKey, 'kind' | 'direction' | 'outcome' | 'room'>;

/** Every way to write a key, before its colon; those of help are among them. */
const KEYS: Readonly<Record<AuditKey, readonly string[]>> = {
  from: ['from', 'since', 'after', '開始', '開始日', 'から', '期間開始'],
  to: ['to', 'until', 'till', 'before', '終了', '終了日', 'まで', '期間終了'],
  member: ['member', 'members', 'メンバー', 'メンバ', '利用メンバー', '担当', '担当者', '社員'],
  user: ['user', 'lineuser', 'customer', '相手', 'ユーザー', 'lineユーザー', 'お客様', '顧客'],
  kind: ['kind', 'type', '種類', '種別'],
  fileName: ['filename', 'file', 'ファイル名', 'ファイル'],
  direction: ['direction', '方向', '送受信'],
  outcome: ['outcome', 'result', 'status', '結果', '状態'],
  room: ['room', 'talk', 'トーク', 'トークルーム', '番号'],
  page: ['page', 'ページ'],
};

/** Kinds that people send, as they are listed. */
export const AUDIT_KINDS = [
  ...['text', 'image', 'video', 'audio', 'file', 'sticker', 'location'],
] as const satisfies readonly ContentKind[];

const KIND_WORDS: Readonly<Record<ContentKind, readonly string[]>> = {
  text: ['text', 'テキスト', '文字', '文章', 'メッセージ', 'message'],
  image: ['image', '画像', '写真', 'photo', 'picture'],
  video: ['video', '動画', 'ビデオ', 'movie'],
  audio: ['audio', '音声', 'ボイス', 'ボイスメッセージ', 'voice', 'sound'],
  file: ['file', 'ファイル', '添付', '添付ファイル', '文書', 'document', 'attachment'],
  sticker: ['sticker', 'スタンプ', 'stamp'],
  location: ['location', '位置情報', '位置', '場所', '地図', 'place', 'map'],
  unknown: ['unknown', 'other', 'その他', '不明'],
};

const DIRECTION_WORDS: Readonly<Record<'in' | 'out', readonly string[]>> = {
  in: ['in', 'incoming', 'received', '受信', '受け取り'],
  out: ['out', 'outgoing', 'sent', '送信'],
};

/** What may have become of a message, as it is listed. */
export const MESSAGE_OUTCOMES = [
  ...['sent', 'relayed', 'held', 'uncertain', 'exhausted', 'refused', 'cancelled', 'expired'],
  ...['answered', 'unaddressed', 'recorded', 'failed'],
] as const satisfies readonly AuditOutcome[];
export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];

const keyOf = (word: string) => toKatakana(fold(word)).replaceAll(' ', '');

function lookUp<Code extends string>(
  table: Readonly<Record<Code, readonly string[]>>,
): ReadonlyMap<string, Code> {
  const codes = Object.keys(table).filter((code): code is Code => code in table);
  return new Map(codes.flatMap((code) => table[code].map((word) => [keyOf(word), code])));
}

const keys = lookUp(KEYS);
const kinds = lookUp(KIND_WORDS);
const directions = lookUp(DIRECTION_WORDS);

/** The key of that name; null: there is none. */
export const readKey = (word: string): AuditKey | null => keys.get(keyOf(word)) ?? null;

/** The kind of content, in either language, one or many; null: there is none of that name. */
export function readKind(word: string): ContentKind | null {
  const key = keyOf(word);
  return kinds.get(key) ?? kinds.get(key.replace(/s$/u, '')) ?? null;
}

/** Kinds by their names, within a sentence; those there are unless told. */
export const kindNames = (
  { kinds: { names } }: Words,
  some: readonly ContentKind[] = AUDIT_KINDS,
): string[] => some.map((kind) => names[kind].toLowerCase());

/** The direction of that name; null: there is none. */
export const readDirection = (word: string): 'in' | 'out' | null =>
  directions.get(keyOf(word)) ?? null;

/** The outcome of that name, or by its code; null: there is none. */
export function readOutcome(word: string): MessageOutcome | null {
  const key = keyOf(word);
  const isMeant = (outcome: MessageOutcome) =>
    [outcome, ...LANGUAGES.map((language) => outcomeName(wordsOf(language), outcome))].some(
      (name) => keyOf(name) === key,
    );
  return MESSAGE_OUTCOMES.find(isMeant) ?? null;
}

/** As a result shows it. */
export const outcomeName = ({ auditLog, auditSearch }: Words, outcome: MessageOutcome): string =>
  outcome === 'relayed' ? auditSearch.waiting : (auditLog.outcomes[outcome] ?? outcome);

/** What may stand behind a key, in words. */
export function valuesOf(words: Words, key: Exclude<ListedKey, 'room'>): string[] {
  switch (key) {
    case 'kind':
      return kindNames(words);
    case 'direction':
      return Object.values(words.auditFilters.directions);
    case 'outcome':
      return MESSAGE_OUTCOMES.map((outcome) => outcomeName(words, outcome));
    default:
      return key satisfies never;
  }
}
