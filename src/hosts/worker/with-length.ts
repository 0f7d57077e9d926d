/**
 * An answer whose length the other end hears of. workerd takes a length from the stream alone: beside one of
 * unknown length it drops the header and sends in chunks, which players on phones do not like for ranges.
 */
export function withLength(response: Response): Response {
  const length = response.headers.get('content-length');
  if (response.body === null || length === null) return response;
  return new Response(ofLength(response.body, Number(length)), response);
}

/** The same stream, as one that knows its length; it fails where it has more or fewer bytes. */
export const ofLength = (
  stream: ReadableStream<Uint8Array>,
  length: number,
): ReadableStream<Uint8Array> => stream.pipeThrough(new FixedLengthStream(length));
