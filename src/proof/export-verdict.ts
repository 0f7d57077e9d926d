/** What is wrong with an export. */
export type ExportBreach =
  /** No line of an export, or written in another way than we write it. */
  | 'unreadable'
  /** The file does not begin with a header of this format. */
  | 'no-header'
  /** Signed by another key than those that are known. */
  | 'unknown-key'
  /** A checkpoint or the end is not what was signed. */
  | 'signature'
  /** An entry is missing, doubled or out of its place. */
  | 'order'
  /** An entry, or a hash in front of it, is not what it was. */
  | 'changed'
  /** The entries up to a checkpoint are not those that it was made of. */
  | 'segment'
  /** Words are missing, and no entry of the file erased them. */
  | 'content-missing'
  /** A name is missing, and no entry of the file erased it. */
  | 'name-missing'
  /** The file that a message tells of is not that of the entry of its arrival. */
  | 'file'
  /** The header differs from the entry of this export. */
  | 'header'
  /** The file ends before its end: the export failed, or somebody cut it. */
  | 'incomplete'
  /** The file is not, byte by byte, what was exported. */
  | 'altered'
  /** The log differs from a checkpoint that somebody kept. */
  | 'contradiction'
  /** The checkpoints that somebody kept are of another log, were altered, or are none. */
  | 'kept-checkpoint';

export type ExportVerdict =
  | {
      readonly ok: true;
      readonly origin: string;
      /** Epoch ms: when it was made. */
      readonly at: number;
      /** The entry of the export. */
      readonly entry: number;
      /** Entries that stand in it, and that stand in it as hashes. */
      readonly whole: number;
      readonly leftOut: number;
      readonly erased: number;
      /** Its checkpoints. */
      readonly checkpoints: number;
      /** Kept checkpoints that it was compared with, and those it says nothing about. */
      readonly compared: number;
      readonly uncovered: number;
      /** Id of the key that signed it. */
      readonly keyId: string;
      /** False: nobody gave a key, so the file speaks for itself only. */
      readonly knownKey: boolean;
    }
  | {
      readonly ok: false;
      readonly breach: ExportBreach;
      /** From 1. */
      readonly line: number;
      /** The first bad entry; null: it is not one entry's. */
      readonly entry: number | null;
    };

/** The first breach of an export: nothing behind it is judged. */
export class Breach extends Error {
  readonly breach: ExportBreach;
  readonly entry: number | null;

  constructor(breach: ExportBreach, entry: number | null = null) {
    super(breach);
    this.name = 'Breach';
    this.breach = breach;
    this.entry = entry;
  }
}
