import { createHash } from 'node:crypto';

/*
 * What people said in a load, and whether it was acknowledged. Every message bears a mark that no
 * other has: words contain it, files are known by their digest.
 */

/** Who spoke: a LINE user, or the member in the room with this LINE user. */
export type Side = 'line' | 'line-works';

export interface Said {
  readonly mark: string;
  readonly from: Side;
  /** The LINE user whose talk it is. */
  readonly user: string;
  /** 1, 2, … within this talk and side. */
  readonly n: number;
  readonly kind: 'text' | 'file';
  /** Of a file. */
  readonly sha256: string | null;
  /** The webhook or callback was answered 200. */
  acknowledged: boolean;
  /** From its leaving to its answer, or to its being lost; null: not yet, or LINE has it and sends it again. Ms. */
  tookMs: number | null;
  /** Its writer took it back: it may have been shown before. */
  unsent: boolean;
}

export interface Book {
  readonly all: readonly Said[];
  note(said: Omit<Said, 'mark' | 'acknowledged' | 'tookMs' | 'unsent'>): Said;
  byMark(mark: string): Said | undefined;
  byDigest(sha256: string): Said | undefined;
  of(user: string, from: Side): readonly Said[];
}

export function openBook(): Book {
  const all: Said[] = [];
  const marks = new Map<string, Said>();
  const digests = new Map<string, Said>();
  return {
    all,
    note: (fields) => {
      const said: Said = {
        ...fields,
        mark: markOf(fields),
        acknowledged: false,
        tookMs: null,
        unsent: false,
      };
      all.push(said);
      marks.set(said.mark, said);
      if (said.sha256 !== null) digests.set(said.sha256, said);
      return said;
    },
    byMark: (mark) => marks.get(mark),
    byDigest: (sha256) => digests.get(sha256),
    of: (user, from) => all.filter((said) => said.user === user && said.from === from),
  };
}

/** `q` asks from LINE, `a` answers from LINE WORKS. */
export const markOf = ({ from, user, n }: Pick<Said, 'from' | 'user' | 'n'>) =>
  `${from === 'line' ? 'q' : 'a'}-${user}-${String(n).padStart(4, '0')}`;

/** The marks in a text, in their order: a bubble may hold several messages that were merged. */
export const marksIn = (text: string, from: Side): string[] =>
  text.match(from === 'line' ? /q-[^\s-]+-\d{4}/g : /a-[^\s-]+-\d{4}/g) ?? [];

export const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What is said from now on, and what has been said and is under way. */
export function saidFrom({ all }: Book): () => readonly Said[] {
  const [open, count] = [all.filter(isUnderWay), all.length];
  return () => [...open, ...all.slice(count)];
}

const isUnderWay = ({ acknowledged, tookMs }: Said): boolean => !acknowledged && tookMs === null;
