import type { BodySource, BodyTaker } from './body-gate.ts';

/** A request's body as a web stream, as on Workers. */
export function streamedBody(request: Request): BodySource {
  const reader = request.body?.getReader() ?? null;
  let isWanted = true;
  const pump = async (to: BodyTaker) => {
    while (isWanted && reader !== null) {
      const { done, value } = await reader.read();
      if (done) break;
      to.piece(value);
    }
    to.end();
  };
  return {
    start: (to) => {
      pump(to).catch(() => to.broke());
    },
    stop: () => {
      isWanted = false;
      // It may have ended long ago.
      reader?.cancel().catch(() => undefined);
    },
  };
}

/** A body that has been read already. */
export const wholeBody = (bytes: Uint8Array): BodySource => ({
  start: (to) => {
    to.piece(bytes);
    to.end();
  },
  stop: () => undefined,
});
