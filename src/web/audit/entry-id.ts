import { type EntryId, entryId } from '../../domain/ids.ts';

/** An entry's number in an address; null: it is none. */
export const readEntryId = (text: string | undefined): EntryId | null =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? entryId(Number(text)) : null;
