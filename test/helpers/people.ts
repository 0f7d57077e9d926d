import type { Bubble, LineUser } from '../../sandbox/line/platform.ts';
import type { RoomView, WorksBubble, WorksMember } from '../../sandbox/line-works/platform.ts';
import { ADMIN_BOT, BRIDGE_BOT, OA } from './company.ts';

/** A member at LINE WORKS, as tests speak of one. */
export interface MemberDesk {
  readonly user: WorksMember;
  readonly name: string;
  /** Types to the admin bot; resolves when everything that follows has happened. */
  commands(text: string): Promise<void>;
  /** Presses a button of the admin bot. */
  presses(label: string): Promise<void>;
  /** Presses the button that performs what the admin bot's latest question asks. */
  confirms(): Promise<void>;
  /** That button's label. */
  readonly deed: string;
  /** The admin bot's messages, newest last. */
  readonly answers: readonly string[];
  readonly lastAnswer: string;
  readonly adminRoom: RoomView;
  /** The bridge bot's 1:1 room. */
  readonly direct: RoomView;
  /** The talk room with this title. */
  room(title: string): RoomView;
  hasRoom(title: string): boolean;
  /** Writes in the talk room with this title. */
  says(title: string, text: string): Promise<void>;
  /** Presses a button in the talk room with this title. */
  taps(title: string, label: string): Promise<void>;
  /** Blocks that room's LINE user: gives the command and presses the button below the question. */
  blocks(title: string): Promise<void>;
}

export function deskOf(user: WorksMember, settle: () => Promise<void>): MemberDesk {
  const adminRoom = () => user.directRoom(ADMIN_BOT);
  const says = async (title: string, text: string) => {
    await user.room(title).says(text);
    await settle();
  };
  const taps = async (title: string, label: string) => {
    await user.room(title).taps(label);
    await settle();
  };
  return {
    user,
    name: user.name,
    commands: async (text) => {
      await adminRoom().says(text);
      await settle();
    },
    presses: async (label) => {
      await adminRoom().taps(label);
      await settle();
    },
    confirms: async () => {
      await adminRoom().taps(deedIn(adminRoom()));
      await settle();
    },
    get deed() {
      return deedIn(adminRoom());
    },
    get answers() {
      return fromBot(adminRoom().messages).map((bubble) => bubble.text);
    },
    get lastAnswer() {
      return fromBot(adminRoom().messages).at(-1)?.text ?? '';
    },
    get adminRoom() {
      return adminRoom();
    },
    get direct() {
      return user.directRoom(BRIDGE_BOT);
    },
    room: (title) => user.room(title),
    hasRoom: (title) => user.rooms(BRIDGE_BOT).some((room) => room.title === title),
    says,
    taps,
    blocks: async (title) => {
      await says(title, '/ブロック');
      await taps(title, 'ブロックする');
    },
  };
}

/** A LINE user's chat with an OA, the shared one by default. */
export interface LineChat {
  readonly user: LineUser;
  readonly name: string;
  follows(): Promise<void>;
  blocks(): Promise<void>;
  unblocks(): Promise<void>;
  says(text: string, options?: { readonly quote?: string }): Promise<string>;
  sendsSticker(packageId: string, stickerId: string, words?: string[]): Promise<void>;
  presses(label: string): Promise<void>;
  /** Ends the only talk: gives the command and presses the button below the question. */
  ends(): Promise<void>;
  /** The phone's screen, oldest first. */
  readonly bubbles: readonly Bubble[];
  /** The OA's messages. */
  readonly received: readonly Bubble[];
  readonly lastReceived: Bubble | undefined;
}

export function chatOf(user: LineUser, settle: () => Promise<void>, oa = OA): LineChat {
  const received = () => user.chat(oa).filter((bubble) => bubble.from === 'oa');
  const says: LineChat['says'] = async (text, options = {}) => {
    const sent = await user.says(text, { oa, ...options });
    await settle();
    return sent.messageId;
  };
  const presses = async (label: string) => {
    const button = received()
      .flatMap((bubble) => bubble.buttons)
      .findLast((each) => each.label === label && each.data !== undefined);
    if (button?.data === undefined) throw new Error(`No button ${label} on the phone.`);
    await user.taps(button.data, { oa });
    await settle();
  };
  return {
    user,
    name: user.displayName,
    follows: async () => {
      await user.follow(oa);
      await settle();
    },
    blocks: async () => {
      await user.block(oa);
      await settle();
    },
    unblocks: async () => {
      await user.unblock(oa);
      await settle();
    },
    says,
    sendsSticker: async (packageId, stickerId, words = []) => {
      await user.sendsSticker(packageId, stickerId, { oa, keywords: words });
      await settle();
    },
    presses,
    ends: async () => {
      await says('終了');
      await presses('終了する');
    },
    get bubbles() {
      return user.chat(oa);
    },
    get received() {
      return received();
    },
    get lastReceived() {
      return received().at(-1);
    },
  };
}

export const fromBot = (messages: readonly WorksBubble[]) =>
  messages.filter((bubble) => bubble.from.kind === 'bot');

const CANCEL = ['キャンセル', 'Cancel'];

/** The first button of a bot's latest question: its label says what the answer would do. */
export function deedIn(room: RoomView): string {
  const question = fromBot(room.messages).findLast(({ buttons }) =>
    buttons.some(({ label }) => CANCEL.includes(label)),
  );
  const deed = question?.buttons[0]?.label;
  if (deed === undefined) throw new Error('No question of a bot is to be seen.');
  return deed;
}

/** The readable texts of a room, oldest first. */
export const textsOf = (room: RoomView): string[] => room.messages.map((bubble) => bubble.text);
