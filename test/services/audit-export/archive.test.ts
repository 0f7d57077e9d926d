import { afterAll, beforeAll, expect, test } from 'vitest';
import { noBlobs } from '../../../src/media/blob-store.ts';
import { archive } from '../../../src/services/audit-export/archive.ts';
import { EVERYTHING } from '../../../src/services/audit-export/asked.ts';
import { beginExportOf } from '../../../src/services/audit-export/begin-export.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { AUDITOR, type ExportableLog, exportableLog } from '../../helpers/exportable-log.ts';
import { unzip } from '../../helpers/unzip.ts';

let world: ExportableLog;
beforeAll(() => {
  world = exportableLog();
  world.log.message(1, '花子', 'こんにちは');
});
afterAll(() => world.close());

/** The files of an archive, on a host whose page that verifies is this. */
async function archived(page: string | null) {
  const words = wordsOf('en');
  const asked = { form: 'zip', rows: 'messages', media: false, filter: EVERYTHING } as const;
  const order = { actor: AUDITOR, asked, fileName: 'x', words };
  const begun = await beginExportOf(world.parts, order);
  if (begun.kind === 'refused') throw new Error(begun.why);
  const readAsset = async () => page;
  const zip = archive({ ...world.parts, blobs: noBlobs, words, readAsset }, begun);
  const files = unzip(new Uint8Array(await new Response(zip).arrayBuffer()));
  const textOf = (name: string) => new TextDecoder().decode(files.get(name));
  return { names: [...files.keys()], readme: textOf('README.txt'), page: textOf('verify.html') };
}

test('an archive holds the page that verifies it, with the codes in words', async () => {
  const page = '<script id="codes" type="application/json">\n{}</script>';
  const made = await archived(page);
  expect(made.page).toContain('"message.receive":"');
  expect(made.readme).toContain('verify.html: a page that verifies without a network');
});

test('where the page cannot be had, the archive is whole otherwise and says where the page is', async () => {
  const { names, readme } = await archived(null);
  expect(names).toEqual([
    ...['README.txt', 'messages.csv', 'operations.csv', 'log.jsonl', 'checkpoints', 'key.txt'],
  ]);
  expect(readme).toContain('verify.html: not in this ZIP, because the server could not read it.');
});
