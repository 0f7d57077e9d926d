import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineUserId, memberId, talkRoomId } from '../../../src/domain/ids.ts';
import { everything } from '../../../src/services/audit/search/query.ts';
import { searchInSlices } from '../../../src/services/audit/search/run.ts';
import { EVERYTHING, type ExportFilter } from '../../../src/services/audit-export/asked.ts';
import { createPace } from '../../../src/services/audit-export/pace.ts';
import { selectEntries } from '../../../src/services/audit-export/select.ts';
import { latestEntry } from '../../../src/store/audit/audit-log.ts';
import { wholeRows } from '../../../src/store/audit/export-rows.ts';
import { type ExportableLog, exportableLog } from '../../helpers/exportable-log.ts';

/* A message that was held, or handed over, is its later member's as well: whatever else is asked for. */

const HOUR = 3_600_000;

let world: ExportableLog;
/** The instant between the messages and their releases, epoch ms. */
let between: number;

beforeAll(() => {
  world = exportableLog();
  const { log, clock } = world;
  const nobody = { roomId: null, memberId: null, memberName: null, outcome: 'held' as const };
  const image = log.message(0, '客1', '[画像]', { ...nobody, kind: 'image' });
  const text = log.message(0, '客1', 'どちらへ', nobody);
  const forwarded = log.message(1, '客1', '届かなかった', {});
  log.message(1, '客1', 'ほかの話', {});
  log.message(3, '客2', '[画像]', { kind: 'image', memberId: memberId('m3'), memberName: '鈴木' });
  const out = { direction: 'out', lineUserId: null, lineUserName: null } as const;
  const answer = log.message(0, '田中 一郎', 'お返事です', { ...nobody, ...out });
  clock.advance(HOUR);
  between = clock.now();
  clock.advance(HOUR);
  const released = { action: 'message.release', outcome: 'relayed', direction: 'in' } as const;
  const sato = { memberId: memberId('m2'), memberName: '佐藤 次郎' };
  const customer = { lineUserId: lineUserId('U客1'), lineUserName: '客1' };
  for (const id of [image, text, forwarded]) {
    log.about(id, 2, { ...released, ...sato, ...customer });
    log.about(id, 2, {});
  }
  log.about(answer, 2, { ...released, direction: 'out', ...sato, ...customer });
});
afterAll(() => world.close());

/** The messages that a search finds, and those that an export holds, oldest first. */
async function bothOf(asked: Partial<ExportFilter>) {
  const { context } = world;
  const filter = { ...EVERYTHING, ...asked };
  const { found } = await searchInSlices(context, { ...everything('messages', 100), ...filter });
  const last = latestEntry(context.db);
  const chosen = await selectEntries(context, filter, last, createPace());
  const exported = wholeRows(context.db, 0, last)
    .filter(({ id, action }) => action === 'message.receive' && chosen.has(id))
    .map(({ text }) => text);
  return { sought: found.map(({ text }) => text).reverse(), exported };
}

const ofSato = ['[画像]', 'どちらへ', '届かなかった', 'お返事です'];

test.each<[string, () => Partial<ExportFilter>, readonly string[]]>([
  ['a member', () => ({ members: [memberId('m2')] }), ofSato],
  ['a member and a kind', () => ({ members: [memberId('m2')], kinds: ['image'] }), ['[画像]']],
  ['a member, before the release', () => ({ members: [memberId('m2')], to: between }), ofSato],
  ['a room and a kind', () => ({ rooms: [talkRoomId(2)], kinds: ['image'] }), ['[画像]']],
  ['a room, before the release', () => ({ rooms: [talkRoomId(2)], to: between }), ofSato],
  [
    'a LINE user and a period',
    () => ({ users: { said: [], ids: [lineUserId('U客1')] }, directions: ['out'], to: between }),
    ['お返事です'],
  ],
  [
    'the former member and the later room',
    () => ({ members: [memberId('m1')], rooms: [talkRoomId(2)] }),
    ['届かなかった'],
  ],
])('an export by %s holds what a search by it finds', async (_, asked, texts) => {
  const { sought, exported } = await bothOf(asked());
  expect(sought).toEqual(texts);
  expect(exported).toEqual(texts);
});
