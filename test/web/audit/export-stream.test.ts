import { afterAll, expect, test, vi } from 'vitest';
import { MINUTE_MS } from '../../../src/domain/durations.ts';
import { EVERYTHING } from '../../../src/services/audit-export/asked.ts';
import { beginExportOf } from '../../../src/services/audit-export/begin-export.ts';
import { latestExports } from '../../../src/store/audit/exports.ts';
import { exportStream } from '../../../src/web/audit/export/stream.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { AUDITOR, exportableLog } from '../../helpers/exportable-log.ts';

const world = exportableLog();
afterAll(() => world.close());
world.log.message(1, '客', 'こんにちは');

const state = () => latestExports(world.context.db, 1)[0]?.state;

/** An export whose pieces are these, and what happens to it. */
async function streaming(
  pieces: () => AsyncGenerator<Uint8Array>,
  leaving = new AbortController(),
) {
  const asked = { form: 'csv', rows: 'messages', media: false, filter: EVERYTHING } as const;
  const { signal } = leaving;
  const order = { actor: AUDITOR, asked, fileName: 'x.csv', words: wordsOf('ja'), signal };
  const begun = await beginExportOf(world.parts, order);
  if (begun.kind === 'refused') throw new Error(begun.why);
  const happened: string[] = [];
  const stream = exportStream(world.context, begun, pieces(), {
    failedLine: 'downloadLogs error',
    breakOff: null,
    onLeft: () => {
      leaving.abort();
      happened.push('left');
    },
    onFault: () => happened.push('fault'),
    onEnd: () => happened.push('end'),
  });
  return { reader: stream.getReader(), happened };
}

test('the next piece is made once the one before has been taken; a reader who leaves stops it', async () => {
  let made = 0;
  const { reader, happened } = await streaming(async function* () {
    for (;;) {
      made += 1;
      yield new Uint8Array(1);
    }
  });
  await reader.read();
  await reader.read();
  expect(made).toBe(2);
  expect(state()).toBe('begun');
  await reader.cancel();
  expect(made).toBe(2);
  expect(happened).toEqual(['left', 'end']);
  expect(state()).toBe('left');
});

test('a table that fails part-way says so in its last line, and breaks off', async () => {
  const { reader, happened } = await streaming(async function* () {
    yield new TextEncoder().encode('日時\r\n');
    throw new Error('the disk');
  });
  let text = '';
  const reading = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += new TextDecoder().decode(next.value);
    }
  };
  await expect(reading()).rejects.toThrow('the disk');
  expect(text).toBe('日時\r\ndownloadLogs error\r\n');
  expect(happened).toEqual(['end', 'fault']);
  expect(state()).toBe('failed');
});

test('a reader who leaves before the first piece has left', async () => {
  const { reader, happened } = await streaming(async function* () {
    yield new Uint8Array(1);
  });
  await reader.cancel();
  expect(happened).toEqual(['left', 'end']);
  expect(state()).toBe('left');
});

test('a reader who leaves while a piece is made has left, and nothing has failed', async () => {
  const leaving = new AbortController();
  const making = Promise.withResolvers<void>();
  const { reader, happened } = await streaming(async function* () {
    yield new Uint8Array(1);
    making.resolve();
    await new Promise((resolve) => leaving.signal.addEventListener('abort', resolve));
    leaving.signal.throwIfAborted();
  }, leaving);
  await reader.read();
  const next = reader.read();
  await making.promise;
  await reader.cancel();
  expect(await next).toMatchObject({ done: true });
  expect(happened).toEqual(['left', 'end']);
  expect(state()).toBe('left');
});

test('a reader who took nothing for minutes gets no end that looks like one', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { reader, happened } = await streaming(async function* () {
      yield new Uint8Array(1);
      yield new Uint8Array(1);
    });
    await reader.read();
    await reader.read();
    await vi.advanceTimersByTimeAsync(6 * MINUTE_MS);
    await expect(reader.read()).rejects.toThrow();
    expect(happened).toEqual(['left', 'end']);
    expect(state()).toBe('left');
  } finally {
    vi.useRealTimers();
  }
});
