import type { Context } from '../../../src/context.ts';
import type { TalkRoomId } from '../../../src/domain/ids.ts';
import type { OwnWord } from '../../../src/domain/messages/own-words.ts';
import type { LineMessagePlan } from '../../../src/domain/messages/plan-line-message.ts';
import { speakerOf } from '../../../src/domain/speaker.ts';
import { answerQuestion, ask, holdAndAsk } from '../../../src/services/addressee/ask.ts';
import { listMembers, tellHelp } from '../../../src/services/addressee/line-user-menu.ts';
import { askNewHolder } from '../../../src/services/addressee/new-holder.ts';
import { noteSpoken } from '../../../src/services/addressee/whom-for.ts';
import { tellAway } from '../../../src/services/members/absence.ts';
import { sayWithdrawn } from '../../../src/services/rooms/close.ts';
import { openRoom } from '../../../src/services/rooms/open.ts';
import { tellSwitched } from '../../../src/services/rooms/switch.ts';
import { relayEntry, tellLineUser } from '../../../src/services/say/say.ts';
import { dropEndQuestion } from '../../../src/store/talks/end-questions.ts';
import { openQuestion } from '../../../src/store/talks/questions.ts';
import { changeRoom, readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { answerLeaving, hearLeave } from './leaving.ts';
import { askedOf, type LineSaid, quotedEntry, recordLineMessage } from './said.ts';
import { turnAway } from './turn-away.ts';

/** Carries out the plan for a LINE user's message. */
export function carryOut(context: Context, said: LineSaid, plan: LineMessagePlan): void {
  switch (plan.kind) {
    case 'relay':
      relayTo(context, said, knownRoom(context, said, plan.roomId));
      return;
    case 'open': {
      const { channelId, lineUserId } = said;
      const room = openRoom(context, { channelId, lineUserId, memberId: plan.memberId });
      if (plan.relay) relayTo(context, said, room);
      else recordLineMessage(context, said, 'answered', 'talk-id', room);
      return;
    }
    case 'switch':
      switchTo(context, said, knownRoom(context, said, plan.roomId));
      return;
    case 'answer':
      answerHeld(context, said, plan.roomId);
      return;
    case 'hold': {
      const entryId = recordLineMessage(context, said, 'held', null, null);
      noteSpoken(context, said.chat.standing.speaker, null, entryId);
      holdAndAsk(context, askedOf(said), entryId, quotedEntry(context, said));
      return;
    }
    case 'own-word':
      doOwnWord(context, said, plan.word);
      return;
    case 'leaving':
      recordLineMessage(context, said, 'answered', 'own-word', null);
      answerLeaving(context, said.actor, askedOf(said), plan);
      return;
    case 'new-holder': {
      const fate = plan.inSentence ? 'unaddressed' : 'answered';
      recordLineMessage(context, said, fate, 'new-holder', null);
      askNewHolder(context, askedOf(said), plan.memberId, plan.inSentence);
      return;
    }
    default:
      refuse(context, said, plan);
  }
}

type Refusal = Extract<
  LineMessagePlan,
  {
    readonly kind:
      | 'blank'
      | 'withdrawn'
      | 'unaddressed'
      | 'unknown-talk-id'
      | 'link-off'
      | 'too-many-rooms';
  }
>;

/** Plans for a message without a member to reach. */
function refuse(context: Context, said: LineSaid, plan: Refusal): void {
  switch (plan.kind) {
    case 'blank': {
      const room = plan.roomId === null ? null : roomIn(context, said, plan.roomId);
      recordLineMessage(context, said, 'refused', 'blank', room);
      tellLineUser(context, said, 'blank', ({ line }) => ({ text: line.blank }), {
        replyOnly: true,
      });
      return;
    }
    case 'withdrawn': {
      const room = roomIn(context, said, plan.roomId);
      recordLineMessage(context, said, 'refused', 'room-closed', room);
      if (room !== null) sayWithdrawn(context, room, { replyOnly: true });
      return;
    }
    case 'unaddressed':
      turnAway(context, said, plan.kind, plan.isTry);
      return;
    case 'unknown-talk-id':
      turnAway(context, said, plan.kind, true);
      return;
    case 'link-off':
    case 'too-many-rooms':
      turnAway(context, said, plan.kind);
      return;
    default:
      plan satisfies never;
  }
}

const roomIn = (context: Context, { chat }: LineSaid, id: TalkRoomId): TalkRoom | null =>
  chat.rooms.find((room) => room.id === id) ?? readRoom(context.db, id);

/** The room a plan was made for. */
function knownRoom(context: Context, said: LineSaid, id: TalkRoomId): TalkRoom {
  const room = roomIn(context, said, id);
  if (room === null) throw new Error(`There is no room ${id}.`);
  return room;
}

function relayTo(context: Context, said: LineSaid, room: TalkRoom): void {
  const entryId = recordLineMessage(context, said, 'relayed', null, room);
  noteSpoken(context, said.chat.standing.speaker, room.id, entryId);
  changeRoom(context.db, room.id, { lineUserSpokeEntry: entryId });
  relayEntry(context, room.id, entryId, 'line-works', quotedEntry(context, said));
  tellAway(context, room);
}

/** The Talk ID of a member the LINE user already talks with: from here on the user means them. */
function switchTo(context: Context, said: LineSaid, room: TalkRoom): void {
  const entryId = recordLineMessage(context, said, 'answered', 'talk-id', room);
  noteSpoken(context, said.chat.standing.speaker, room.id, entryId);
  tellSwitched(context, room);
}

/** One of the LINE user's own commands: for the bridge, not for a member (DESIGN §6.3). */
function doOwnWord(context: Context, said: LineSaid, word: OwnWord): void {
  recordLineMessage(context, said, 'answered', 'own-word', null);
  const asked = askedOf(said);
  // After this answer, later words no longer answer an earlier question.
  dropEndQuestion(context.db, speakerOf(asked));
  switch (word) {
    case 'members':
      listMembers(context, asked, 0);
      return;
    case 'help':
      tellHelp(context, asked);
      return;
    case 'leave':
      hearLeave(context, asked);
      return;
    default:
      word satisfies never;
  }
}

/** The message says whom the held ones are for. */
function answerHeld(context: Context, said: LineSaid, roomId: TalkRoomId): void {
  recordLineMessage(context, said, 'answered', 'addressee', roomIn(context, said, roomId));
  const asked = askedOf(said);
  const question = openQuestion(context.db, speakerOf(asked));
  if (question === null || answerQuestion(context, said.actor, asked, question, roomId)) return;
  // The room with that number has closed: the others can still be chosen.
  ask(context, asked, question, 0);
}
