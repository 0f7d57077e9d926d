/** What a message of the bench carries in its text, so that it is known again on the other side. */
export interface Marked {
  /** Where it was said. */
  readonly from: Side;
  /** Tells runs apart; letters and digits. */
  readonly run: string;
  readonly number: number;
  /** The room it belongs to. */
  readonly room: number;
}

export type Side = 'line' | 'works';

/** About as long as people's messages are. */
export const textOf = ({ from, run, number, room }: Marked): string =>
  `お世話になっております。${number} 番の件です。[${from}.${run}.${number}.${room}]`;

const MARK = /\[(line|works)\.(\w+)\.(\d+)\.(\d+)\]/g;

/** Every mark in a text: several messages may have been sent as one. */
export function marksIn(text: string): Marked[] {
  return [...text.matchAll(MARK)].map(([, from, run = '', number, room]) => ({
    from: from === 'works' ? 'works' : 'line',
    run,
    number: Number(number),
    room: Number(room),
  }));
}
