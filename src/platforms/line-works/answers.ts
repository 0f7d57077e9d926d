import * as z from 'zod';
import { HOUR_MS } from '../../domain/durations.ts';
import { type WorksChannelId, worksChannelId } from '../../domain/ids.ts';
import { detailOf, headerNumber, jsonOf, retryAfterMs } from '../answers.ts';
import { type Failure, type HttpAnswer, refusalOf, refused } from '../failure.ts';
import * as lenient from '../lenient.ts';
import type { ChannelMembers, DirectoryPage, RateReading, WorksBot, WorksChannel } from './api.ts';
import { type DirectoryUser, readDirectoryUser } from './directory.ts';

/** A count that begins again in an hour would stop an API for as long. */
const MOST_RESET_MS = HOUR_MS;

/** The `rateLimit-*` headers (§3.3); null without them, as on redirects. */
export function rateReadingOf(answer: Pick<HttpAnswer, 'headers'>): RateReading | null {
  const limit = headerNumber(answer, 'ratelimit-limit');
  const remaining = headerNumber(answer, 'ratelimit-remaining');
  const seconds = headerNumber(answer, 'ratelimit-reset');
  if (limit === null && remaining === null && seconds === null) return null;
  const isBelieved = seconds !== null && seconds * 1000 <= MOST_RESET_MS;
  return { limit, remaining, resetMs: isBelieved ? seconds * 1000 : null };
}

const errorSchema = z.object({ code: lenient.text, description: lenient.text });

/** The meaning of an answer other than 2xx (line-works.md §3.4). `now` in epoch ms. */
export function failedAnswer(answer: HttpAnswer, now: number): Failure {
  const { status } = answer;
  const said = errorSchema.safeParse(jsonOf(answer)).data;
  const words = [said?.code, said?.description].filter(Boolean).join(', ');
  const detail = detailOf(answer, words || null);
  if (status === 429) {
    const named = rateReadingOf(answer)?.resetMs ?? retryAfterMs(answer, now);
    // The header has whole seconds: 0 is a part of one.
    const afterMs = named === null ? null : Math.max(named, 1000);
    return { kind: 'retry', reason: 'rate-limit', afterMs, detail };
  }
  if (status === 503) {
    return { kind: 'retry', reason: 'unavailable', afterMs: retryAfterMs(answer, now), detail };
  }
  if (status >= 500) return { kind: 'unclear', reason: 'server-error', detail };
  // A redirect comes from a server in front of LINE WORKS, which has not seen the request.
  if (status < 400) return { kind: 'retry', reason: 'unavailable', afterMs: null, detail };
  return refused(refusalOf(status), status, detail);
}

const createdSchema = z.object({ channelId: lenient.id });

/** Null when the room was made but its id is missing. */
export function channelIdOf(answer: HttpAnswer): { readonly channelId: WorksChannelId } | null {
  const id = createdSchema.safeParse(jsonOf(answer)).data?.channelId;
  return id == null ? null : { channelId: worksChannelId(id) };
}

const channelSchema = z.object({
  title: lenient.text,
  channelType: z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]),
});

/** Null when the kind of room, the one field we need, is missing. */
export function channelOf(answer: HttpAnswer): WorksChannel | null {
  const { data } = channelSchema.safeParse(jsonOf(answer));
  return data === undefined ? null : { channelType: data.channelType, title: data.title ?? null };
}

/** A cursor becomes part of an address. */
const CURSOR_MAX = 2000;

const membersSchema = z.object({
  members: z.array(z.unknown()),
  responseMetaData: lenient.inner({ nextCursor: lenient.text }),
});

/** The people in a room, and whether there are more; null without a list. */
export function channelMembersOf(answer: HttpAnswer): ChannelMembers | null {
  const { data } = membersSchema.safeParse(jsonOf(answer));
  if (data === undefined) return null;
  const members = lenient.stringsOf(data.members);
  // An entry without an id is a person all the same.
  const hasMore =
    Boolean(data.responseMetaData?.nextCursor) || members.length < data.members.length;
  return { members, hasMore };
}

const pageSchema = z.object({
  users: z.array(z.unknown()),
  responseMetaData: z.object({ nextCursor: z.string().max(CURSOR_MAX).nullish() }).nullish(),
});

/**
 * Null without a list, and where the next page cannot be asked for: an unreadable answer must not
 * look like an empty directory, or like a small one.
 */
export function pageOf(answer: HttpAnswer): DirectoryPage | null {
  const { data } = pageSchema.safeParse(jsonOf(answer));
  if (data === undefined) return null;
  const users = data.users.flatMap((entry) => readDirectoryUser(entry) ?? []);
  return { users, nextCursor: data.responseMetaData?.nextCursor || null };
}

export function userOf(answer: HttpAnswer): DirectoryUser | null {
  return readDirectoryUser(jsonOf(answer));
}

const botSchema = z.object({
  botName: lenient.text,
  administrators: lenient.list,
  subadministrators: lenient.list,
  callbackUrl: lenient.text,
  enableCallback: lenient.flag,
  enableGroupJoin: lenient.flag,
  callbackEvents: z.array(z.unknown()).nullish().catch(null),
  channelEvents: z.array(z.unknown()).nullish().catch(null),
});

export function botOf(answer: HttpAnswer): WorksBot | null {
  const { data } = botSchema.safeParse(jsonOf(answer));
  if (data === undefined) return null;
  return {
    botName: data.botName ?? null,
    administrators: lenient.stringsOf(data.administrators),
    subadministrators: lenient.stringsOf(data.subadministrators),
    callbackUrl: data.callbackUrl ?? null,
    enableCallback: data.enableCallback ?? null,
    enableGroupJoin: data.enableGroupJoin ?? null,
    callbackEvents: data.callbackEvents == null ? null : lenient.stringsOf(data.callbackEvents),
    channelEvents: data.channelEvents == null ? null : lenient.stringsOf(data.channelEvents),
  };
}

const domainsSchema = z.object({ domains: z.array(z.unknown()) });
const domainSchema = z.object({ domainId: lenient.id });

/** The domain ids of a bot's registrations (line-works.md §5.3). */
export function domainsOf(answer: HttpAnswer): readonly string[] | null {
  const { data } = domainsSchema.safeParse(jsonOf(answer));
  return data?.domains.flatMap((each) => domainSchema.safeParse(each).data?.domainId ?? []) ?? null;
}
