import { expect, test } from 'vitest';
import { entryId } from '../../../src/domain/ids.ts';
import type { AuditQuery } from '../../../src/services/audit/search/query.ts';
import { hitList } from '../../../src/web/audit/search/hits.ts';
import { wordsOf } from '../../../src/words/words.ts';

type Hit = Parameters<typeof hitList>[1][number];
const QUERY: AuditQuery = {
  ...{ phrases: [], fileNames: [], from: null, to: null, members: null, users: null },
  ...{ rooms: null, directions: null, kinds: null, outcomes: null },
  ...{ area: 'messages', limit: 30, skip: 0, before: null },
};

test.each([
  [true, '（取り消されました）'],
  [false, '（消去済み）'],
])('an erased message that its LINE user took back (%s): %s', async (isUnsent, words) => {
  const hit: Hit = {
    ...{ is: 'message', id: entryId(7), at: 0, direction: 'in', kind: 'text', roomId: null },
    ...{ lineUser: { name: null, now: null }, members: ['田中 花'], text: null, isUnsent },
    ...{ outcome: 'sent', reason: null },
  };
  const html = String(await hitList(wordsOf('ja'), [hit], QUERY));
  expect(html).toContain(words);
  expect(html).toContain('LINEユーザー');
});
