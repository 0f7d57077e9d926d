const EMPTY: Uint8Array = new Uint8Array(0);

/** The bytes of a stream as they pass, read from front to back: hardly more than a piece is held. */
export class PassingBytes {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #held = EMPTY;
  #at = 0;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** How many bytes have passed. */
  get at(): number {
    return this.#at;
  }

  /** The next bytes, which stay; fewer at the end. Ask for little: they are held. */
  async peek(length: number): Promise<Uint8Array> {
    if (this.#held.length < length) await this.#hold(length);
    return this.#held.subarray(0, length);
  }

  async #hold(length: number): Promise<void> {
    const pieces = [this.#held];
    for (let held = this.#held.length; held < length; ) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      pieces.push(value);
      held += value.length;
    }
    this.#held = joined(pieces.filter((piece) => piece.length > 0));
  }

  /** Whether there were so many to leave out. */
  async skip(length: number): Promise<boolean> {
    let left = length;
    while (left > this.#held.length) {
      left -= this.#held.length;
      this.#at += this.#held.length;
      const { done, value } = await this.#reader.read();
      this.#held = value ?? EMPTY;
      if (done) return false;
    }
    this.#held = this.#held.subarray(left);
    this.#at += left;
    return true;
  }

  /** The source is told that nobody reads on. One that has failed has told so to whoever read it. */
  async end(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first = EMPTY, ...others] = pieces;
  if (others.length === 0) return first;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Numbers of some bytes, which must hold them. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Four characters, as formats name their parts. */
export const fourAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));
