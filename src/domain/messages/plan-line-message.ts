import { type AddresseeFacts, chooseAddressee } from '../addressee/addressee.ts';
import type { MemberId, TalkRoomId } from '../ids.ts';
import type { OwnWord } from './own-words.ts';

/** The facts that decide what happens to a LINE user's message. */
export interface LineMessageFacts {
  readonly linkOn: boolean;
  /** The room this message chooses, when a question is open. */
  readonly answer: TalkRoomId | null;
  /** The message is one of the LINE user's commands to the bridge. */
  readonly word: OwnWord | null;
  /** Its answer to the question whether to end a talk. */
  readonly leaving?: Leaving | null;
  /** The Talk ID the message asks for, if it does. */
  readonly asked: AskedTalkId | null;
  /** The member of a dedicated OA, when available. */
  readonly dedicatedMember: MemberId | null;
  /** The message is a text that shows nothing. */
  readonly blank: boolean;
  /** At most five new rooms and wrong Talk IDs per LINE user and hour (DESIGN §6.3). */
  readonly mayOpenRoom: boolean;
  readonly addressee: AddresseeFacts;
}

/** An answer to the question whether to end this talk; `gone`: the talk has ended meanwhile. */
export interface Leaving {
  readonly roomId: TalkRoomId;
  readonly verdict: 'end' | 'keep' | 'ask-again' | 'gone';
}

export interface AskedTalkId {
  /** The available member who holds the Talk ID; null for a wrong guess. */
  readonly holder: MemberId | null;
  /** The open room with that member, if there is one. */
  readonly openRoom: TalkRoomId | null;
  /** Another member held it within the last 180 days (DESIGN §6.2). */
  readonly changedHands: boolean;
  /** Written with the label トークID, not as a bare word that may mean anything. */
  readonly labelled: boolean;
  /** Written in a sentence that holds more than the Talk ID. */
  readonly inSentence: boolean;
}

export type LineMessagePlan =
  | { readonly kind: 'link-off' }
  | { readonly kind: 'answer'; readonly roomId: TalkRoomId }
  | { readonly kind: 'switch'; readonly roomId: TalkRoomId }
  | { readonly kind: 'open'; readonly memberId: MemberId; readonly relay: boolean }
  | { readonly kind: 'own-word'; readonly word: OwnWord }
  | ({ readonly kind: 'leaving' } & Leaving)
  /** A LINE user who knew the old holder must see who would answer now. */
  | { readonly kind: 'new-holder'; readonly memberId: MemberId; readonly inSentence: boolean }
  | { readonly kind: 'too-many-rooms' }
  | { readonly kind: 'unknown-talk-id' }
  | { readonly kind: 'relay'; readonly roomId: TalkRoomId }
  | { readonly kind: 'hold' }
  /** There is nothing to relay. */
  | { readonly kind: 'blank'; readonly roomId: TalkRoomId | null }
  | { readonly kind: 'withdrawn'; readonly roomId: TalkRoomId }
  /** `isTry`: it may have been a guess at a Talk ID. */
  | { readonly kind: 'unaddressed'; readonly isTry: boolean };

/** Plans what happens to a message from a LINE user's one-to-one chat (DESIGN §6.1, §6.3, §6.4). */
export function planLineMessage(facts: LineMessageFacts): LineMessagePlan {
  if (!facts.linkOn) return { kind: 'link-off' };
  const { quoted } = facts.addressee;
  // A message with a quote is for a person, whatever its words.
  if (quoted === null || quoted.state === 'unknown') {
    if (facts.answer !== null) return { kind: 'answer', roomId: facts.answer };
    if (facts.leaving) return { kind: 'leaving', ...facts.leaving };
    if (facts.word !== null) return { kind: 'own-word', word: facts.word };
  }
  const byTalkId = facts.asked === null ? null : planTalkId(facts, facts.asked);
  if (byTalkId !== null) return byTalkId;
  const decision = chooseAddressee(facts.addressee);
  switch (decision.kind) {
    case 'room':
      return { kind: facts.blank ? 'blank' : 'relay', roomId: decision.roomId };
    case 'hold':
      return facts.blank ? { kind: 'blank', roomId: null } : { kind: 'hold' };
    case 'withdrawn':
      return { kind: 'withdrawn', roomId: decision.roomId };
    case 'nobody':
      return planForNobody(facts);
    default:
      return decision satisfies never;
  }
}

/** After many tries, right and wrong ones get the same answer, so that a try reveals nothing. */
function planForNobody(facts: LineMessageFacts): LineMessagePlan {
  const { dedicatedMember, mayOpenRoom } = facts;
  const isTry = facts.asked !== null;
  if (dedicatedMember === null && !isTry) return { kind: 'unaddressed', isTry };
  if (!mayOpenRoom) return { kind: 'too-many-rooms' };
  if (dedicatedMember === null) return { kind: 'unaddressed', isTry };
  return { kind: 'open', memberId: dedicatedMember, relay: !facts.blank };
}

function planTalkId(facts: LineMessageFacts, asked: AskedTalkId): LineMessagePlan | null {
  const { quoted } = facts.addressee;
  // A bare word may be any word: with a quote it is said to a person.
  if (!asked.labelled && quoted !== null && quoted.state !== 'unknown') return null;
  if (asked.holder === null) {
    if (!asked.labelled) return null;
    return { kind: facts.mayOpenRoom ? 'unknown-talk-id' : 'too-many-rooms' };
  }
  if (asked.openRoom !== null) {
    // While messages are held, naming a member is the answer (DESIGN §6.4).
    const kind = facts.addressee.holding ? 'answer' : 'switch';
    return { kind, roomId: asked.openRoom };
  }
  if (!facts.mayOpenRoom) return { kind: 'too-many-rooms' };
  if (asked.changedHands) {
    return { kind: 'new-holder', memberId: asked.holder, inSentence: asked.inSentence };
  }
  return { kind: 'open', memberId: asked.holder, relay: asked.inSentence };
}
