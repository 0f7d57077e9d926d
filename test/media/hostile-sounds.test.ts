import { expect, test } from 'vitest';
import { durationOf } from '../../src/media/duration.ts';
import { ownTime } from '../helpers/own-time.ts';
import { m4a, mp3 } from '../helpers/sounds.ts';

/** Streams a file as the blob store does. */
function streamOf(bytes: Uint8Array) {
  let at = 0;
  let left = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await new Promise((resolve) => setImmediate(resolve));
        const piece = bytes.slice(at, at + 131_072);
        at += piece.length;
        if (piece.length > 0) controller.enqueue(piece);
        if (at >= bytes.length) controller.close();
      },
      cancel() {
        left = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, isDone: () => left || at >= bytes.length };
}

/** The longest stretch in which no other work could run, ms. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = ownTime();
  const beat = setInterval(() => {
    longest = Math.max(longest, ownTime() - last);
    last = ownTime();
  }, 5);
  await work();
  clearInterval(beat);
  return Math.max(longest, ownTime() - last);
}

const boxesInBoxes = (count: number) => {
  const bytes = Buffer.alloc(count * 8);
  for (let at = 0; at < count; at += 1) {
    bytes.writeUInt32BE((count - at) * 8, at * 8);
    bytes.write('moov', at * 8 + 4);
  }
  return Buffer.concat([Buffer.from(m4a(1000)).subarray(0, 24), bytes]);
};

const halfFrames = () => {
  const bytes = Buffer.alloc(20_000_000);
  for (let at = 0; at < bytes.length; at += 2) bytes.writeUInt16BE(0xfffb, at);
  return bytes;
};

test.each<[string, string, () => Uint8Array]>([
  ['an mp3 of nothing but beginnings of frames', 'audio/mpeg', halfFrames],
  ['an mp3 of ones', 'audio/mpeg', () => new Uint8Array(20_000_000).fill(0xff)],
  ['an m4a of a million boxes in boxes', 'audio/mp4', () => boxesInBoxes(1_000_000)],
])('%s does not block others and takes hardly any memory', async (_, type, make) => {
  const bytes = make();
  const { stream, isDone } = streamOf(bytes);
  const before = process.memoryUsage().rss;
  const startedAt = ownTime();
  const pause = await longestPause(async () => {
    expect(await durationOf(stream, type, bytes.length)).toBeNull();
  });
  expect(ownTime() - startedAt).toBeLessThan(8000);
  // Webhooks need their answer within 2 s.
  expect(pause).toBeLessThan(1500);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  expect(isDone()).toBe(true);
});

test('a long sound is read to its end', async () => {
  const bytes = mp3(200_000);
  const { stream } = streamOf(bytes);
  const ms = (await durationOf(stream, 'audio/mpeg', bytes.length)) ?? 0;
  expect(Math.abs(ms - (200_000 * 1152 * 1000) / 44_100)).toBeLessThan(100);
});

test('the claim of a sound to last for weeks is not believed', async () => {
  const claims = async (ms: number) => {
    const bytes = m4a(ms);
    return durationOf(streamOf(bytes).stream, 'audio/mp4', bytes.length);
  };
  expect(await claims(4_000_000_000)).toBeNull();
  expect(await claims(90_000)).toBe(90_000);
});
