/**
 * The raw bytes of a request, or null when there are more than `most`: neither a lying nor an absent
 * content-length makes us keep more than that in memory.
 */
export async function readBody(request: Request, most: number): Promise<Uint8Array | null> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > most) return null;
  if (declared !== null) {
    // The HTTP server holds the sender to the length it declared.
    const whole = new Uint8Array(await request.arrayBuffer());
    return whole.byteLength > most ? null : whole;
  }
  return readStream(request.body, most);
}

async function readStream(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body === null) return new Uint8Array();
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > most) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
