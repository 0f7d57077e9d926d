import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { appendEntry, contentOf } from '../../../src/store/audit/audit-log.ts';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { clientOf } from '../sqlite/seen-statements.ts';

const MIGRATION = new URL('../../../migrations/0034_opened_words.sql', import.meta.url);

test('words in the entry of a talk that opened are erased, those of the message stay, and the chain is whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-opened-'));
  const store = openNodeStore(folder);
  try {
    const entry = (action: 'room.open' | 'message.receive', searchable: boolean) =>
      appendEntry(
        store.db,
        {
          ...{ action, actor: SYSTEM, outcome: 'ok' },
          content: { text: '見積もりをください', detail: null, searchable },
        },
        1,
        () => 'salt',
      );
    const opened = entry('room.open', false);
    const message = entry('message.receive', true);
    clientOf(store).exec(readFileSync(MIGRATION, 'utf8'));
    forgetEverything(store.db);
    expect(contentOf(store.db, opened)).toBeNull();
    expect(contentOf(store.db, message)?.text).toBe('見積もりをください');
    expect(verifyChain(store.db)).toEqual({ ok: true, entries: 2 });
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
