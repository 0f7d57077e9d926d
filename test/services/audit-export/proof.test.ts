import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EntryId, talkRoomId } from '../../../src/domain/ids.ts';
import type { ExportVerdict } from '../../../src/proof/export-verdict.ts';
import { type NoteKey, writeVerifierKey } from '../../../src/proof/note-key.ts';
import { createExportVerifier } from '../../../src/proof/verify-export.ts';
import { EVERYTHING } from '../../../src/services/audit-export/asked.ts';
import { beginExportOf } from '../../../src/services/audit-export/begin-export.ts';
import { contentOf } from '../../../src/store/audit/audit-log.ts';
import { refsOf } from '../../../src/store/audit/export-rows.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { AUDITOR, type ExportableLog, exportableLog } from '../../helpers/exportable-log.ts';
import { pageVerdict } from '../../helpers/verify-page.ts';

let world: ExportableLog;
let key: NoteKey;
let whole: string;
let talk: string;
let before: readonly string[];

beforeAll(async () => {
  world = exportableLog();
  key = world.checkpoints.signer?.key as NoteKey;
  const { log, checkpoints } = world;
  let unsent: EntryId | null = null;
  for (let each = 0; each < 40; each += 1) {
    const room = 1 + (each % 4);
    const id = log.message(room, `客${room}`, `メッセージ ${each} 😀 "引用"\n二行目`);
    log.about(id, room, {});
    if (each === 4) log.file(log.message(1, '客1', '[画像]', { kind: 'image' }), 1, '写真.png');
    if (each === 8) unsent = id;
    if (each % 11 === 10) await checkpoints.make();
  }
  if (unsent !== null) log.erase([unsent]);
  before = world.notes();
  whole = await world.exported();
  talk = await world.exported({ rooms: [talkRoomId(1)] });
});
afterAll(() => world.close());

function verdictOf(
  text: string,
  keys: readonly NoteKey[] = [key],
  kept: readonly string[] = [],
): ExportVerdict {
  const verifier = createExportVerifier({ keys, kept });
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else lines.push('torn');
  for (const line of lines) verifier.take(line);
  return verifier.verdict();
}

test('an export of everything verifies, with all its checkpoints', () => {
  expect(verdictOf(whole, [key], before)).toMatchObject({
    ok: true,
    leftOut: 0,
    erased: 1,
    compared: before.length,
    uncovered: 0,
    knownKey: true,
  });
});

test('an export of one talk verifies on its own, and shows of others only hashes', () => {
  const verdict = verdictOf(talk, [key], before);
  expect(verdict).toMatchObject({ ok: true, erased: 1, uncovered: 0 });
  expect(verdict).toMatchObject({ leftOut: expect.any(Number) });
  expect(talk).toContain('メッセージ 4 ');
  expect(talk).not.toContain('メッセージ 5 ');
  expect(talk).not.toContain('客2');
  const image = talk.split('\n').find((line) => line.includes('[画像]')) ?? '';
  expect(JSON.parse(image).file).toMatchObject({
    name: '写真.png',
    size: 12,
    sha256: 'ab'.repeat(32),
  });
});

test('without a key the file speaks for itself only', () => {
  expect(verdictOf(talk, [])).toMatchObject({ ok: true, knownKey: false });
});

test('the page without network says the same, with its own code', async () => {
  for (const text of [whole, talk]) {
    const verifier = writeVerifierKey(key);
    const {
      ok,
      whole: entries,
      leftOut,
    } = { leftOut: 0, whole: 0, ...verdictOf(text, [key], before) };
    expect(await pageVerdict(text, verifier, before)).toMatchObject({
      ok,
      whole: entries,
      leftOut,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.constantFrom('0', 'f', '客', ' ', '"', '\n', ''),
        async (where, sign) => {
          const at = Math.floor(where * text.length);
          fc.pre(text[at] !== sign);
          const forged = text.slice(0, at) + sign + text.slice(at + 1);
          const ours = verdictOf(forged);
          const theirs = await pageVerdict(forged, verifier);
          expect(theirs.ok).toBe(false);
          if (!ours.ok) expect(theirs).toMatchObject({ entry: ours.entry });
        },
      ),
      { numRuns: 40 },
    );
    // An instant in another form than ours: of an entry, and of the header.
    for (const before of ['"at":"', '"id":2,"at":"']) {
      const forged = text.replace(`${before}20`, `${before}f0`);
      const ours = verdictOf(forged);
      if (ours.ok || forged === text) continue;
      expect(await pageVerdict(forged, verifier)).toMatchObject({ ok: false, entry: ours.entry });
    }
  }
});

