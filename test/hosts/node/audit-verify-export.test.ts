import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../../src/hosts/node/audit/verify.ts';
import { writeVerifierKey } from '../../../src/proof/note-key.ts';
import { terminalWordsOf } from '../../../src/words/terminal.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { exportableLog } from '../../helpers/exportable-log.ts';

const file = join(tmpdir(), `kakehashi-${process.pid}.jsonl`);
const notes = `${file}.checkpoints`;
let key = '';
let text = '';

beforeAll(async () => {
  const world = exportableLog();
  for (let each = 0; each < 5; each += 1) world.log.message(1, '客', `${each}番目`);
  world.log.message(1, '客', '文字化け\ufffd');
  text = await world.exported();
  key = world.checkpoints.signer === null ? '' : writeVerifierKey(world.checkpoints.signer.key);
  writeFileSync(
    notes,
    world
      .notes()
      .map((note) => `${note}\n`)
      .join(''),
  );
  world.close();
});
afterAll(() => {
  rmSync(file, { force: true });
  rmSync(notes, { force: true });
});

async function verified(content: string | Uint8Array, ...args: readonly string[]) {
  writeFileSync(file, content);
  const said: string[] = [];
  const code = await verify.run({
    args: [file, ...args],
    say: terminalWordsOf('en').auditCommand,
    words: wordsOf('en'),
    print: (line) => said.push(line),
    environment: {},
  });
  return { code, said: said.join('\n') };
}

test('an export is verified by its key and by checkpoints that somebody kept', async () => {
  const { code, said } = await verified(text, '--key', key, '--checkpoints', notes);
  expect(code).toBe(0);
  expect(said).toContain('no breach');
  expect(said).toContain('Kept checkpoints: 1 agree, 0 are outside this file');
  expect((await verified(text)).said).toContain('not proved who signed');
});

test('the first bad entry is named', async () => {
  const { code, said } = await verified(text.replace('2番目', '9番目'), '--key', key);
  expect(code).toBe(1);
  expect(said).toMatch(/altered\.\nWhere: line 4, entry 3$/);
});

test('a file that fails part-way, or is no export, does not pass', async () => {
  expect((await verified(text.slice(0, -500))).code).toBe(1);
  const table = await verified('\ufeff日時,送信者\r\n');
  expect([table.code, table.said]).toEqual([2, expect.stringContaining('proves nothing')]);
  expect((await verified(text, '--key', 'x')).code).toBe(2);
  expect((await verified(text, '--checkpoints', `${notes}.none`)).code).toBe(2);
});

test('other bytes for a sign that stands for unreadable ones do not pass', async () => {
  const bytes = Buffer.from(text);
  const at = bytes.indexOf('\ufffd');
  const forged = Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff), bytes.subarray(at + 3)]);
  const { code, said } = await verified(forged, '--key', key);
  expect(code).toBe(1);
  expect(said).toMatch(/Where: line \d+/);
});
