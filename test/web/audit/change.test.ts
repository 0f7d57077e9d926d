import { expect, test } from 'vitest';
import type { AuditAction } from '../../../src/domain/audit.ts';
import { changeInWords } from '../../../src/web/audit/search/change.ts';
import { wordsOf } from '../../../src/words/words.ts';

test.each<[AuditAction, unknown, string | null]>([
  ['link.enable', { before: 'off', after: 'on' }, 'オフ → オン'],
  ['link-member.add', { before: null, after: 'pending' }, '－ → 待機中'],
  ['link-member.retry', { before: 'failed' }, '失敗 → －'],
  ['role.grant', { before: [], after: ['auditor', 'link-admin'] }, '－ → 監査者、連携管理者'],
  ['language.set', { after: 'en' }, '英語'],
  ['directory.read', { before: 0, after: 8 }, '0 → 8'],
  ['link.auto-add', { before: false, after: true }, 'オフ → オン'],
  [
    'file-policy.set',
    { before: { inbound: 'deny', blocked: [] }, after: {} },
    '受信: 禁止、禁止する拡張子: － → －',
  ],
  ['link-member.rename', { before: 'all', after: 'on' }, 'all → on'],
  ['link.scope', { before: 'constructor', after: '__proto__' }, 'constructor → __proto__'],
  ['room.close', { undelivered: 2 }, null],
  ['audit.search', { before: 12, hits: 3 }, null],
  ['room.open', 'no object', null],
])('%s %j: %s', (action, facts, words) => {
  expect(changeInWords(wordsOf('ja'), { action, facts: JSON.stringify(facts) })).toBe(words);
});
