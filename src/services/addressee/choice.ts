import type { TalkRoomId } from '../../domain/ids.ts';

/** One choice: a room, and the name its button carries. */
export interface Choice {
  readonly roomId: TalkRoomId;
  readonly name: string;
  /** What stands on its button: the name, told apart from every other where that is cut. */
  readonly label: string;
  /** From 1; kept as long as the question is open, whoever speaks or leaves meanwhile. */
  readonly number: number;
}
