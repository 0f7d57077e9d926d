import {
  type ChannelId,
  type LineUserId,
  channelId as toChannelId,
  lineUserId as toLineUserId,
} from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { friendships, lineUsers, replyTokens } from '../schema.ts';
import { and, asc, desc, eq, gt, isNotNull, lte, sql } from '../sqlite/drizzle.ts';
import { asInserted, bound, everyColumn, fixedLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type LineUser = typeof lineUsers.$inferSelect;
export type Friendship = typeof friendships.$inferSelect;

const isThisFriendship = and(
  eq(friendships.channelId, sql.placeholder('channelId')),
  eq(friendships.lineUserId, sql.placeholder('lineUserId')),
);

const statements = prepareOnce((db) => ({
  lineUser: db
    .select()
    .from(lineUsers)
    .where(eq(lineUsers.lineUserId, sql.placeholder('lineUserId')))
    .prepare(),
  friendship: db.select().from(friendships).where(isThisFriendship).prepare(),
  saveFriendship: db
    .insert(friendships)
    .values(everyColumn(friendships))
    .onConflictDoUpdate({
      target: [friendships.channelId, friendships.lineUserId],
      set: asInserted(friendships),
    })
    .prepare(),
  noteMessage: db
    .insert(friendships)
    .values({
      channelId: sql.placeholder('channelId'),
      lineUserId: sql.placeholder('lineUserId'),
      state: 'unknown',
      changedAt: 0,
      lastMessageAt: sql.placeholder('at'),
    })
    .onConflictDoUpdate({
      target: [friendships.channelId, friendships.lineUserId],
      set: {
        state: sql`CASE WHEN ${friendships.state} = 'blocked'
          AND excluded.last_message_at > ${friendships.changedAt}
          THEN 'unknown' ELSE ${friendships.state} END`,
        lastMessageAt: sql`max(${friendships.lastMessageAt}, excluded.last_message_at)`,
      },
    })
    .prepare(),
  keepToken: db
    .insert(replyTokens)
    .values(everyColumn(replyTokens))
    .onConflictDoNothing()
    .prepare(),
  takeToken: db
    .delete(replyTokens)
    .where(
      eq(
        replyTokens.token,
        db
          .select({ token: replyTokens.token })
          .from(replyTokens)
          .where(
            and(
              eq(replyTokens.channelId, bound('channelId')),
              eq(replyTokens.lineUserId, bound('lineUserId')),
              gt(replyTokens.receivedAt, bound('receivedAfter')),
              gt(replyTokens.occurredAt, bound('occurredAfter')),
            ),
          )
          .orderBy(desc(replyTokens.receivedAt), desc(replyTokens.occurredAt))
          .limit(fixedLimit(1)),
      ),
    )
    .returning()
    .prepare(),
  spendToken: db
    .delete(replyTokens)
    .where(eq(replyTokens.token, sql.placeholder('token')))
    .prepare(),
}));

export function readLineUser(db: Database, lineUserId: LineUserId): LineUser | null {
  return known.of(db, lineUserId);
}

const known = remember(
  (db, lineUserId: LineUserId): LineUser | null =>
    statements(db).lineUser.get({ lineUserId }) ?? null,
);

/** Every LINE user's name today. */
export function lineUserNames(db: Database): Pick<LineUser, 'lineUserId' | 'displayName'>[] {
  const { lineUserId, displayName } = lineUsers;
  return db.select({ lineUserId, displayName }).from(lineUsers).all();
}

export function saveProfile(
  db: Database,
  lineUserId: LineUserId,
  profile: { displayName: string | null; language: string | null; pictureUrl: string | null },
  at: number,
): void {
  known.forget(db, lineUserId);
  const row = { ...profile, profileAt: at, rereadVia: null, rereadTries: 0 };
  db.insert(lineUsers)
    .values({ lineUserId, ...row })
    .onConflictDoUpdate({ target: lineUsers.lineUserId, set: row })
    .run();
}

/** Notes that LINE was asked and gave no profile: what is known stays. */
export function noteProfileAsked(db: Database, lineUserId: LineUserId, at: number): void {
  known.forget(db, lineUserId);
  const asked = { profileAt: at, rereadVia: null, rereadTries: 0 };
  db.insert(lineUsers)
    .values({ lineUserId, ...asked })
    .onConflictDoUpdate({ target: lineUsers.lineUserId, set: asked })
    .run();
}

/** Asks for a profile to be read again. */
export function wantProfileAgain(db: Database, lineUserId: LineUserId, via: ChannelId): void {
  known.forget(db, lineUserId);
  db.update(lineUsers)
    .set({ rereadVia: via })
    .where(and(eq(lineUsers.lineUserId, lineUserId), isNotNull(lineUsers.profileAt)))
    .run();
}

/** The next LINE user whose profile is to be read again; failed tries come last. */
export function nextToReread(
  db: Database,
): { lineUserId: LineUserId; channelId: ChannelId; tries: number } | null {
  const { lineUserId, rereadVia, rereadTries } = lineUsers;
  const next = db
    .select({ lineUserId, channelId: rereadVia, tries: rereadTries })
    .from(lineUsers)
    .where(isNotNull(rereadVia))
    .orderBy(asc(rereadTries), asc(lineUserId))
    .limit(1)
    .get();
  return next?.channelId == null ? null : { ...next, channelId: next.channelId };
}

export function noteRereadTries(db: Database, lineUserId: LineUserId, tries: number): void {
  known.forget(db, lineUserId);
  db.update(lineUsers)
    .set({ rereadTries: tries })
    .where(eq(lineUsers.lineUserId, lineUserId))
    .run();
}

/** A LINE user's state on an OA; one never seen is a stranger. */
export function readFriendship(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
): Friendship {
  return friends.of(db, chatKey({ channelId, lineUserId }));
}

/** Ids hold no spaces. */
const chatKey = ({ channelId, lineUserId }: Pick<Friendship, 'channelId' | 'lineUserId'>) =>
  `${channelId} ${lineUserId}`;

const friends = remember((db, key: string): Friendship => {
  const [channelId = '', lineUserId = ''] = key.split(' ');
  const chat = { channelId: toChannelId(channelId), lineUserId: toLineUserId(lineUserId) };
  return (
    statements(db).friendship.get(chat) ?? {
      ...chat,
      state: 'unknown',
      changedAt: 0,
      lastMessageAt: 0,
      turnedAwayWhy: null,
      turnedAwayAt: 0,
      turnedAwayEntry: 0,
    }
  );
});

export function saveFriendship(db: Database, friendship: Friendship): void {
  statements(db).saveFriendship.run(friendship);
  friends.put(db, chatKey(friendship), friendship);
}

/**
 * Notes a message: the LINE user can be reached again, so it clears an earlier unfollow. Epoch ms.
 */
export function noteMessageAt(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
  at: number,
): void {
  const when = Math.max(0, at);
  statements(db).noteMessage.run({ channelId, lineUserId, at: when });
  friends.change(db, chatKey({ channelId, lineUserId }), (known) => ({
    ...known,
    state: known.state === 'blocked' && when > known.changedAt ? 'unknown' : known.state,
    lastMessageAt: Math.max(known.lastMessageAt, when),
  }));
}

export function keepReplyToken(db: Database, token: typeof replyTokens.$inferSelect): void {
  statements(db).keepToken.run(token);
}

/** Spends a chat's newest reply token that is surely still good; null: there is none. Epoch ms. */
export function takeReplyToken(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
  receivedAfter: number,
  occurredAfter: number,
): typeof replyTokens.$inferSelect | null {
  return (
    statements(db).takeToken.get({ channelId, lineUserId, receivedAfter, occurredAfter }) ?? null
  );
}

/** The notice about an undeliverable message did not arrive: the next message is answered. */
export function forgetTurnedAway(db: Database, channelId: ChannelId, lineUserId: LineUserId): void {
  friends.forget(db, chatKey({ channelId, lineUserId }));
  db.update(friendships)
    .set({ turnedAwayWhy: null })
    .where(and(eq(friendships.channelId, channelId), eq(friendships.lineUserId, lineUserId)))
    .run();
}

/** One message's reply token, if it is still there. */
export function replyTokenOf(db: Database, token: string): typeof replyTokens.$inferSelect | null {
  return db.select().from(replyTokens).where(eq(replyTokens.token, token)).get() ?? null;
}

/** Spends a token: that happens at its claim, whatever becomes of the call. */
export function spendReplyToken(db: Database, token: string): void {
  statements(db).spendToken.run({ token });
}

/** LINE refused one token, so the chat's others are not tried (DESIGN §6.10). */
export function spendReplyTokensOf(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
): void {
  db.delete(replyTokens)
    .where(and(eq(replyTokens.channelId, channelId), eq(replyTokens.lineUserId, lineUserId)))
    .run();
}

export function forgetReplyTokens(db: Database, receivedBefore: number): void {
  db.delete(replyTokens).where(lte(replyTokens.receivedAt, receivedBefore)).run();
}

/** Forgets a LINE user's profile, and on these OAs whether they are a friend. */
export function forgetLineUserRows(
  db: Database,
  lineUserId: LineUserId,
  channelIds: readonly ChannelId[],
): void {
  known.forget(db, lineUserId);
  db.delete(lineUsers).where(eq(lineUsers.lineUserId, lineUserId)).run();
  for (const channelId of channelIds) {
    friends.forget(db, chatKey({ channelId, lineUserId }));
    db.delete(friendships)
      .where(and(eq(friendships.channelId, channelId), eq(friendships.lineUserId, lineUserId)))
      .run();
    spendReplyTokensOf(db, channelId, lineUserId);
  }
}
