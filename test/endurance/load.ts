import { setTimeout as pause } from 'node:timers/promises';
import type { SentByUser } from '../../sandbox/line/platform.ts';
import { OA } from '../helpers/company.ts';
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
  const bytes = own.isLucky(shape.fileShare) ? fileOf(own) : null;
  const takesBack = from === 'line' && own.isLucky(shape.unsendShare);
  await house.up();
  const said = book.note({
    from,
    user: talk.name,
    n,
    kind: bytes === null ? 'text' : 'file',
    sha256: bytes === null ? null : digestOf(bytes),
  });
  if (from === 'line-works') {
    said.acknowledged = (await answer(talk, said, bytes)) === 200;
    return;
  }
  const sent = await ask(talk, said, bytes);
  await untilAcknowledged(house, sent);
  said.acknowledged = true;
  if (!takesBack) return;
  said.unsent = true;
  await untilAcknowledged(house, await talk.user.unsends(sent.messageId, { oa: OA }));
}

const wordsOf = ({ mark }: Said) => `${mark} です`;

const ask = ({ user }: Talk, said: Said, bytes: Uint8Array | null): Promise<SentByUser> =>
  bytes === null
    ? user.says(wordsOf(said), { oa: OA })
    : user.sendsContent('image', { bytes, contentType: 'image/png' }, { oa: OA });

const answer = (talk: Talk, said: Said, bytes: Uint8Array | null): Promise<number | null> =>
  bytes === null
    ? talk.room().says(wordsOf(said))
    : talk
        .room()
        .sendsFile('image', { bytes, fileName: `${said.mark}.png`, contentType: 'image/png' });

/** A PNG of one pixel, with bytes behind its end that make it unlike any other. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FILE_BYTES = 20_000;

export const fileOf = (own: Dice): Uint8Array => Buffer.concat([PIXEL, own.bytes(FILE_BYTES)]);
