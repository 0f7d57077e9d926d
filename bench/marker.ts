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

const MARK = /\[(line|works)\.(\w+)\.(\d+)\.(\d+)\]/g;

/** All marks in a text: several messages may have been sent as one. */
export function marksIn(text: string): Marked[] {
  return [...text.matchAll(MARK)].map(([, from, run = '', number, room]) => ({
    from: from === 'works' ? 'works' : 'line',
    run,
    number: Number(number),
    room: Number(room),
  }));
}
