import { createCipheriv } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SentByUser } from '../../sandbox/line/platform.ts';
import { OA } from '../helpers/company.ts';
import { mp4 } from '../helpers/sounds.ts';
import { type Book, digestOf, type Said, type Side } from './book.ts';
import type { Dice } from './chance.ts';
import type { Conversation, Talk } from './conversation.ts';
import { untilAcknowledged } from './talks.ts';

/** What a load consists of; every choice comes from the dice. */
export interface LoadShape {
  /** Messages of each side of each talk. */
  readonly eachWay: number;
  /** How many of them are files. */
  readonly fileShare: number;
  /** How many of a LINE user's messages they take back. */
  readonly unsendShare: number;
  /** The longest rest of a speaker between two messages. Ms. */
  readonly restMs: number;
  /** What the files are; absent: photos. */
  readonly sorts?: readonly FileSort[];
}

/** A load under way. */
export interface Load {
  /** Rejects with the first fault of a speaker. */
  readonly done: Promise<void>;
  /** No speaker begins another message. */
  stop(): void;
}

/**
 * Both sides of all talks speak, side by side. A LINE user's message is redelivered until it is
 * acknowledged, before the user goes on: LINE itself would bring later ones first. LINE WORKS never
 * resends: what it could not hand over is lost, and noted as not acknowledged.
 */
export function startLoad(house: Conversation, book: Book, dice: Dice, shape: LoadShape): Load {
  let isStopped = false;
  const speak = async (talk: Talk, from: Side, own: Dice) => {
    const first = book.of(talk.name, from).length + 1;
    for (let n = first; n < first + shape.eachWay && !isStopped; n += 1) {
      if (shape.restMs > 0) await pause(own.fraction() * shape.restMs);
      await sayOne(house, book, { talk, from, n, own, shape });
    }
  };
  const speakers = house.talks.flatMap((talk, at) => [
    speak(talk, 'line', dice.fork(2 * at)),
    speak(talk, 'line-works', dice.fork(2 * at + 1)),
  ]);
  return {
    done: Promise.all(speakers).then(() => undefined),
    stop: () => {
      isStopped = true;
    },
  };
}

interface Turn {
  readonly talk: Talk;
  readonly from: Side;
  readonly n: number;
  readonly own: Dice;
  readonly shape: LoadShape;
}

async function sayOne(house: Conversation, book: Book, turn: Turn): Promise<void> {
  const { talk, from, n, own, shape } = turn;
  const isFile = own.isLucky(shape.fileShare);
  const file = isFile ? FILE_SORTS[own.oneOf(shape.sorts ?? PHOTOS)](own) : null;
  const takesBack = from === 'line' && own.isLucky(shape.unsendShare);
  await house.up();
  const said = book.note({
    from,
    user: talk.name,
    n,
    kind: file === null ? 'text' : 'file',
    sha256: file === null ? null : digestOf(file.bytes),
  });
  if (from === 'line-works') {
    const since = performance.now();
    said.acknowledged = (await answer(talk, said, file)) === 200;
    said.tookMs = performance.now() - since;
    return;
  }
  const sent = await ask(talk, said, file);
  await untilAcknowledged(house, sent);
  said.acknowledged = true;
  if (!takesBack) return;
  said.unsent = true;
  await untilAcknowledged(house, await talk.user.unsends(sent.messageId, { oa: OA }));
}

const wordsOf = ({ mark }: Said) => `${mark} です`;

const ask = ({ user }: Talk, said: Said, file: SomeFile | null): Promise<SentByUser> =>
  file === null
    ? user.says(wordsOf(said), { oa: OA })
    : user.sendsContent(
        file.as,
        // A photo has no name on LINE.
        { ...file, ...(file.as === 'file' ? { fileName: nameOf(said, file) } : {}) },
        { oa: OA },
      );

const answer = (talk: Talk, said: Said, file: SomeFile | null): Promise<number | null> =>
  file === null
    ? talk.room().says(wordsOf(said))
    : talk.room().sendsFile(file.as, { ...file, fileName: nameOf(said, file) });

const nameOf = ({ mark }: Said, { extension }: SomeFile) => `${mark}.${extension}`;

interface SomeFile {
  readonly as: 'image' | 'video' | 'file';
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly extension: string;
}

/** A PNG of one pixel, with bytes behind its end that make it unlike any other. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FILE_BYTES = 20_000;
/** More than one part of an upload to R2. */
const FILM_BYTES = 5_500_000;
const PAPER_BYTES = 200_000;

export const fileOf = (own: Dice): Uint8Array => Buffer.concat([PIXEL, own.bytes(FILE_BYTES)]);

export type FileSort = keyof typeof FILE_SORTS;

/** No two are the same. */
const FILE_SORTS = {
  photo: (own: Dice): SomeFile => ({
    ...{ as: 'image', contentType: 'image/png', extension: 'png' },
    bytes: fileOf(own),
  }),
  film: (own: Dice): SomeFile => ({
    ...{ as: 'video', contentType: 'video/mp4', extension: 'mp4' },
    bytes: Buffer.concat([mp4(3000), freeBox(noise(own, FILM_BYTES))]),
  }),
  paper: (own: Dice): SomeFile => ({
    ...{ as: 'file', contentType: 'application/pdf', extension: 'pdf' },
    bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), noise(own, PAPER_BYTES)]),
  }),
} as const;

const PHOTOS: readonly FileSort[] = ['photo'];

/** Many bytes, sooner than the dice throw them. */
const noise = (own: Dice, length: number): Uint8Array =>
  createCipheriv('aes-128-ctr', own.bytes(16), Buffer.alloc(16)).update(Buffer.alloc(length));

/** What a film's player passes over. */
function freeBox(bytes: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes.length + head.length, 0);
  head.write('free', 4);
  return Buffer.concat([head, bytes]);
}
