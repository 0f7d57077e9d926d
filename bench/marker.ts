/** The mark in the text of a bench message, by which the other side knows it. */
export interface Marked {
  /** The side it was said on. */
  readonly from: Side;
  /** Tells runs apart; letters and digits. */
  readonly run: string;
  readonly number: number;
  /** The room it belongs to. */
  readonly room: number;
}

export type Side = 'line' | 'works';

/** About as long as people's messages. */
export const textOf = ({ from, run, number, room }: Marked): string =>
  `お世話になっております。${number} 番の件です。[${from}.${run}.${number}.${room}]`;

/** The name of a file of the bench. */
export const fileNameOf = ({ from, run, number, room }: Marked): string =>
  `${from}.${run}.${number}.${room}.pdf`;

/** Its bytes; no two files are equal. */
export const fileOf = (name: string): Buffer => Buffer.from(`%PDF-1.7 ${name}\n`.repeat(400));

const MARK = /\[(line|works)\.(\w+)\.(\d+)\.(\d+)\]/g;
const FILE = /(line|works)\.(\w+)\.(\d+)\.(\d+)\.pdf/g;

/** All marks in a text: several messages may have been sent as one. */
export const marksIn = (text: string): Marked[] => found(text, MARK);

/** The mark of the file that is named in a text, which may name it more than once. */
export const fileMarkIn = (text: string): Marked[] => found(text, FILE).slice(0, 1);

function found(text: string, mark: RegExp): Marked[] {
  return [...text.matchAll(mark)].map(([, from, run = '', number, room]) => ({
    from: from === 'works' ? 'works' : 'line',
    run,
    number: Number(number),
    room: Number(room),
  }));
}
