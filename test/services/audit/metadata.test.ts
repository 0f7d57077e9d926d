import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asCode } from '../../../src/domain/audit-facts.ts';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { startSearchedWorld } from '../../helpers/audit-searches.ts';
import { OA } from '../../helpers/company.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/**
 * What can never be erased from the log holds ids and codes only. All people of this story, and all
 * that they say, go by Japanese letters or by one of the marks.
 */

let world: World;
beforeAll(async () => {
  world = await startSearchedWorld();
});
afterAll(() => world.stop());

const FILE = Buffer.from('%PDF-1.7 only for this test');
/** Words, accounts, Talk IDs, names of files, digests of files. */
const MARKS = [
  ...['secret', 'hanako', 'yamada', 'tanaka', 'sato', 'suzuki', '@midori', 'misaki'],
  createHash('sha256').update(FILE).digest('hex'),
];

/** The actions that come nearest to people's words and names. */
const TOLD = [
  ...['account.check', 'admin.pin', 'audit.search', 'event.record', 'file-policy.set', 'room.name'],
  ...['line-user.rename', 'line-user.block', 'link-member.available', 'link-member.remove'],
  ...['media.keep', 'message.receive', 'message.unsend', 'room.hand-over', 'role.grant'],
];

test('no metadata of a long story names anybody or says what was said', async () => {
  const hanako = world.lineUser('山田 Hanako');
  const jiro = world.lineUser('次郎');
  const late = () => world.later(60_000);
  await hanako.says('トークID: tanaka');
  await hanako.says('secret な話、secret@example.jp まで');
  await hanako.sendsSticker('446', '1988', ['secret']);
  const file = { bytes: FILE, contentType: 'application/pdf', fileName: '山田-secret.pdf' };
  const sent = await hanako.user.sendsContent('file', file, { oa: OA });
  await world.settle();
  await world.tanaka.room('山田 Hanako').sendsFile('file', { ...file, fileName: 'secret-返.pdf' });
  await late();
  await hanako.user.unsends(sent.messageId, { oa: OA });
  await world.tanaka.says('山田 Hanako', '/名前 とくいさん secret');
  hanako.user.rename('佐藤 Hanako');
  await world.later(25 * 60 * 60 * 1000);
  await hanako.says('名字が変わりました');
  await hanako.user.taps('secret=花子', { oa: OA });
  await hanako.user.sends({ type: 'hologram of 花子' }, { oa: OA });
  await jiro.says('トークID: 花子');
  await jiro.says('トークID: sato');
  await jiro.says('/知らない secret');
  await world.sato.says('次郎', 'secret です');
  await world.sato.blocks('次郎');
  await jiro.blocks();
  for (const command of [
    'audit search secret 山田 user:山田',
    'member add 伊藤',
    'member remove misaki',
    'member handover tanaka sato',
    'role grant sato auditor',
    'file block exe',
    'file limit 3',
    'scope all',
    'role list secret',
    'secret な命令',
    'link off',
  ]) {
    await world.suzuki.commands(command);
    if (/キャンセル/.test(JSON.stringify(world.suzuki.adminRoom.messages.at(-1)?.buttons ?? []))) {
      await world.suzuki.confirms();
    }
    await late();
  }
  const { db } = world.bridge.workspace.context;
  const columns: readonly (readonly [table: string, columns: readonly string[]])[] = [
    [
      'audit_entry_rows',
      ['action', 'channel_id', 'direction', 'kind', 'outcome', 'reason', 'facts'],
    ],
    ['audit_people_rows', ['kind', 'person']],
  ];
  for (const [table, names] of columns) {
    for (const row of db.all<Record<string, unknown>>(`SELECT ${names.join()} FROM ${table}`)) {
      const text = JSON.stringify(row);
      expect(text).toMatch(/^[\x20-\x7e]*$/);
      for (const mark of MARKS) expect(text.toLowerCase()).not.toContain(mark);
    }
  }
  // The story was told, and not left out.
  const told = new Set(auditOf(world).map(({ action }) => action));
  expect([...told]).toEqual(expect.arrayContaining([...TOLD]));
  expect(verifyChain(db)).toMatchObject({ ok: true });
});

test('a text that is no code is none', () => {
  expect(
    ['postback', 'v2.type', '@456hana', 'role grant', '山田', '', 'x'.repeat(41)].map(asCode),
  ).toEqual(['postback', 'v2.type', '@456hana', ...Array(4).fill('other')]);
});
