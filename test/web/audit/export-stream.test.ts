import { afterAll, expect, test } from 'vitest';
import { EVERYTHING } from '../../../src/services/audit-export/asked.ts';
import { beginExportOf, watched } from '../../../src/services/audit-export/begin-export.ts';
import { latestExports } from '../../../src/store/audit/exports.ts';
import { streamOf } from '../../../src/web/audit/export/stream.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { AUDITOR, exportableLog } from '../../helpers/exportable-log.ts';

const world = exportableLog();
afterAll(() => world.close());
world.log.message(1, '客', 'こんにちは');

const state = () => latestExports(world.context.db, 1)[0]?.state;

/** An export whose pieces are these, and what happens to it. */
async function streaming(pieces: () => AsyncGenerator<Uint8Array>) {
  const asked = { form: 'csv', rows: 'messages', media: false, filter: EVERYTHING } as const;
  const order = { actor: AUDITOR, asked, fileName: 'x.csv', words: wordsOf('ja') };
  const begun = await beginExportOf(world.parts, order);
  if (begun.kind === 'refused') throw new Error(begun.why);
  const happened: string[] = [];
  const stream = streamOf(watched(world.context, begun, pieces(), 'downloadLogs error'), {
    breakOff: null,
    onLeft: () => happened.push('left'),
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
