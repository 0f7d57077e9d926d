import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/domain/durations.ts';
import { readNotes } from '../../../src/proof/note-file.ts';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const said = () => world.suzuki.lastAnswer;
const fileOf = (name: string) => join(world.folder, name);
const notes = () => readNotes(readFileSync(fileOf('checkpoints'), 'utf8')).notes;
/** Writes to the database behind the bridge. */
function tamper(statement: string): void {
  const { db } = world.bridge.workspace.context;
  db.run(sql.raw(statement));
  forgetEverything(db);
}

/** The triggers that keep the log from being changed. */
const triggers = () =>
  world.bridge.workspace.context.db
    .all<{ name: string }>(
      sql.raw(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry_rows'",
      ),
    )
    .map(({ name }) => name);

test('監査 検証: in order, then tampered with, in both languages', async () => {
  world = await startLinkedWorld();
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('こんにちは');
  expect(statSync(fileOf('audit.key')).mode & 0o777).toBe(0o600);
  await world.suzuki.commands('監査 検証');
  expect(world.suzuki.answers.at(-2)).toMatch(/^監査ログ（記録 \d+件）の検証を始めました。/u);
  expect(said()).toMatch(/^監査ログの検証結果: 異常なし\n記録: \d+件\n期間: /u);
  expect(said()).toMatch(/最後のチェックポイント: .*（\d+件目まで）/u);

  // An hour without news signs nothing; one with news does.
  const before = notes().length;
  await world.later(HOUR_MS);
  await world.later(HOUR_MS);
  expect(notes()).toHaveLength(before);
  await hanako.says('もう一度');
  await world.later(HOUR_MS);
  expect(notes()).toHaveLength(before + 1);
  expect(statSync(fileOf('checkpoints')).mode & 0o777).toBe(0o600);

  await world.suzuki.commands('言語 英語');
  tamper("UPDATE audit_content_rows SET text = 'さようなら' WHERE text = 'こんにちは'");
  await world.suzuki.commands('audit verify');
  expect(said()).toMatch(
    /^Audit log: breach[^\n]*\nFirst bad entry: \d+\n.*content of the entry .* was rewritten/u,
  );
  expect(said()).toContain('What to do: change nothing');
  expect(notes()).toHaveLength(before + 1);
  await world.suzuki.commands('言語 日本語');
  await world.suzuki.commands('監査 検証');
  expect(said()).toMatch(
    /^監査ログの検証結果: 改ざんの疑いがあります\n最初の異常: \d+件目の記録\n/u,
  );
});

test('a log that was cut off is found by its checkpoints, in the file or in the database', async () => {
  world = await startLinkedWorld();
  await world.lineUser('山田花子').says('トークID: tanaka');
  await world.suzuki.commands('監査 検証');
  expect(said()).toContain('異常なし');
  const kept = readFileSync(fileOf('checkpoints'), 'utf8');

  // The file is gone: the note in the database is put there again.
  rmSync(fileOf('checkpoints'));
  await world.restart();
  await world.suzuki.commands('監査 検証');
  expect(said()).toContain('異常なし');
  expect(readFileSync(fileOf('checkpoints'), 'utf8')).toContain(kept.trim());

  // One bit of the file's first note.
  const bytes = readFileSync(fileOf('checkpoints'));
  bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
  writeFileSync(fileOf('checkpoints'), bytes);
  await world.suzuki.commands('監査 検証');
  expect(said()).toContain('異常: チェックポイント');
  writeFileSync(fileOf('checkpoints'), kept);

  tamper('DELETE FROM audit_checkpoints');
  for (const trigger of triggers()) tamper(`DROP TRIGGER ${trigger}`);
  tamper('DELETE FROM audit_entry_rows WHERE id > 10');
  tamper('DELETE FROM audit_content_rows WHERE entry_id > 10');
  tamper('DELETE FROM audit_people WHERE id > 3');
  await world.suzuki.commands('監査 検証');
  expect(said()).toContain('改ざんの疑い');
});

test('only auditors may ask; those who ask together are all answered', async () => {
  world = await startLinkedWorld();
  await world.tanaka.commands('監査 検証');
  expect(world.tanaka.lastAnswer).toContain('権限がありません');
  await world.suzuki.commands('role grant sato auditor');
  await world.suzuki.confirms();
  await Promise.all([world.suzuki.commands('監査 検証'), world.sato.commands('監査 検証')]);
  expect(said()).toContain('異常なし');
  expect(world.sato.lastAnswer).toContain('異常なし');
});
