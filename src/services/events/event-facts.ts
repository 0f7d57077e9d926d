import type { Context } from '../../context.ts';
import { lineUserId, memberId, worksChannelId } from '../../domain/ids.ts';
import { nameInEntry } from '../../domain/text/lines.ts';
import * as lenient from '../../platforms/lenient.ts';
import type { InboxRow } from '../../store/queue/inbox.ts';
import { roomByWorksChannel } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { lineUserName, memberNameIn } from '../say/shown-name.ts';

/** What a list says of an event: never its content. */
export interface EventFacts {
  /** The platform's type of event. */
  readonly type: string;
  /** Who did it, and in whose talk, where that is known. */
  readonly who: string;
  readonly where: string;
}

/** Reads the bare body: the readers may be what we stumbled over. */
export function eventFacts(context: Context, words: Words, row: InboxRow): EventFacts {
  const event = jsonOf(row.body);
  const type = fieldOf(event, 'type');
  const source = fieldOf(event, 'source');
  const userId = lenient.readId(fieldOf(source, 'userId'));
  const channel = lenient.readId(fieldOf(source, 'channelId'));
  const isLine = row.platform === 'line';
  const who = () => {
    if (userId === null) return words.events.somebody;
    if (isLine) return nameInEntry(lineUserName(context, lineUserId(userId)));
    return memberNameIn(context, memberId(userId), words);
  };
  const room =
    isLine || channel === null ? null : roomByWorksChannel(context.db, worksChannelId(channel));
  const to = room === null ? [] : [nameInEntry(lineUserName(context, room.lineUserId))];
  const isAdminBot = row.account === context.settings.adminBotId;
  return {
    type: typeof type === 'string' ? type : 'other',
    who: [who(), ...to].join(' → '),
    where: isLine ? 'LINE' : isAdminBot ? words.events.admin : 'LINE WORKS',
  };
}

function jsonOf(body: string | null): unknown {
  try {
    return JSON.parse(body ?? 'null');
  } catch {
    return null;
  }
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
