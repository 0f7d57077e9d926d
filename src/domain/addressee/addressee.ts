import type { TalkRoomId } from '../ids.ts';

/**
 * The facts that choose an addressee; the speaker is a LINE user, or a member in direct mode
 * (DESIGN §6.4).
 */
export interface AddresseeFacts {
  /** The quoted message's room, on the same OA; null: no quote, or the quote has no room. */
  readonly quoted: QuotedRoom | null;
  /** The speaker's open rooms, latest first. */
  readonly openRooms: readonly TalkRoomId[];
  /** Another room of the speaker has closed since the speaker's last message. */
  readonly closedSinceLastMessage: boolean;
  /** The room last chosen or used. */
  readonly current: TalkRoomId | null;
  /** Another room has spoken to the speaker since `current` was chosen or used. */
  readonly othersSpokeSinceCurrent: boolean;
  /** Earlier messages of this speaker are already held. */
  readonly holding: boolean;
}

export type QuotedRoom =
  | { readonly state: 'open'; readonly roomId: TalkRoomId }
  | { readonly state: 'handed-over'; readonly successorId: TalkRoomId }
  | { readonly state: 'closed'; readonly roomId: TalkRoomId }
  /** A message we cannot place: a notice of ours, or one whose id LINE never told us. */
  | { readonly state: 'unknown' };

export type AddresseeDecision =
  | {
      readonly kind: 'room';
      readonly roomId: TalkRoomId;
      readonly by: 'quote' | 'only-room' | 'current';
    }
  /** The quoted person has left: answer with the withdrawn notice. */
  | { readonly kind: 'withdrawn'; readonly roomId: TalkRoomId }
  /** Keep the message and ask who it is for. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'nobody' };

/** Never guesses: a message sent to the wrong person cannot be taken back. */
export function chooseAddressee(facts: AddresseeFacts): AddresseeDecision {
  const quoted = facts.quoted === null ? null : byQuote(facts.quoted);
  if (quoted !== null) return quoted;
  const [only, ...others] = facts.openRooms;
  if (only === undefined) return { kind: 'nobody' };
  // One answer releases all held messages in order; a later message must not overtake them.
  if (facts.holding) return { kind: 'hold' };
  if (others.length === 0 && !facts.closedSinceLastMessage) {
    return { kind: 'room', roomId: only, by: 'only-room' };
  }
  const { current } = facts;
  // A quote names a person, who need not be the one spoken to last.
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
