import {
  type LineUserId,
  lineUserId,
  type MemberId,
  memberId,
  type TalkId,
  type TalkRoomId,
  talkId,
  talkRoomId,
} from '../ids.ts';
import type { Language } from '../language.ts';

/** The commands about one LINE user (DESIGN §6.5). */
export type AboutOne = 'name' | 'block' | 'close';

/** An answer to "to whom?", or another page of that question; on both sides. */
export type ChoicePress =
  | { readonly do: 'to'; readonly question: string; readonly roomId: TalkRoomId }
  | { readonly do: 'more'; readonly question: string; readonly page: number };

/**
 * A LINE user's menus: switch, end a talk, their pages; open a room with a Talk ID's new holder.
 * `…-now`, here and below, answers the question, put at `askedAt` (epoch ms), to end a talk.
 */
export type LinePress =
  | { readonly do: 'go' | 'leave'; readonly roomId: TalkRoomId }
  | { readonly do: 'leave-now'; readonly roomId: TalkRoomId; readonly askedAt: number }
  | { readonly do: 'members' | 'leaving'; readonly page: number }
  | { readonly do: 'open'; readonly talkId: TalkId; readonly memberId: MemberId };

/** A member's menus. `rest`: the rest of the command, such as the new name. */
export type MemberPress =
  | { readonly do: 'invite' | 'help' }
  | { readonly do: 'lang'; readonly language: Language }
  | { readonly do: 'list'; readonly page: number }
  | {
      readonly do: 'which';
      readonly about: AboutOne;
      readonly page: number;
      readonly rest: string;
    }
  | { readonly do: 'unblock'; readonly lineUserId: LineUserId }
  | { readonly do: AboutOne; readonly roomId: TalkRoomId; readonly rest: string }
  | { readonly do: 'closing' | 'keep' | 'new-room'; readonly roomId: TalkRoomId }
  | {
      readonly do: 'close-now' | 'block-now';
      readonly roomId: TalkRoomId;
      readonly askedAt: number;
    };

/** The administrators' menus: a one-time token, a command given again, another page of a choice. */
export type CommandPress =
  | { readonly do: 'confirm' | 'cancel' | 'accept-directory'; readonly token: string }
  | { readonly do: 'run'; readonly line: string }
  | {
      readonly do: 'choose';
      readonly page: number;
      readonly command: string;
      readonly rest: string;
      readonly who: string;
      readonly linkedOnly: boolean;
    };

/** What one of our buttons asks for when pressed. */
export type Press = ChoicePress | LinePress | MemberPress | CommandPress;

/** Where buttons are pressed. */
export type PressPlace =
  /** A LINE user's one-to-one chat with an OA. */
  | 'line'
  /** The bridge bot's 1:1 room with a member. */
  | 'members'
  /** The 1:1 room of the bot that takes commands. */
  | 'commands'
  /** An open talk room, by the member whose room it is. */
  | 'talk-room';

const PLACES: Readonly<Record<Press['do'], readonly PressPlace[]>> = {
  to: ['line', 'members'],
  more: ['line', 'members'],
  go: ['line'],
  leave: ['line'],
  'leave-now': ['line'],
  members: ['line'],
  leaving: ['line'],
  open: ['line'],
  invite: ['members'],
  help: ['members'],
  lang: ['members', 'talk-room'],
  list: ['members'],
  which: ['members'],
  name: ['members'],
  block: ['members'],
  close: ['members'],
  closing: ['members', 'talk-room'],
  'close-now': ['members', 'talk-room'],
  'block-now': ['members', 'talk-room'],
  keep: ['members', 'talk-room'],
  'new-room': ['members'],
  unblock: ['members'],
  confirm: ['commands'],
  cancel: ['commands'],
  'accept-directory': ['commands'],
  run: ['commands'],
  choose: ['commands'],
};

/** The place of a press. In a talk room, presses about another room do not count. */
export interface PressedAt {
  readonly places: readonly PressPlace[];
  readonly roomId?: TalkRoomId;
}

/**
 * Whether a button counts where it was pressed (DESIGN §6.3, §6.9). The code that carries it out
 * checks whose it is and what has changed since it was shown.
 */
export function mayPress(press: Press, at: PressedAt): boolean {
  if (!PLACES[press.do].some((place) => at.places.includes(place))) return false;
  return at.roomId === undefined || !('roomId' in press) || press.roomId === at.roomId;
}

/** Whether it counts in a LINE user's chat. */
export const isForLine = (press: Press): press is ChoicePress | LinePress =>
  mayPress(press, { places: ['line'] });

/** Whether it counts in the bridge bot's 1:1 room. */
export const isForMember = (press: Press): press is ChoicePress | MemberPress =>
  mayPress(press, { places: ['members'] });

/** Whether it counts in this open talk room of the presser's. */
export const isForTalkRoom = (press: Press, roomId: TalkRoomId): press is MemberPress =>
  mayPress(press, { places: ['talk-room'], roomId });

/** Whether it counts in the 1:1 room of the bot that takes commands. */
export const isForCommands = (press: Press): press is CommandPress =>
  mayPress(press, { places: ['commands'] });

