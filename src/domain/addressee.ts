import type { TalkRoomId } from './ids.ts';

/** What a message is judged by; "speaker" is a LINE user, or a member in direct mode (DESIGN §6.4). */
export interface AddresseeFacts {
  /** The room of the quoted message, on the same OA; null when none was quoted, or one of no room. */
  readonly quoted: QuotedRoom | null;
  /** The speaker's open rooms, latest first. */
  readonly openRooms: readonly TalkRoomId[];
  /** Another room of the speaker closed since the speaker's last message. */
  readonly closedSinceLastMessage: boolean;
  /** Chosen or used last. */
  readonly current: TalkRoomId | null;
  /** Somebody of another room has spoken to the speaker since `current` was chosen or used. */
  readonly othersSpokeSinceCurrent: boolean;
  /** Messages of this speaker are held already. */
  readonly holding: boolean;
}

export type QuotedRoom =
  | { readonly state: 'open'; readonly roomId: TalkRoomId }
  | { readonly state: 'handed-over'; readonly successorId: TalkRoomId }
  | { readonly state: 'closed'; readonly roomId: TalkRoomId }
  /** Something we cannot place: a notice of ours, or a message whose id LINE never told. */
  | { readonly state: 'unknown' };

export type AddresseeDecision =
  | {
      readonly kind: 'room';
      readonly roomId: TalkRoomId;
      readonly by: 'quote' | 'only-room' | 'current';
    }
  /** The quoted person is gone: the withdrawn notice. */
  | { readonly kind: 'withdrawn'; readonly roomId: TalkRoomId }
  /** Keep the message and ask whom it is for. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'nobody' };

/** Whom a message is for. Never guesses: a message at the wrong person cannot be taken back. */
export function chooseAddressee(facts: AddresseeFacts): AddresseeDecision {
  const quoted = facts.quoted === null ? null : byQuote(facts.quoted);
  if (quoted !== null) return quoted;
  const [only, ...others] = facts.openRooms;
  if (only === undefined) return { kind: 'nobody' };
  // What is held goes out in order, by one answer; a later message must not overtake it.
  if (facts.holding) return { kind: 'hold' };
  if (others.length === 0 && !facts.closedSinceLastMessage) {
    return { kind: 'room', roomId: only, by: 'only-room' };
  }
  const { current } = facts;
  // A quote means somebody, perhaps not the one spoken to last.
  if (facts.quoted !== null) return { kind: 'hold' };
  if (current !== null && facts.openRooms.includes(current) && !facts.othersSpokeSinceCurrent) {
    return { kind: 'room', roomId: current, by: 'current' };
  }
  return { kind: 'hold' };
}

function byQuote(quoted: QuotedRoom): AddresseeDecision | null {
  switch (quoted.state) {
    case 'open':
      return { kind: 'room', roomId: quoted.roomId, by: 'quote' };
    case 'handed-over':
      return { kind: 'room', roomId: quoted.successorId, by: 'quote' };
    case 'closed':
      return { kind: 'withdrawn', roomId: quoted.roomId };
    case 'unknown':
      return null;
    default:
      return quoted satisfies never;
  }
}
