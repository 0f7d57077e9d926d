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
    while (this.#held.length < length) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      this.#held = this.#held.length === 0 ? value : joined(this.#held, value);
    }
    return this.#held.subarray(0, length);
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

  /** The source is told that nobody reads on. */
  end(): Promise<void> {
    return this.#reader.cancel();
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Numbers of some bytes, which must hold them. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Four characters, as formats name their parts. */
export const fourAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));