test('any change is found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(talk, whole),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.constantFrom('0', 'f', '客', ' ', '"', '\n', ''),
      (text, where, sign) => {
        const at = Math.floor(where * text.length);
        fc.pre(text[at] !== sign);
        expect(verdictOf(text.slice(0, at) + sign + text.slice(at + 1)).ok).toBe(false);
      },
    ),
    { numRuns: 150 },
  );
});

test('any line that is gone, doubled or moved is found', () => {
  const lines = talk.trimEnd().split('\n');
  const joined = (some: readonly string[]) => `${some.join('\n')}\n`;
  for (const [index, line] of lines.entries()) {
    expect(verdictOf(joined(lines.toSpliced(index, 1))).ok, `without ${line}`).toBe(false);
    expect(verdictOf(joined(lines.toSpliced(index, 0, line))).ok, `twice ${line}`).toBe(false);
    const moved = lines.toSpliced(index, 1).toSpliced((index + 2) % lines.length, 0, line);
    if (joined(moved) !== talk) expect(verdictOf(joined(moved)).ok, `moved ${line}`).toBe(false);
    expect(verdictOf(joined(lines.slice(0, index))).ok, `cut at ${index}`).toBe(false);
  }
});

test('the first bad entry is named', () => {
  const bad = talk.split('\n').find((line) => line.includes('メッセージ 12 ')) ?? '';
  const forged = talk.replace('メッセージ 12 ', 'メッセージ 13 ');
  expect(verdictOf(forged)).toMatchObject({
    ok: false,
    breach: 'changed',
    entry: JSON.parse(bad).id,
  });
  const file = talk.replace('"size":12,', '"size":13,');
  expect(verdictOf(file)).toMatchObject({ ok: false, breach: 'file' });
});

test('words that are gone need the entry that erased them', () => {
  const erasing = talk.split('\n').find((line) => line.includes('message.unsend')) ?? '';
  const { id, head: _head } = JSON.parse(erasing);
  const gone = talk.split('\n').find((line) => line.includes(`"by":${id}}`)) ?? '';
  expect(verdictOf(talk.replace(`"by":${id}}`, '"by":null}'))).toMatchObject({
    breach: 'content-missing',
    entry: JSON.parse(gone).id,
  });
});

test('a name that was erased is explained, also one that the export had not come to yet', async () => {
  const { log, context, parts } = world;
  for (let each = 0; each < 3; each += 1) {
    log.message(9, '消える客', `${each}通目`);
    await world.checkpoints.make();
  }
  const last = log.message(9, '消える客', '最後');
  const filter = { ...EVERYTHING, rooms: [talkRoomId(9)] };
  const asked = { form: 'jsonl', rows: 'messages', media: false, filter } as const;
  const order = { actor: AUDITOR, asked, fileName: 'x', words: wordsOf('ja') };
  const begun = await beginExportOf(parts, order);
  if (begun.kind === 'refused') throw new Error(begun.why);
  let text = '';
  for await (const piece of begun.proof()) {
    if (text.includes('0通目') && !text.includes('erased')) {
      const refs = refsOf(context.db, ['line-user'], ['U消える客']);
      if (!isGone()) log.erase([last], refs);
    }
    text += piece;
  }
  function isGone() {
    return contentOf(context.db, last) === null;
  }
  expect(text).not.toContain('最後');
  const verdict = verdictOf(text);
  expect(verdict).toMatchObject({ ok: true, erased: 1 });
  expect(await pageVerdict(text, writeVerifierKey(key))).toMatchObject({ ok: true });
  const later = await world.exported({ rooms: [talkRoomId(9)] });
  expect(later).not.toContain('"name":"消える客"');
  expect(verdictOf(later)).toMatchObject({ ok: true });
  const ref = /"ref":(\d+)/.exec(later)?.[1] ?? '';
  const other = later.replaceAll(`"ref":${ref},`, '"ref":99999,');
  expect(verdictOf(other)).toMatchObject({ breach: 'name-missing' });
  expect(await pageVerdict(other, '')).toMatchObject({ breach: 'name-missing' });
});

test('a log that was forged under a fresh key is found by a checkpoint that somebody kept', async () => {
  const forger = exportableLog();
  for (let each = 0; each < 40; each += 1) forger.log.message(1, '客1', `別の話 ${each}`);
  const forged = await forger.exported();
  forger.close();
  expect(verdictOf(forged, [])).toMatchObject({ ok: true, knownKey: false });
  expect(verdictOf(forged)).toMatchObject({ ok: false, breach: 'unknown-key' });
  expect(verdictOf(forged, [], before)).toMatchObject({ ok: false, breach: 'contradiction' });
  expect(await pageVerdict(forged, '', before)).toMatchObject({ breach: 'contradiction' });
  expect(await pageVerdict(forged, writeVerifierKey(key))).toMatchObject({ breach: 'unknown-key' });
});
