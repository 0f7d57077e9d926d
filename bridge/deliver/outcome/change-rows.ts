import type { Context } from '../../../src/context.ts';
import type { RefusedRow, RowChange } from '../../../src/domain/delivery/way-round.ts';
import { isMedia } from '../../../src/domain/messages/content.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import { errandText } from '../../../src/store/memory/stored-errand.ts';
import { errandOf, type OutboxRow, updateRow } from '../../../src/store/queue/outbox.ts';
import { isUploadAlive } from '../media/plan-upload.ts';
import { endRow } from './end-row.ts';

/** The facts the rules need about a row whose call was refused. */
export function refusedRow(context: Context, row: OutboxRow): RefusedRow {
  const { id, entryId, progress, moves } = row;
  const errand = errandOf(row);
  const content = entryId === null ? null : readContent(context.db, entryId);
  const upload = errand?.do === 'relay' ? errand.upload : undefined;
  const carriesFile = content === null || isMedia(content);
  return {
    id,
    errand,
    progress,
    moves,
    isText: content?.kind === 'text',
    hasFile: carriesFile && entryId !== null && readMedia(context.db, entryId) !== null,
    uploadIsOld: upload !== undefined && !isUploadAlive(context, upload),
  };
}

/** Carries out the rules' verdict on these rows. */
export function changeRows(
  context: Context,
  rows: readonly OutboxRow[],
  changes: readonly RowChange[],
): void {
  for (const change of changes) {
    const row = rows.find(({ id }) => id === change.id);
    if (row === undefined) continue;
    if ('isSaid' in change) {
      endRow(context, row, 'sent', null);
      continue;
    }
    const { id, errand, ...counts } = change;
    const isNew = errand !== undefined && errand !== errandOf(row);
    const changed = { ...counts, ...(isNew ? { payload: errandText(errand) } : {}) };
    if (Object.keys(changed).length > 0) updateRow(context.db, id, changed);
  }
}
