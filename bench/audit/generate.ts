import { type AuditDraft, SYSTEM } from '../../src/domain/audit.ts';
import { DAY_MS } from '../../src/domain/durations.ts';
import {
  type ChannelId,
  channelId,
  type EntryId,
  lineUserId,
  memberId,
  talkRoomId,
} from '../../src/domain/ids.ts';
import { appendEntry, latestEntry } from '../../src/store/audit/audit-log.ts';
import { groupSegments } from '../../src/store/audit/index/group.ts';
import { SEGMENT_SIZE, sealSegment } from '../../src/store/audit/index/seal.ts';
import { indexedThrough } from '../../src/store/audit/index/segments.ts';
import { readTail } from '../../src/store/audit/index/tail.ts';
import { sql } from '../../src/store/sqlite/drizzle.ts';
import type { Store } from '../../src/store/sqlite/store.ts';
import { type Fraction, fileNameFrom, nameOf, oneOf, seeded, textFrom } from './texts.ts';

/**
 * A log of any length, written by the log's own code: its chain is a real one. Messages both ways
 * between customers and members, with their deliveries, files, held messages and handovers.
 */

export const CUSTOMERS = 5000;
export const MEMBERS = 50;
const AT_ONCE = 2000;
const SEED = 20261127;
const YEAR_MS = 365 * DAY_MS;
const CHANNEL: ChannelId = channelId('1657000001');

export const customer = (n: number) => lineUserId(`U${n.toString(16).padStart(32, '0')}`);
export const member = (n: number) =>
  memberId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
export const roomOf = (n: number) => talkRoomId(n + 1);

/** What it cost. */
export interface Generated {
  readonly messages: number;
  readonly entries: number;
  readonly seconds: number;
  /** Of that: reading entries for the search, and writing the index. */
  readonly indexSeconds: number;
}

export function generate(store: Store, messages: number): Generated {
  const startedAt = performance.now();
  const fraction = seeded(SEED);
  const endsAt = Date.now();
  const stepMs = Math.floor((3 * YEAR_MS) / messages);
  let at = endsAt - stepMs * messages;
  let indexMs = 0;
  // Whoever generates can generate again.
  const [[cache = 0] = []] = store.db.values<[number]>('PRAGMA cache_size');
  store.db.run(sql`PRAGMA synchronous = OFF`);
  store.db.run(sql`PRAGMA cache_size = -200000`);
  for (let said = 0; said < messages; said += AT_ONCE) {
    store.transaction(() => {
      for (let n = 0; n < Math.min(AT_ONCE, messages - said); n += 1) {
        at += stepMs;
        talk(store, fraction, at);
      }
    });
    const before = performance.now();
    indexAll(store);
    indexMs += performance.now() - before;
  }
  store.db.run(sql`PRAGMA synchronous = FULL`);
  store.db.run(sql.raw(`PRAGMA cache_size = ${cache}`));
  const seconds = (performance.now() - startedAt) / 1000;
  return { messages, entries: latestEntry(store.db), seconds, indexSeconds: indexMs / 1000 };
}

/** As the job does it, without its rests. */
function indexAll(store: Store): void {
  const latest = latestEntry(store.db);
  while (readTail(store.db, latest, () => false));
  while (latest - indexedThrough(store.db) >= SEGMENT_SIZE.entries + SEGMENT_SIZE.behind) {
    for (const _ of sealSegment(store, SEGMENT_SIZE));
  }
  for (const _ of groupSegments(store, SEGMENT_SIZE));
}

/** One message, and what follows it. */
function talk({ db }: Store, fraction: Fraction, at: number): void {
  const append = (draft: AuditDraft, after = 0): EntryId =>
    appendEntry(db, draft, at + after, () => salt(fraction));
  const who = Math.floor(fraction() ** 1.5 * CUSTOMERS);
  const isOut = fraction() < 0.5;
  const isHeld = fraction() < 0.01;
  const parties = partiesOf(who, at);
  const kind = oneOf(fraction, [...Array<string>(8).fill('text'), 'file', 'sticker', 'image']);
  const fileName = kind === 'file' ? fileNameFrom(fraction) : null;
  const comesLater = isOut && fileName !== null;
  const words =
    kind === 'text' ? textFrom(fraction) : `[${kind}] ${comesLater ? '' : (fileName ?? '')}`;
  const speaker = isOut
    ? { kind: 'member' as const, id: parties.memberId, name: parties.memberName }
    : { kind: 'line-user' as const, id: parties.lineUserId, name: parties.lineUserName };
  const message = append({
    ...{ action: 'message.receive', actor: speaker, direction: isOut ? 'out' : 'in', kind },
    ...(isHeld
      ? {
          outcome: 'held',
          channelId: CHANNEL,
          lineUserId: parties.lineUserId,
          lineUserName: parties.lineUserName,
        }
      : { outcome: 'relayed', ...parties }),
    content: {
      text: words,
      detail: kind === 'text' ? null : { kind, fileName: comesLater ? null : fileName },
    },
  });
  const about = { actor: SYSTEM, aboutId: message, ...parties } as const;
  if (isHeld) append({ action: 'message.release', outcome: 'relayed', ...about }, 1000);
  if (fileName !== null) {
    const detail = { sha256: salt(fraction), size: 1000, contentType: 'x/y', fileName };
    const content = { text: fileName, detail };
    append({ action: 'media.keep', outcome: 'ok', ...about, content }, 500);
  }
  if (fraction() < 0.003) {
    const to = memberParty((who + 7) % MEMBERS);
    append({ action: 'message.release', outcome: 'relayed', ...about, ...to }, 60_000);
  }
  const outcome = oneOf(fraction, [
    ...Array<'sent'>(30).fill('sent'),
    'uncertain',
    'exhausted',
  ] as const);
  append(
    { action: 'message.deliver', outcome, ...about, direction: isOut ? 'out' : 'in', kind },
    2000,
  );
  if (fraction() < 0.002) administer(append, fraction);
}

function administer(append: (draft: AuditDraft) => EntryId, fraction: Fraction): void {
  const { memberId: id, memberName: name } = memberParty(0);
  const actor = { kind: 'admin', id, name } as const;
  const about = memberParty(Math.floor(fraction() * MEMBERS));
  append({ action: 'link-member.add', actor, outcome: 'ok', ...about });
  append({ action: 'file-policy.set', actor, outcome: 'ok' });
}

const memberParty = (n: number) => ({ memberId: member(n), memberName: `社員 ${nameOf(n)}` });

/** One customer in twenty has another name since some time. */
const partiesOf = (who: number, at: number) => ({
  roomId: roomOf(who),
  channelId: CHANNEL,
  lineUserId: customer(who),
  lineUserName: who % 20 === 0 && at % 2 === 0 ? `旧姓${nameOf(who)}` : nameOf(who),
  ...memberParty(who % MEMBERS),
});

const salt = (fraction: Fraction) =>
  Array.from({ length: 3 }, () => Math.floor(fraction() * 2 ** 48).toString(36))
    .join('')
    .slice(0, 22);
