import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../src/context.ts';
import { record } from '../../src/context.ts';
import { type AuditDraft, SYSTEM } from '../../src/domain/audit.ts';
import { type EntryId, entryId, lineUserId, memberId, talkRoomId } from '../../src/domain/ids.ts';
import type { KnownHead, LogVerdict } from '../../src/proof/verify-entries.ts';
import { eraseEntries } from '../../src/services/audit/erase-entries.ts';
import { verifyChain } from '../../src/store/audit/verify-log.ts';
import { forgetEverything } from '../../src/store/memory/remembered.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import { clientOf } from '../store/sqlite/seen-statements.ts';
import { putNewDatabase } from './new-database.ts';

/** A log in a database of its own, written as the bridge writes it, for tests that tamper with it. */
export function openSmallLog() {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-small-log-'));
  putNewDatabase(folder);
  const store = openNodeStore(folder);
  const sqlite = clientOf(store);
  sqlite.pragma('synchronous = OFF');
  // Whoever tampers with a log is kept back by neither triggers nor references.
  sqlite.pragma('foreign_keys = OFF');
  for (const guard of [
    'entries_no_update',
    'entries_no_delete',
    'people_no_update',
    'people_no_delete',
  ]) {
    sqlite.exec(`DROP TRIGGER audit_${guard}`);
  }
  let salts = 0;
  const chance = {
    token: (_bytes: number) => {
      salts += 1;
      return `salt-${String(salts).padStart(17, '0')}`;
    },
    uuid: () => 'uuid',
    fraction: () => 0.5,
  };
  const context = { db: store.db, store, chance, clock: { now: () => 1000 + salts } } as Context;
  const one = <Row>(sql: string, ...values: unknown[]) =>
    sqlite.prepare<unknown[], Row>(sql).get(...values) ?? null;
  const list = <Value>(sql: string) =>
    sqlite
      .prepare<[], Record<string, Value>>(sql)
      .all()
      .flatMap((row) => Object.values(row));
  const headAt = (entries: number): KnownHead => ({
    entries,
    head:
      one<{ head: string }>(
        'SELECT lower(hex(hash)) AS head FROM audit_entry_rows WHERE id = ?',
        entries,
      )?.head ?? '0'.repeat(64),
  });
  /** Does this, asks, and takes it back. */
  const having = <Answer>(tamper: () => void, ask: () => Answer): Answer => {
    sqlite.exec('BEGIN');
    try {
      tamper();
      forgetEverything(store.db);
      return ask();
    } finally {
      sqlite.exec('ROLLBACK');
      forgetEverything(store.db);
    }
  };
  return {
    context,
    one,
    list,
    ids: (sql: string) => list<number>(sql),
    run: (sql: string, ...values: unknown[]) => sqlite.prepare(sql).run(...values),
    write: (draft: AuditDraft): EntryId => store.transaction(() => record(context, draft)),
    erase: (erased: { contents?: readonly number[]; names?: readonly number[] }) =>
      store.transaction(() =>
        eraseEntries(
          context,
          { contents: (erased.contents ?? []).map(entryId), names: erased.names ?? [] },
          { action: 'media.forget', actor: SYSTEM, outcome: 'ok' },
        ),
      ),
    headAt,
    with: having,
    /** The verdict once this has been done; the checkpoints are those from before it. */
    verdictOn: (tamper: () => void, checkpoints: readonly number[] = []): LogVerdict => {
      const known = checkpoints.map(headAt);
      return having(tamper, () => verifyChain(store.db, known));
    },
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type SmallLog = ReturnType<typeof openSmallLog>;

const hanako = { lineUserId: lineUserId('Uhanako'), lineUserName: '花子' };
const taro = { lineUserId: lineUserId('Utaro'), lineUserName: '太郎' };
const tanaka = { memberId: memberId('tanaka'), memberName: '田中' };

/** A message, its delivery, a change of name, and messages that have been erased and listed. */
export function fillSmallLog(log: SmallLog): void {
  const says = (who: typeof hanako, text: string, detail: unknown = null) =>
    log.write({
      ...{ action: 'message.receive', outcome: 'relayed', direction: 'in', kind: 'text' },
      actor: { kind: 'line-user', id: who.lineUserId, name: who.lineUserName },
      ...{ ...who, ...tanaka, roomId: talkRoomId(1) },
      content: { text, detail },
    });
  const delivered = (aboutId: EntryId) =>
    log.write({
      ...{
        action: 'message.deliver',
        actor: SYSTEM,
        outcome: 'sent',
        ...hanako,
        ...tanaka,
        aboutId,
      },
      ...{ reason: 'late', facts: { tries: 2 } },
    });
  delivered(says(hanako, 'こんにちは'));
  delivered(says(hanako, '写真です', { fileName: '庭.jpg' }));
  says(taro, '消す話');
  says({ ...hanako, lineUserName: '花子☆' }, '');
  says(taro, 'これも消す話');
  log.erase({ contents: [5, 7] });
  says(hanako, 'またあとで');
  log.erase({
    names: [log.one<{ id: number }>(`SELECT id FROM audit_people WHERE name = '太郎'`)?.id ?? 0],
  });
  log.write({ action: 'directory.read', actor: SYSTEM, outcome: 'ok' });
}
