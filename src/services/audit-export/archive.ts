import { makeZip } from 'client-zip';
import type { ReadAsset } from '../../media/assets.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { ShownFile } from '../../proof/export-form.ts';
import { checkpointsAfter } from '../../store/audit/checkpoints.ts';
import { rowsAbout, wholeRows } from '../../store/audit/export-rows.ts';
import type { Words } from '../../words/words.ts';
import { type Export, type ExportParts, encoded } from './begin-export.ts';
import { filesAbout } from './shown.ts';
import { verifyPage } from './verify-page.ts';

/** What an archive is made of besides the log. */
export interface ArchiveParts extends ExportParts {
  readonly blobs: Pick<BlobStore, 'open'>;
  readonly words: Words;
  readonly readAsset: ReadAsset;
}

interface Member {
  readonly name: string;
  readonly input: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | string;
  readonly lastModified: Date;
}

/** Tables, proof and what it takes to check that, and the files on request: a zip, as it is read. */
export const archive = (parts: ArchiveParts, order: Export): ReadableStream<Uint8Array> =>
  makeZip(members(parts, order));

async function* members(parts: ArchiveParts, order: Export): AsyncGenerator<Member> {
  const { context, words, readAsset } = parts;
  const { header, asked } = order;
  if (header === null) throw new Error('An archive needs a key.');
  const lastModified = new Date(header.at);
  const file = (name: string, input: Member['input']): Member => ({ name, input, lastModified });
  const { readme } = words.auditExport;
  const page = await readAsset('verify.html');
  yield file('README.txt', `\ufeff${readme(header.key, page !== null).replaceAll('\n', '\r\n')}`);
  yield file('messages.csv', encoded(order.table('messages')));
  yield file('operations.csv', encoded(order.table('operations')));
  if (asked.media) yield* mediaFiles(parts, order, file);
  // Behind the tables: what was erased meanwhile is explained in it.
  yield file('log.jsonl', encoded(order.proof()));
  yield file('checkpoints', encoded(notesOf(context.db)));
  yield file('key.txt', `${header.key}\n`);
  if (page !== null) yield file('verify.html', verifyPage(page));
}

const NOTES_AT_ONCE = 200;

async function* notesOf(db: ExportParts['context']['db']): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const page = checkpointsAfter(db, after, NOTES_AT_ONCE);
    yield page.map(({ note }) => `${note}\n`).join('');
    if (page.length < NOTES_AT_ONCE) return;
    after = page.at(-1)?.entries ?? after;
  }
}

const PAGE = 100;

/** The files that chosen messages came with, as far as they are still here. */
async function* mediaFiles(
  { context, blobs }: ArchiveParts,
  { chosen, pace }: Export,
  file: (name: string, input: Member['input']) => Member,
): AsyncGenerator<Member> {
  const entries = await chosen();
  for (let next = entries.after(0); next !== null; ) {
    const last = next + PAGE - 1;
    const rows = wholeRows(context.db, next - 1, last).filter(
      ({ id, action, kind }) => action === 'message.receive' && kind !== 'text' && entries.has(id),
    );
    const files = filesAbout(
      rowsAbout(
        context.db,
        rows.map(({ id }) => id),
      ),
    );
    for (const [message, shown] of files) {
      const blob = await blobs.open(shown.sha256);
      if (blob !== null) yield file(`media/${message}-${safeName(shown)}`, blob.stream);
    }
    await pace.rest();
    next = entries.after(last);
  }
}

const LONGEST_NAME = 80;

/** A name that leads to no other folder and means nothing to any system. */
export function safeName({ name, sha256 }: Pick<ShownFile, 'name' | 'sha256'>): string {
  const bare = (name ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  const parts = /^(.*?)(\.[^.]{1,16})?$/su.exec(bare);
  const [stem = '', ending = ''] = [parts?.[1], parts?.[2]];
  const short = [...stem].slice(0, LONGEST_NAME).join('');
  return `${sha256.slice(0, 8)}${short === '' ? '' : `-${short}`}${ending}`;
}
