/** The bytes of a request on their way in. */
export interface BodySource {
  /** Passes on its bytes until it ends, breaks, or `stop` is called. */
  start(to: BodyTaker): void;
  /** Stops the source: the rest is not wanted. */
  stop(): void;
}

export interface BodyTaker {
  piece(bytes: Uint8Array): void;
  end(): void;
  /** The body will not end: the sender has gone. */
  broke(): void;
}

export type BodyRead =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  /** `gave-way`: it was the oldest under way when there was no room for all. */
  | { readonly kind: 'too-large' | 'too-slow' | 'gave-way' | 'broke-off' };

export interface BodyLimits {
  /** Per body, bytes. */
  readonly bytesEach: number;
  /** For all bodies under way, bytes. */
  readonly bytesTogether: number;
  readonly bodies: number;
  /** For one body. */
  readonly ms: number;
}

/** Does something later, and returns a function that cancels it. */
export type Later = (ms: number, work: () => void) => () => void;

const later: Later = (ms, work) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

export interface BodyGate {
  read(source: BodySource): Promise<BodyRead>;
  /** Whether a body exceeds the size of one; its bytes are dropped, and it has this many ms. */
  isTooLarge(source: BodySource, ms: number): Promise<boolean>;
  readonly underWay: { readonly bodies: number; readonly bytes: number };
}

interface Body {
  readonly pieces: Uint8Array[];
  size: number;
  leave(read: BodyRead): void;
}

/**
 * Bounds the memory of bodies under way, each and together: a signature can only be checked over a
 * whole body, so any caller may begin one. A platform's body is small and here at once. So when
 * there is no room, the oldest body gives way, never the one that has just come.
 */
export function createBodyGate(limits: BodyLimits, wait: Later = later): BodyGate {
  /** The oldest first. */
  const bodies = new Set<Body>();
  let bytes = 0;

  function makeRoom(): void {
    for (const oldest of bodies) {
      if (bodies.size <= limits.bodies && bytes <= limits.bytesTogether) return;
      oldest.leave({ kind: 'gave-way' });
    }
  }

  function take(body: Body, piece: Uint8Array): void {
    if (!bodies.has(body)) return;
    if (body.size + piece.byteLength > limits.bytesEach) {
      body.leave({ kind: 'too-large' });
      return;
    }
    body.pieces.push(piece);
    body.size += piece.byteLength;
    bytes += piece.byteLength;
    makeRoom();
  }

  const read = (source: BodySource): Promise<BodyRead> =>
    new Promise((resolve) => {
      const callOff = wait(limits.ms, () => body.leave({ kind: 'too-slow' }));
      const body: Body = {
        pieces: [],
        size: 0,
        leave: (outcome) => {
          if (!bodies.delete(body)) return;
          bytes -= body.size;
          callOff();
          source.stop();
          resolve(outcome);
        },
      };
      bodies.add(body);
      makeRoom();
      source.start({
        piece: (piece) => take(body, piece),
        end: () => body.leave({ kind: 'whole', bytes: joined(body) }),
        broke: () => body.leave({ kind: 'broke-off' }),
      });
    });

  return {
    read,
    isTooLarge: (source, ms) => measure(source, limits.bytesEach, ms, wait),
    get underWay() {
      return { bodies: bodies.size, bytes };
    },
  };
}

function measure(source: BodySource, most: number, ms: number, wait: Later): Promise<boolean> {
  return new Promise((resolve) => {
    let size = 0;
    const leave = (isTooLarge: boolean) => {
      callOff();
      source.stop();
      resolve(isTooLarge);
    };
    const callOff = wait(ms, () => leave(false));
    source.start({
      piece: (piece) => {
        size += piece.byteLength;
        if (size > most) leave(true);
      },
      end: () => leave(false),
      broke: () => leave(false),
    });
  });
}

function joined({ pieces, size }: Body): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
