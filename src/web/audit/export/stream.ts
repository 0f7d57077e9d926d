import type { Context } from '../../../context.ts';
import { MINUTE_MS } from '../../../domain/durations.ts';
import { type Export, endExportOf, watched } from '../../../services/audit-export/begin-export.ts';

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

/** An export as a body, with its end on record however it ends. */
export const exportStream = (
  context: Context,
  begun: Pick<Export, 'entryId' | 'actor' | 'signal'>,
  pieces: AsyncIterable<Uint8Array>,
  { failedLine, ...ends }: StreamEnds & { readonly failedLine: string | null },
): ReadableStream<Uint8Array> =>
  streamOf(watched(context, begun, pieces, failedLine), {
    ...ends,
    onEnd: () => {
      // Left before its first piece, it was never watched. An end that is on record stays.
      endExportOf(context, begun, { state: 'left', bytes: 0 });
      ends.onEnd();
    },
  });

/** Pieces as a body: the next one is made once the one before has been taken. */
function streamOf(
  pieces: AsyncGenerator<Uint8Array>,
  { breakOff, onLeft, onFault, onEnd }: StreamEnds,
): ReadableStream<Uint8Array> {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isLeft = false;
  let isEnded = false;
  const end = () => {
    clearTimeout(waiting);
    if (!isEnded) onEnd();
    isEnded = true;
  };
  const leave = async () => {
    clearTimeout(waiting);
    if (isEnded || isLeft) return;
    isLeft = true;
    onLeft();
    await pieces.return(undefined).finally(end);
  };
  /** Neither a whole body nor one that looks like it. */
  const cut = (controller: ReadableStreamDefaultController, error: unknown) => {
    if (breakOff !== null) breakOff();
    else controller.error(error);
  };
  const giveUp = (controller: ReadableStreamDefaultController) => {
    leave().then(() => cut(controller, new Error('Its reader took nothing any more.')), onFault);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(waiting);
        try {
          const { done, value } = await pieces.next();
          // It left while the piece was made: nobody takes that.
          if (isLeft) return;
          if (!done) {
            waiting = setTimeout(giveUp, PATIENCE_MS, controller);
            return controller.enqueue(value);
          }
          end();
          controller.close();
        } catch (error) {
          end();
          onFault(error);
          cut(controller, error);
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}
