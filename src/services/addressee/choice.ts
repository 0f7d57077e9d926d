import type { TalkRoomId } from '../../domain/ids.ts';

/** One choice: a room, and the name its button carries. */
export interface Choice {
  readonly roomId: TalkRoomId;
  readonly name: string;
  /** The button's label: the name, distinct from every other even where it is cut. */
  readonly label: string;
  /** From 1; fixed while the question is open, no matter who speaks or leaves meanwhile. */
  readonly number: number;
}