/** Everything our buttons send begins with this; other makers' menus do not. */
const PREFIX = 'kakehashi';
/** The language of the button's message, appended to the data. No field has a bare `%`. */
const LANGUAGE_MARK = /%(ja|en)$/;

/** LINE WORKS takes 1000 characters (line-works.md §3.2); the language takes three of them. */
export const LONGEST_PRESS = 1000 - '%ja'.length;

const isOurs = (data: string | null): data is string => data?.startsWith(`${PREFIX}:`) === true;

/** The data a button sends, with the language of its message: the answer uses that language. */
export const pressIn = (data: string, language: Language): string =>
  !isOurs(data) || LANGUAGE_MARK.test(data) ? data : `${data}%${language}`;

/** The language of the message that held the button; null where the data does not say. */
export function languageOfPress(data: string | null): Language | null {
  const language = isOurs(data) ? LANGUAGE_MARK.exec(data)?.[1] : null;
  return language === 'ja' || language === 'en' ? language : null;
}

/** The data a button sends when pressed: at most 300 characters on LINE, 1000 on LINE WORKS. */
export function encodePress(press: Press): string {
  return [PREFIX, press.do, ...fieldsOf(press)].map(escaped).join(':');
}

/** The press; null for anything that `encodePress` did not write. */
export function decodePress(data: string | null): Press | null {
  if (!isOurs(data)) return null;
  const bare = data.replace(LANGUAGE_MARK, '');
  const [, verb = '', ...fields] = bare.split(':').map(unescaped);
  const press = pressOf(verb, fields);
  if (press === null || !fieldsOf(press).every(isSound)) return null;
  // Each press has one form: a near miss is no press.
  return encodePress(press) === bare ? press : null;
}

const isSound = (field: string | number) =>
  typeof field === 'string' || (Number.isSafeInteger(field) && field >= 0);

const escaped = (field: string | number) =>
  String(field).replace(/[%:]/g, (sign) => (sign === '%' ? '%25' : '%3A'));
const unescaped = (field: string) =>
  field.replace(/%25|%3A/g, (code) => (code === '%25' ? '%' : ':'));

function fieldsOf(press: Press): readonly (string | number)[] {
  switch (press.do) {
    case 'to':
      return [press.question, press.roomId];
    case 'more':
      return [press.question, press.page];
    case 'go':
    case 'leave':
    case 'closing':
    case 'keep':
    case 'new-room':
      return [press.roomId];
    case 'leave-now':
    case 'close-now':
    case 'block-now':
      return [press.roomId, press.askedAt];
    case 'members':
    case 'leaving':
    case 'list':
      return [press.page];
    case 'open':
      return [press.talkId, press.memberId];
    case 'invite':
    case 'help':
      return [];
    case 'lang':
      return [press.language];
    case 'which':
      return [press.about, press.page, press.rest];
    case 'name':
    case 'block':
    case 'close':
      return [press.roomId, press.rest];
    case 'unblock':
      return [press.lineUserId];
    case 'confirm':
    case 'cancel':
    case 'accept-directory':
      return [press.token];
    case 'run':
      return [press.line];
    case 'choose':
      return [press.page, press.command, press.rest, press.who, press.linkedOnly ? 1 : 0];
    default:
      return press satisfies never;
  }
}

const ABOUT: readonly AboutOne[] = ['name', 'block', 'close'];
const count = (text: string) => Number.parseInt(text, 10);
const room = (text: string) => talkRoomId(count(text));

/** Reads the fields as if they were well formed; `decodePress` checks that they are. */
function pressOf(verb: string, fields: readonly string[]): Press | null {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = fields;
  switch (verb) {
    case 'to':
      return { do: verb, question: first, roomId: room(second) };
    case 'more':
      return { do: verb, question: first, page: count(second) };
    case 'go':
    case 'leave':
    case 'closing':
    case 'keep':
    case 'new-room':
      return { do: verb, roomId: room(first) };
    case 'leave-now':
    case 'close-now':
    case 'block-now':
      return { do: verb, roomId: room(first), askedAt: count(second) };
    case 'members':
    case 'leaving':
    case 'list':
      return { do: verb, page: count(first) };
    case 'open':
      return { do: verb, talkId: talkId(first), memberId: memberId(second) };
    case 'invite':
    case 'help':
      return { do: verb };
    case 'lang':
      return first === 'ja' || first === 'en' ? { do: verb, language: first } : null;
    case 'which': {
      const about = ABOUT.find((each) => each === first);
      return about === undefined ? null : { do: verb, about, page: count(second), rest: third };
    }
    case 'name':
    case 'block':
    case 'close':
      return { do: verb, roomId: room(first), rest: second };
    case 'unblock':
      return { do: verb, lineUserId: lineUserId(first) };
    case 'confirm':
    case 'cancel':
    case 'accept-directory':
      return { do: verb, token: first };
    case 'run':
      return { do: verb, line: first };
    case 'choose':
      return {
        do: verb,
        page: count(first),
        command: second,
        rest: third,
        who: fourth,
        linkedOnly: fifth === '1',
      };
    default:
      return null;
  }
}
