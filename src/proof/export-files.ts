import { fileTold, type ShownEntry, type ShownFile } from './export-form.ts';
import { Breach } from './export-verdict.ts';
import { IdSet } from './id-set.ts';

/** What an export's messages say of their files, until the entry comes that says the same. */
export interface FileBook {
  note(entry: ShownEntry): void;
  finish(): void;
}

const KEPT = 'media.keep';

/** @param whole the entries that stand in the file so far */
export function createFileBook(whole: IdSet): FileBook {
  /** By the entry of the arrival. */
  const told = new Map<number, { readonly message: number; readonly file: ShownFile }>();
  /** Messages whose file has come. */
  const come = new IdSet();

  return {
    note: ({ id, action, about, file, content }) => {
      if (file !== null) {
        if (file.entry <= id || told.has(file.entry)) throw new Breach('file', id);
        told.set(file.entry, { message: id, file });
      }
      if (action !== KEPT || about === null) return;
      const detail = content !== null && 'detail' in content ? content.detail : null;
      const arrived = fileTold(id, detail);
      const claim = told.get(id) ?? null;
      told.delete(id);
      // Erased while the export was under way: the entry that did it stands in the file.
      const isErased = content !== null && 'digest' in content;
      const isSame =
        claim?.message === about &&
        (isErased || JSON.stringify(claim.file) === JSON.stringify(arrived));
      if (claim !== null && !isSame) throw new Breach('file', claim.message);
      // A message that stands here with a file that came says so.
      if (claim === null && arrived !== null && whole.has(about) && !come.has(about)) {
        throw new Breach('file', about);
      }
      if (arrived !== null && whole.has(about)) come.add(about);
    },
    finish: () => {
      for (const { message } of told.values()) throw new Breach('file', message);
    },
  };
}
