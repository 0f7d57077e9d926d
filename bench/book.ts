import type { Marked, Side } from './marker.ts';

/** A message that is on its way. */
interface UnderWay {
  /** Of `performance.now()`: when it was said, or was due. */
  readonly since: number;
  readonly arrived: () => void;
}

/** Arrivals at the platforms so far. Anything but zero in the last four is a fault. */
export interface Arrivals {
  readonly messages: number;
  /** Calls that carried them. */
  readonly sends: number;
  /** Messages that reached another room than theirs, or came back to their sender. */
  readonly wrongRoom: number;
  readonly twice: number;
  /** Sends without a message of the bench. */
  readonly foreign: number;
  /** Calls the platform would have refused. */
  readonly invalid: number;
}

/** Follows each message from its webhook to its send on the other side. */
export interface Book {
  /** Echo bots answer in the chat the message came from. */
  echoes: boolean;
  /** Counts a message as on its way. */
  said(marked: Marked, since: number, arrived: () => void): void;
  /** The webhook was refused: the message will not arrive. */
  refused(marked: Marked): void;
  /** A send reached a platform, with these messages. */
  came(at: Side, room: number | null, marks: readonly Marked[], text: string): void;
  /** A call came that the platforms would refuse. */
  invalid(why: string): void;
  readonly arrivals: Arrivals;
  readonly underWay: number;
  /** Time each message took since the last call, ms; in order of arrival. */
  takeTimes(): number[];
  /** The first few faults, in words. */
  readonly faults: readonly string[];
}

const FAULTS_TOLD = 5;
const nameOf = ({ from, run, number }: Marked) => `${from}.${run}.${number}`;

/** @returns an empty book */
export function createBook(): Book {
  const underWay = new Map<string, UnderWay>();
  const seen = new Set<string>();
  const faults: string[] = [];
  const arrivals = { messages: 0, sends: 0, wrongRoom: 0, twice: 0, foreign: 0, invalid: 0 };
  let times: number[] = [];

  const fault = (what: 'wrongRoom' | 'twice' | 'foreign' | 'invalid', words: string) => {
    arrivals[what] += 1;
    if (faults.length < FAULTS_TOLD) faults.push(`${what}: ${words}`);
  };

  const book: Book = {
    echoes: false,
    said: (marked, since, arrived) => {
      underWay.set(nameOf(marked), { since, arrived });
    },
    refused: (marked) => {
      underWay.delete(nameOf(marked));
    },
    came: (at, room, marks, text) => {
      arrivals.sends += 1;
      if (marks.length === 0) fault('foreign', `at ${at}, room ${room}: ${text}`);
      for (const marked of marks) {
        const name = nameOf(marked);
        const isThere = (marked.from === at) === book.echoes;
        if (marked.room !== room || !isThere) fault('wrongRoom', `${name} at ${at}, room ${room}`);
        if (seen.has(name)) {
          fault('twice', name);
          continue;
        }
        seen.add(name);
        arrivals.messages += 1;
        const known = underWay.get(name);
        if (known === undefined) continue;
        underWay.delete(name);
        times.push(performance.now() - known.since);
        known.arrived();
      }
    },
    invalid: (why) => fault('invalid', why),
    arrivals,
    get underWay() {
      return underWay.size;
    },
    takeTimes: () => {
      const taken = times;
      times = [];
      return taken;
    },
    faults,
  };
  return book;
}
