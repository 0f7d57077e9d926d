import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blobFiles } from '../../../../src/media/disk-blobs.ts';
import { type ChildBridge, startChildBridge, until } from '../../../helpers/child-bridge.ts';
import { type ChildWorld, startChildWorld } from '../../../helpers/child-world.ts';
import { ADMIN_BOT, BRIDGE_BOT, OA } from '../../../helpers/company.ts';
import { fromBot } from '../../../helpers/people.ts';
import { runCommand } from './commands.ts';

const TANAKA = 'tanaka@midori';

let world: ChildWorld;
let folder: string;
let second: ChildBridge | null = null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-backups-'));
  world = await startChildWorld();
});
afterEach(async () => {
  await second?.kill();
  second = null;
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The bridge from another folder, at the same platforms. */
async function startIn(dataDir: string): Promise<ChildBridge> {
  const bridge = await startChildBridge({ ...world.environment, DATA_DIR: dataDir });
  world.line.account(OA).setWebhook(`${bridge.origin}/line/webhook`);
  for (const bot of [BRIDGE_BOT, ADMIN_BOT]) {
    world.works.bot(bot).setCallback(`${bridge.origin}/works/callback`);
  }
  return bridge;
}

test('a backup under load is continued elsewhere: nothing is lost up to it, and nothing is sent twice', async () => {
  await world.link([TANAKA]);
  const hanako = await world.customer('花子', TANAKA);
  const room = () => world.works.member(TANAKA).room('花子');
  const atMember = (part: string) =>
    fromBot(room().messages).filter(({ text }) => text.split('\n').some((line) => line === part))
      .length;
  const atCustomer = (part: string) =>
    hanako
      .chat(OA)
      .filter(({ from, message }) => from === 'oa' && JSON.stringify(message).includes(`"${part}"`))
      .length;
  const picture = new Uint8Array(2000).fill(7);
  picture.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0', 'latin1')]);
  await hanako.sendsContent('image', { bytes: picture, contentType: 'image/jpeg' }, { oa: OA });
  await world.emptied();

  // Both sides talk; from some point on their messages wait at the platforms, in the midst of being sent.
  const says = async (from: number, to: number) => {
    for (let n = from; n < to; n += 1) {
      await hanako.says(`お客様${n}`, { oa: OA });
      await room().says(`担当${n}`);
    }
  };
  await says(0, 5);
  await world.emptied();
  const holds = [world.line.faults.hold(), world.works.faults.hold()];
  await says(5, 8);
  const [made] = await Promise.all([
    runCommand('backup', [folder, '--keep', '2'], world.environment),
    says(8, 12),
  ]);
  expect(made).toMatchObject({ code: 0 });
  for (const hold of holds) hold.release();
  await says(12, 15);
  await world.emptied();
  await world.bridge.kill();

  const elsewhere = join(folder, 'elsewhere');
  const restored = await runCommand('restore', [folder, '--into', elsewhere]);
  expect(restored).toMatchObject({ code: 0 });
  expect(blobFiles(join(elsewhere, 'blobs'))).toHaveLength(
    blobFiles(join(world.environment.DATA_DIR ?? '', 'blobs')).length,
  );
  const database = new Sqlite(join(elsewhere, 'kakehashi.db'), { readonly: true });
  const waited = database
    .prepare(`SELECT count(*) AS n FROM outbox WHERE state = 'queued' AND entry_id IS NOT NULL`)
    .pluck()
    .get();
  expect(waited).toBeGreaterThanOrEqual(6);
  database.close();

  second = await startIn(elsewhere);
  const admin = () => fromBot(world.works.member('suzuki@midori').directRoom(ADMIN_BOT).messages);
  const told = () => admin().filter(({ text }) => text.includes('から復元して開始しました'));
  await until(() => told().length > 0, 'the administrators are told');
  expect(told()[0]?.text).toContain(`相手に届ける途中のメッセージ: ${waited}件`);
  // Life goes on, both ways.
  await hanako.says('つづき', { oa: OA });
  await room().says('つづきます');
  await until(() => atMember('つづき') > 0 && atCustomer('つづきます') > 0, 'they talk on');
  for (let n = 0; n < 15; n += 1) {
    expect([n, atMember(`お客様${n}`), atCustomer(`担当${n}`)]).toEqual([n, 1, 1]);
  }
  expect(told()).toHaveLength(1);

  // Up to the backup every message is on record, with its end.
  const after = new Sqlite(join(elsewhere, 'kakehashi.db'), { readonly: true });
  const ends = after
    .prepare<[], { text: string; ends: string }>(
      `SELECT content.text, (SELECT group_concat(outcome) FROM audit_entry_rows WHERE about_id = entry.id AND action = 'message.deliver') AS ends
        FROM audit_entry_rows AS entry JOIN audit_content_rows AS content ON content.entry_id = entry.id
        WHERE entry.action = 'message.receive' AND (content.text LIKE 'お客様%' OR content.text LIKE '担当%')`,
    )
    .all();
  after.close();
  const endOf = new Map(ends.map(({ text, ends: end }) => [text, end]));
  for (let n = 0; n < 5; n += 1) {
    expect([endOf.get(`お客様${n}`), endOf.get(`担当${n}`)]).toEqual(['sent', 'sent']);
  }
  for (let n = 5; n < 8; n += 1) {
    expect([endOf.get(`お客様${n}`), endOf.get(`担当${n}`)]).toEqual(['uncertain', 'uncertain']);
  }
  expect(readdirSync(folder).filter((name) => name.startsWith('kakehashi-'))).toHaveLength(1);
});
