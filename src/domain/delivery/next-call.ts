/** What is known of a room's lane towards LINE WORKS whose head wants to be said. */
export interface RoomLaneFacts {
  /** What the head wants; it may be said (domain/may-leave.ts). */
  readonly head: 'leave-room' | 'introduce-room' | 'say';
  readonly isOpen: boolean;
  /** The LINE user's profile: never asked for, to be asked for again, or known. */
  readonly profile: 'unasked' | 'wanted' | 'known';
  /** How the member's talks are kept; null: not known yet. */
  readonly mode: 'room' | 'direct' | null;
  readonly hasRoom: boolean;
}

/** The call that such a lane makes next. */
export type RoomCall =
  | 'leave-channel'
  | 'line-profile'
  | 'say-to-member'
  | 'create-room'
  | 'inspect-room'
  | 'say-in-channel'
  /** There is nowhere to say it. */
  | 'none';

/**
 * Before the first word of a room come its name, the room and its kind: each is a call of its own, and the lane
 * looks again when that is settled. Titles, headers and the first line are all made of the LINE user's name.
 */
export function nextRoomCall(facts: RoomLaneFacts): RoomCall {
  const { head, isOpen, profile, mode, hasRoom } = facts;
  if (head === 'leave-room') return 'leave-channel';
  const awaitsName = profile === 'unasked' || (profile === 'wanted' && head === 'introduce-room');
  if (isOpen && awaitsName) return 'line-profile';
  if (mode === 'direct') return 'say-to-member';
  if (isOpen && !hasRoom) return 'create-room';
  if (isOpen && mode === null) return 'inspect-room';
  return hasRoom ? 'say-in-channel' : 'none';
}
