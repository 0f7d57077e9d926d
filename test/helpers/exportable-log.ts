import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, record } from '../../src/context.ts';
import { type Actor, SYSTEM } from '../../src/domain/audit.ts';
import {
  botId,
  channelId,
  type EntryId,
  lineUserId,
  memberId,
  talkRoomId,
} from '../../src/domain/ids.ts';
import { systemChance } from '../../src/hosts/chance.ts';
import { createMediaLinks } from '../../src/media/links.ts';
import { eraseEntries } from '../../src/services/audit/erase-entries.ts';
import {
  EVERYTHING,
  type ExportAsked,
  type ExportFilter,
} from '../../src/services/audit-export/asked.ts';
import { beginExportOf, type ExportParts } from '../../src/services/audit-export/begin-export.ts';
import { createCheckpoints } from '../../src/services/checkpoints/checkpoints.ts';
import { noCheckpointHost } from '../../src/services/checkpoints/parts.ts';
import { checkpointsAfter } from '../../src/store/audit/checkpoints.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import { wordsOf } from '../../src/words/words.ts';
import { manualClock } from './clock.ts';

export const AUDITOR: Actor = { kind: 'admin', id: 'auditor-1', name: '監査 花子' };

/** A log of its own, with a key, for exports: no bridge around it. */
export function exportableLog() {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-export-'));
  const store = openNodeStore(folder);
  const { advance, now, ...others } = manualClock();
  let reads = 0;
  // Time passes while a machine works.
  const clock = { ...others, advance, now: () => now() + (reads++ % 7) };
  const publicUrl = 'https://bridge.test';
  const context: Context = {
    store,
    db: store.db,
    clock,
    chance: systemChance,
    media: createMediaLinks({ secretKey: 'x'.repeat(43), publicUrl, linkMs: 1000 }),
    settings: {
      ...{ companyName: 'みどり商店', adminUsers: [], domainId: '1', publicUrl },
      ...{ bridgeBotId: botId('1'), adminBotId: null, plan: 'standard', retryScheduleMs: [1000] },
      ...{ worksStaleMs: 600_000, directoryPollMs: 300_000, stickerPictures: 'off' },
      ...{ mediaRetentionMs: null, mediaTotalBytes: null, auditRetentionMs: null },
    },
  };
  const { privateKey } = generateKeyPairSync('ed25519');
  const host = { ...noCheckpointHost, key: { kind: 'ready' as const, privateKey } };
  const checkpoints = createCheckpoints(context, host, null, () => {});
  const parts: ExportParts = { context, checkpoints };
  return {
    context,
    clock,
    checkpoints,
    parts,
    log: writerOf(context),
    exported: (filter: Partial<ExportFilter> = {}, form: ExportAsked['form'] = 'jsonl') =>
      exported(parts, {
        form,
        rows: 'messages',
        media: false,
        filter: { ...EVERYTHING, ...filter },
      }),
    notes: () => checkpointsAfter(store.db, 0, 1000).map(({ note }) => note),
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type ExportableLog = ReturnType<typeof exportableLog>;

async function exported(parts: ExportParts, asked: ExportAsked): Promise<string> {
  const order = { actor: AUDITOR, asked, fileName: 'x', words: wordsOf('ja') };
  const begun = await beginExportOf(parts, order);
  if (begun.kind === 'refused') throw new Error(begun.why);
  const pieces = asked.form === 'csv' ? begun.table(asked.rows) : begun.proof();
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

function writerOf(context: Context) {
  const within = <Result>(work: () => Result) => context.store.transaction(work);
  return {
    message: (
      room: number,
      user: string,
      text: string,
      more: Partial<Parameters<typeof record>[1]> = {},
    ) =>
      within(() =>
        record(context, {
          action: 'message.receive',
          actor: { kind: 'line-user', id: `U${user}`, name: user },
          outcome: 'relayed',
          roomId: talkRoomId(room),
          channelId: channelId('10'),
          lineUserId: lineUserId(`U${user}`),
          lineUserName: user,
          memberId: memberId('m1'),
          memberName: '田中 一郎',
          direction: 'in',
          kind: 'text',
          content: { text, detail: null },
          ...more,
        }),
      ),
    about: (id: EntryId, room: number, more: Partial<Parameters<typeof record>[1]>) =>
      within(() =>
        record(context, {
          action: 'message.deliver',
          actor: SYSTEM,
          outcome: 'sent',
          roomId: talkRoomId(room),
          aboutId: id,
          ...more,
        }),
      ),
    file: (id: EntryId, room: number, fileName: string, sha256 = 'ab'.repeat(32)) =>
      within(() =>
        record(context, {
          action: 'media.keep',
          actor: SYSTEM,
          outcome: 'ok',
          roomId: talkRoomId(room),
          aboutId: id,
          content: {
            text: `${fileName} SHA-256 ${sha256} 12 B`,
            detail: { sha256, size: 12, contentType: 'image/png', fileName },
          },
        }),
      ),
    erase: (contents: readonly EntryId[], names: readonly number[] = []) =>
      within(() =>
        eraseEntries(
          context,
          { contents, names },
          { action: 'message.unsend', actor: SYSTEM, outcome: 'ok', reason: 'unsent' },
        ),
      ),
  };
}
