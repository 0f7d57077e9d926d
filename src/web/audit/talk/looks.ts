import { composeForLine } from '../../../../bridge/deliver/compose/line/compose.ts';
import { composeForWorks } from '../../../../bridge/deliver/compose/line-works/compose.ts';
import { roomView } from '../../../../bridge/deliver/compose/line-works/room-view.ts';
import type { Context } from '../../../context.ts';
import type { AuditAction } from '../../../domain/audit.ts';
import { isMedia } from '../../../domain/messages/content.ts';
import { senderNameInLanguages } from '../../../domain/people/member-names.ts';
import type { Recipient, TalkMessage } from '../../../services/audit/talk/message.ts';
import { keptMedia } from '../../../services/files/links.ts';
import { readContent } from '../../../services/say/read-content.ts';
import { lineReader } from '../../../services/say/reader.ts';
import { nameOfLineUser } from '../../../services/say/shown-name.ts';
import { readLineUser } from '../../../store/line/line-users.ts';
import { readRoom, type TalkRoom } from '../../../store/talks/talk-rooms.ts';

/** One message as a platform showed it. */
export type Shown =
  | { readonly as: 'text'; readonly text: string; readonly button?: string | undefined }
  | { readonly as: 'sticker' | 'location'; readonly text: string }
  | { readonly as: 'file' };

/** How a side saw a message; `name`: what stood above it as its sender. */
export interface Look {
  readonly name: string | null;
  readonly shown: readonly Shown[];
}

const ARRIVED: ReadonlySet<string> = new Set(['sent', 'uncertain']);

/** How the LINE user saw it; null: it never came to LINE, or is erased. */
export function lookOnLine(context: Context, message: TalkMessage): Look | null {
  const content = readContent(context.db, message.id);
  if (content === null) return null;
  // Their own words stand there as they were typed.
  if (message.direction === 'in') return { name: null, shown: ownWords(message, isMedia(content)) };
  const room = roomOf(context, message);
  if (room === null || !ARRIVED.has(message.outcome)) return null;
  const media = keptMedia(message.file);
  const composed = composeForLine(context, room, content, media, { inWords: false });
  const name = composed.find(({ sender }) => sender?.name !== undefined)?.sender?.name ?? null;
  const shown = composed.map((each): Shown => {
    switch (each.type) {
      case 'text':
        return { as: 'text', text: each.text };
      case 'sticker':
        return { as: 'sticker', text: message.text ?? '' };
      case 'location':
        return { as: 'location', text: `${each.title}\n${each.address}` };
      case 'template':
        return {
          as: 'text',
          text: each.template.text,
          button: each.template.actions[0]?.label,
        };
      default:
        return { as: 'file' };
    }
  });
  return { name: nameThen(context, room, message.members.at(-1), name), shown };
}

/** How the member saw it; null: it never came to LINE WORKS, or is erased. */
export function lookOnWorks(context: Context, message: TalkMessage): Look | null {
  const content = readContent(context.db, message.id);
  if (content === null) return null;
  if (message.direction === 'out')
    return { name: null, shown: ownWords(message, isMedia(content)) };
  const room = roomOf(context, message);
  if (room === null || !ARRIVED.has(message.outcome)) return null;
  const direct = wasDirect(message.later) ?? room.worksChannelId === null;
  const view = {
    ...roomView(context, room),
    mode: direct ? ('direct' as const) : ('room' as const),
  };
  const header = direct ? view.header : '';
  if (isMedia(content)) return { name: null, shown: [{ as: 'file' }] };
  const quoted = message.quoted?.text ?? null;
  const composed = composeForWorks(context, { ...view, header }, content, {
    inWords: false,
    quoted,
  });
  const shown = composed.map((each): Shown => {
    switch (each.type) {
      case 'text':
        return { as: 'text', text: each.text };
      case 'location':
        return { as: 'location', text: `${each.title}\n${each.address}` };
      case 'link':
        return { as: 'text', text: each.contentText, button: each.linkText };
      default:
        return { as: 'sticker', text: message.text ?? '' };
    }
  });
  // In a room of its own the bot speaks, and the room's title names the LINE user.
  const user = room.givenName ?? nameOfLineUser(context, readLineUser(context.db, room.lineUserId));
  return { name: direct ? null : user, shown };
}

const ownWords = ({ text, kind }: TalkMessage, isFile: boolean): Shown[] => {
  if (isFile) return [{ as: 'file' }];
  if (kind === 'sticker') return [{ as: 'sticker', text: text ?? '' }];
  return [{ as: kind === 'location' ? 'location' : 'text', text: text ?? '' }];
};

const roomOf = ({ db }: Context, { roomId }: TalkMessage): TalkRoom | null =>
  roomId === null ? null : readRoom(db, roomId);

/** Where the log says that the room was left before it was delivered, the 1:1 room was meant. */
function wasDirect(later: readonly { readonly action: AuditAction }[]): boolean | null {
  return later.some(({ action }) => action === 'room.detach') ? true : null;
}

/** The sender's name as LINE had it then: a member may be called something else today. */
function nameThen(
  context: Context,
  room: TalkRoom,
  member: Recipient | undefined,
  today: string | null,
): string | null {
  if (today === null || member === undefined || member.name.now === null) return today;
  const { languages } = lineReader(context, room.lineUserId);
  const named = { lastName: null, firstName: null, nickName: null, otherNames: [] };
  const fallback = context.settings.companyName || 'Kakehashi';
  return senderNameInLanguages({ ...named, fullName: member.name.name ?? '' }, languages, fallback);
}
