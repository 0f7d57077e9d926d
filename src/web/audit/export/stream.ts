/** What becomes of an answer that is made while it is read. */
export interface StreamEnds {
  /** Cuts the connection; null where only the stream itself can, by failing. */
  readonly breakOff: (() => void) | null;
  /** Its reader went away. */
  readonly onLeft: () => void;
  readonly onFault: (error: unknown) => void;
  /** Called once, however it ended. */
  readonly onEnd: () => void;
}

/** Pieces as a body: the next one is made once the one before has been taken. */
export function streamOf(
  pieces: AsyncGenerator<Uint8Array>,
  { breakOff, onLeft, onFault, onEnd }: StreamEnds,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (!done) return controller.enqueue(value);
          onEnd();
          controller.close();
        } catch (error) {
          onEnd();
          onFault(error);
          // Neither a whole body nor one that looks like it.
          if (breakOff !== null) breakOff();
          else controller.error(error);
        }
      },
      async cancel() {
        onLeft();
        try {
          await pieces.return(undefined);
        } finally {
          onEnd();
        }
      },
    },
    { highWaterMark: 0 },
  );
}
