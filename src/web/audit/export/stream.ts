import { MINUTE_MS } from '../../../domain/durations.ts';

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

/** A reader who takes nothing for so long has gone without a word. Real ms. */
const PATIENCE_MS = 5 * MINUTE_MS;

/** Pieces as a body: the next one is made once the one before has been taken. */
export function streamOf(
  pieces: AsyncGenerator<Uint8Array>,
  { breakOff, onLeft, onFault, onEnd }: StreamEnds,
): ReadableStream<Uint8Array> {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isEnded = false;
  const end = () => {
    clearTimeout(waiting);
    if (!isEnded) onEnd();
    isEnded = true;
  };
  const leave = async () => {
    if (isEnded) return;
    onLeft();
    await pieces.return(undefined).finally(end);
  };
  const giveUp = () => {
    leave().then(breakOff ?? (() => {}), onFault);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(waiting);
        try {
          const { done, value } = await pieces.next();
          if (!done) {
            waiting = setTimeout(giveUp, PATIENCE_MS);
            return controller.enqueue(value);
          }
          end();
          controller.close();
        } catch (error) {
          end();
          onFault(error);
          // Neither a whole body nor one that looks like it.
          if (breakOff !== null) breakOff();
          else controller.error(error);
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}
