import * as z from 'zod';

/*
 * SHA-256 that can be put down and taken up again: a digest over many requests to a host that may forget everything
 * between two of them. The runtimes' own cannot be stored.
 */

const word = z.number().int().min(0).max(0xffffffff);

export const sha256State = z.object({
  words: z.array(word).length(8),
  /** The bytes behind the last whole block. */
  rest: z.base64(),
  /** Bytes so far. */
  length: z.number().int().nonnegative(),
});

export type Sha256State = z.infer<typeof sha256State>;

const BLOCK = 64;
const WORDS = 2 ** 32;

const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0),
);
/** The first 32 bits behind the point. */
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * WORDS);
const ROUNDS = Uint32Array.from(PRIMES.slice(0, BLOCK), (n) => fraction(Math.cbrt(n)));

export const FIRST_SHA256: Sha256State = {
  words: PRIMES.slice(0, 8).map((n) => fraction(Math.sqrt(n))),
  rest: '',
  length: 0,
};

export interface RunningSha256 {
  take(bytes: Uint8Array): void;
  state(): Sha256State;
  /** Of all bytes so far; more may follow. */
  hex(): string;
}

export function runningSha256(from: Sha256State): RunningSha256 {
  const words = Uint32Array.from(from.words);
  const schedule = new Uint32Array(BLOCK);
  let rest: Uint8Array = Buffer.from(from.rest, 'base64');
  let { length } = from;
  return {
    take: (bytes) => {
      length += bytes.byteLength;
      const all = rest.byteLength === 0 ? bytes : Buffer.concat([rest, bytes]);
      const whole = all.byteLength - (all.byteLength % BLOCK);
      mix(words, schedule, all.subarray(0, whole));
      rest = all.slice(whole);
    },
    state: () => ({ words: [...words], rest: Buffer.from(rest).toString('base64'), length }),
    hex: () => {
      const padded = Buffer.alloc(rest.byteLength < BLOCK - 8 ? BLOCK : 2 * BLOCK);
      padded.set(rest);
      padded[rest.byteLength] = 0x80;
      padded.writeBigUInt64BE(BigInt(length) * 8n, padded.byteLength - 8);
      const last = Uint32Array.from(words);
      mix(last, schedule, padded);
      return [...last].map((each) => each.toString(16).padStart(8, '0')).join('');
    },
  };
}

const turn = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

/** Whole blocks. */
function mix(words: Uint32Array, schedule: Uint32Array, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (index: number): number => schedule[index] ?? 0;
  for (let block = 0; block < bytes.byteLength; block += BLOCK) {
    for (let index = 0; index < 16; index += 1) {
      schedule[index] = view.getUint32(block + 4 * index);
    }
    for (let index = 16; index < BLOCK; index += 1) {
      const [low, high] = [at(index - 15), at(index - 2)];
      const one = turn(low, 7) ^ turn(low, 18) ^ (low >>> 3);
      const two = turn(high, 17) ^ turn(high, 19) ^ (high >>> 10);
      schedule[index] = at(index - 16) + one + at(index - 7) + two;
    }
    mixBlock(words, schedule);
  }
}

function mixBlock(words: Uint32Array, schedule: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = words;
  const before = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < BLOCK; index += 1) {
    const chosen = (e & f) ^ (~e & g);
    const most = (a & b) ^ (a & c) ^ (b & c);
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const two = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const next = (h + one + chosen + (ROUNDS[index] ?? 0) + (schedule[index] ?? 0)) | 0;
    [h, g, f] = [g, f, e];
    e = (d + next) | 0;
    [d, c, b] = [c, b, a];
    a = (next + two + most) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    words[index] = (before[index] ?? 0) + value;
  });
}
