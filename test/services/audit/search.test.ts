import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Context, record } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { botId, type EntryId, lineUserId, memberId } from '../../../src/domain/ids.ts';
import { normaliseForSearch } from '../../../src/domain/text/searched-text.ts';
import { createMediaLinks } from '../../../src/media/links.ts';
import { type AuditQuery, everything } from '../../../src/services/audit/search/query.ts';
import { beginSearch } from '../../../src/services/audit/search/run.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { manualClock } from '../../helpers/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-search-'));
const store = openNodeStore(folder);
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const publicUrl = 'https://bridge.test';
const context: Context = {
  store,
  db: store.db,
  clock: manualClock(),
  chance: { token: () => 'token', uuid: () => 'uuid', fraction: () => 0.5 },
  media: createMediaLinks({ secretKey: 'x'.repeat(43), publicUrl, linkMs: 1000 }),
  settings: {
    companyName: 'みどり商店',
    adminUsers: [],
    domainId: '1',
    publicUrl,
    bridgeBotId: botId('1'),
    adminBotId: null,
    plan: 'standard',
    retryScheduleMs: [1000],
    worksStaleMs: 600_000,
    directoryPollMs: 300_000,
    stickerPictures: 'off',
    auditRetentionMs: null,
    mediaRetentionMs: null,
    mediaTotalBytes: null,
  },
};

const searched = (query: Partial<AuditQuery>) => {
  const run = beginSearch(context, { ...everything('messages', 1000), ...query });
  const result = run.step(Number.POSITIVE_INFINITY);
  if (result === null) throw new Error('It has all the time it wants.');
  return { hits: result.found.filter((found) => found.is === 'message'), next: result.next };
};
const idsOf = (query: Partial<AuditQuery>): EntryId[] => searched(query).hits.map(({ id }) => id);

const write = (text: string, fileName: string | null) =>
  store.transaction(() => {
    const id = record(context, {
      action: 'message.receive',
      actor: SYSTEM,
      outcome: 'relayed',
      memberId: memberId('a'),
      lineUserId: lineUserId('U1'),
      lineUserName: 'LINEユーザー',
      kind: fileName === null ? 'text' : 'file',
      content: { text, detail: fileName === null ? null : { fileName: null } },
    });
    if (fileName === null) return id;
    record(context, {
      action: 'media.keep',
      actor: SYSTEM,
      outcome: 'ok',
      aboutId: id,
      content: { text: fileName, detail: { fileName } },
    });
    return id;
  });

/**
 * What an auditor may type and people may write: words, and all that a query language could read.
 */
const scrap = fc.constantFrom(
  ...[
    '見積',
    '見',
    '積もり',
    'メモ',
    'memo',
    ' ',
    '"',
    '*',
    '-',
    '^',
    ':',
    '(',
    ')',
    'OR',
    'NOT',
    'NEAR',
  ],
  ...[
    'AND',
    '{',
    '}',
    '+',
    'x',
    '898bx7a4d',
    "'",
    '\\',
    '%',
    '_',
    '\0',
    '😀',
    'ﾊﾟ',
    'ς',
    'Σ',
    'ﷺ',
    '\n',
  ],
);
const text = fc.array(scrap, { minLength: 1, maxLength: 6 }).map((scraps) => scraps.join(''));

/** The words of each message, and the name of its file. */
const log = new Map<EntryId, readonly string[]>();
beforeAll(() => {
  const texts = fc.sample(fc.tuple(text, fc.option(text)), { numRuns: 60, seed: 9 });
  for (const [said, name] of texts) {
    log.set(write(said, name), [said, name ?? ''].map(normaliseForSearch));
  }
});

test('a message is found when each word occurs in its text or in its file’s name, and shows them', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (words) => {
      const phrases = words.filter((word) => normaliseForSearch(word) !== '');
      const found = searched({ phrases }).hits;
      const has = (parts: readonly string[], phrase: string) =>
        parts.some((part) => part.includes(normaliseForSearch(phrase)));
      const wanted = [...log].filter(([, parts]) => phrases.every((phrase) => has(parts, phrase)));
      expect(found.map(({ id }) => id)).toEqual(wanted.map(([id]) => id).reverse());
      for (const { text: shown } of found) {
        for (const phrase of phrases)
          expect(has([normaliseForSearch(shown ?? '')], phrase)).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test('pages follow one another without a gap, the newest first', () => {
  const all = idsOf({ phrases: ['見'] });
  expect(all).toEqual(all.toSorted((one, other) => other - one));
  expect(all.length).toBeGreaterThan(6);
  const paged: EntryId[] = [];
  let before: EntryId | null = null;
  do {
    const { hits, next } = searched({ phrases: ['見'], before, limit: 3 });
    paged.push(...hits.map(({ id }) => id));
    before = next;
  } while (before !== null);
  expect(paged).toEqual(all);
  expect(idsOf({ phrases: ['見'], skip: 3, limit: 3 })).toEqual(all.slice(3, 6));
});

test('a released or handed over message is found by its former and by its present member', () => {
  const id = write('納期', null);
  const release = { action: 'message.release', actor: SYSTEM, outcome: 'relayed' } as const;
  const to = { memberId: memberId('b'), memberName: '乙', lineUserId: lineUserId('U2') };
  store.transaction(() => record(context, { ...release, ...to, aboutId: id }));
  const by = (members: string[]) => idsOf({ phrases: ['納期'], members: members.map(memberId) });
  expect([by(['a']), by(['b']), by(['a', 'b']), by(['c'])]).toEqual([[id], [id], [id], []]);
  const with2 = { said: [], ids: [lineUserId('U2')] };
  expect(idsOf({ phrases: ['納期'], users: with2 })).toEqual([id]);
  expect(searched({ phrases: ['納期'] }).hits[0]?.members).toEqual(['a', '乙']);
});
