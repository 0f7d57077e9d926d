import { randomBytes } from 'node:crypto';
import { menuButtons } from './content/readable.ts';
import type { Context } from './context.ts';
import { keepFile } from './tenant/files.ts';
import { findMember, fullName, writeMember } from './tenant/people.ts';
import type { MemberRecord, RoomRecord } from './tenant/records.ts';
import type { Delivered, RoomView, WorksBot, WorksButton, WorksMember } from './types.ts';

function recordOf<T>(record: T | undefined, what: string): T {
  if (record === undefined) throw new Error(`no ${what}`);
  return record;
}

function memberRecord(ctx: Context, userId: string): MemberRecord {
  return recordOf(ctx.world.members.get(userId), `member ${userId}`);
}

/** The newest visible button; quick replies show under the last bubble only (line-works.md §3.2). */
function visibleButton(ctx: Context, room: RoomRecord, label: string): WorksButton {
  const bubbles = ctx.world.bubbles(room.channelId);
  const last = bubbles.at(-1);
  for (const bubble of bubbles.toReversed()) {
    const button = bubble.buttons.find(
      (b) => b.label === label && (b.quickReply !== true || bubble === last),
    );
    if (button !== undefined) return button;
  }
  const menu = menuButtons(ctx.world.bots.get(room.botId)?.persistentMenu ?? null);
  return recordOf(
    menu.find((b) => b.label === label),
    `button "${label}" in room "${room.title}"`,
  );
}

function tap(ctx: Context, room: RoomRecord, userId: string, button: WorksButton): Delivered {
  switch (button.type) {
    case 'message': {
      const text = button.text ?? button.label;
      const content = { type: 'text', text };
      const { postback } = button;
      const sent = postback === undefined ? content : { ...content, postback };
      return ctx.talk.memberSends(room, userId, sent, text);
    }
    case 'postback':
      return ctx.talk.memberPostsBack(room, userId, button.data ?? '', button.text);
    case 'uri':
    case 'copy':
      return Promise.resolve(null);
  }
}

/** A room as one member sees it, with the acts of that member. */
export function roomView(ctx: Context, channelId: string, userId: string): RoomView {
  const room = (): RoomRecord => recordOf(ctx.world.rooms.get(channelId), `room ${channelId}`);
  const inside = (): RoomRecord => {
    const r = room();
    if (!r.members.includes(userId)) throw new Error(`${userId} is not in room "${r.title}"`);
    return r;
  };
  const sends = async (content: object): Delivered =>
    ctx.talk.memberSends(inside(), userId, { ...content });
  return {
    channelId,
    get title() {
      return room().title;
    },
    get type() {
      return room().type;
    },
    get members() {
      return [...room().members];
    },
    get botPresent() {
      return room().botPresent;
    },
    get messages() {
      return ctx.world.bubbles(channelId);
    },
    sends,
    says: (text) => sends({ type: 'text', text }),
    sendsSticker: (packageId, stickerId) => sends({ type: 'sticker', packageId, stickerId }),
    sendsLocation: (place) => sends({ type: 'location', ...place }),
    sendsFile: async (type, file) => {
      const fileId = keepFile(ctx, inside().botId, file);
      return ctx.talk.memberSends(inside(), userId, { type, fileId }, `[${type} ${file.fileName}]`);
    },
    begins: async () => ctx.talk.begin(inside()),
    taps: async (button) => {
      const label = typeof button === 'string' ? button : button.label;
      return tap(ctx, inside(), userId, visibleButton(ctx, room(), label));
    },
    invites: async (key) => {
      const guest = recordOf(findMember(ctx.world, key), `member ${key}`);
      return ctx.talk.memberInvites(inside(), guest.userId);
    },
    invitesBot: async () => ctx.talk.memberInvitesBot(inside()),
    leaves: async () => ctx.talk.memberLeaves(inside(), userId),
    removesBot: async () => {
      const r = inside();
      if (r.type === 'SINGLE_USER') throw new Error('a bot cannot be removed from its 1:1 room');
      if (!r.botPresent) throw new Error('the bot is not in the room');
      return ctx.talk.botGone(r);
    },
  };
}

/** A member's client. */
export function memberView(ctx: Context, userId: string): WorksMember {
  const me = (): MemberRecord => memberRecord(ctx, userId);
  const view = (r: RoomRecord): RoomView => roomView(ctx, r.channelId, userId);
  const mine = (): RoomRecord[] =>
    ctx.world.rooms
      .all()
      .filter((r) => r.members.includes(userId))
      .sort((a, b) => b.seq - a.seq);
  const update: WorksMember['update'] = (fields) => {
    writeMember(ctx.world, me(), fields);
    ctx.changed();
  };
  return {
    userId,
    get email() {
      return me().email;
    },
    get name() {
      return fullName(me());
    },
    get photo() {
      return ctx.world.store.bytes(`photo:${userId}`);
    },
    get isAdministrator() {
      return me().isAdministrator;
    },
    get isDeleted() {
      return me().isDeleted;
    },
    update,
    remove: () => update({ isDeleted: true }),
    directRoom: (botId) => {
      const bot = recordOf(ctx.world.bots.get(botId), `bot ${botId}`);
      return view(ctx.talk.directRoom(bot, userId));
    },
    makesRoom: (botId, title, others = []) => {
      const bot = recordOf(ctx.world.bots.get(botId), `bot ${botId}`);
      const guests = others.map((key) => recordOf(findMember(ctx.world, key), `member ${key}`));
      const members = [userId, ...guests.map((guest) => guest.userId)];
      return view(ctx.talk.createRoom(bot, members, title));
    },
    rooms: (botId) =>
      mine()
        .filter((r) => r.type === 'MULTI_USERS' && (botId === undefined || r.botId === botId))
        .map(view),
    room: (key) => {
      const found = mine().find((r) => r.channelId === key) ?? mine().find((r) => r.title === key);
      return view(recordOf(found, `room "${key}" for ${me().email}`));
    },
  };
}

/** A bot, for its administrator. */
export function botView(ctx: Context, botId: string): WorksBot {
  const record = () => recordOf(ctx.world.bots.get(botId), `bot ${botId}`);
  const write = (fields: Partial<ReturnType<typeof record>>): void => {
    ctx.world.bots.put({ ...record(), ...fields });
    ctx.changed();
  };
  return {
    botId,
    get name() {
      return record().name;
    },
    get botSecret() {
      return record().botSecret;
    },
    get callbackUrl() {
      return record().callbackUrl;
    },
    setCallback: (callbackUrl) => write({ callbackUrl }),
    tick: (o) => write(o),
    reissueSecret: () => {
      const botSecret = randomBytes(24).toString('base64url');
      write({ botSecret });
      return botSecret;
    },
    sendRaw: (body, o = {}) =>
      ctx.callbacks.raw(record(), typeof body === 'string' ? body : JSON.stringify(body), o),
    limitToMembers: (releasedTo) => write({ releasedTo }),
  };
}
