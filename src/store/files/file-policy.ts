import type { FileDirection, FilePolicy, JudgedFile } from '../../domain/files/file-policy.ts';
import { nameToJudge } from '../../domain/files/file-types.ts';
import type { Content, MediaContent } from '../../domain/messages/content.ts';
import type { OutboxRow } from '../queue/outbox.ts';
import { auditContents, auditEntries, filePolicy, media, outbox } from '../schema.ts';
import { and, asc, eq, inArray, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** Which files may be sent; the migration makes the row. */
export function readFilePolicy(db: Database): FilePolicy {
  const row = db.select().from(filePolicy).where(eq(filePolicy.id, 1)).get();
  if (row === undefined) throw new Error('The row of the file policy is missing.');
  const { id: _, ...policy } = row;
  return policy;
}

export function changeFilePolicy(db: Database, change: Partial<FilePolicy>): void {
  db.update(filePolicy).set(change).where(eq(filePolicy.id, 1)).run();
}

/** A file on its way, as far as we know it. */
export interface QueuedFile extends JudgedFile {
  readonly row: OutboxRow;
  readonly direction: FileDirection;
}

/** Files waiting in the outbox, oldest first. */
export function queuedFiles(db: Database): QueuedFile[] {
  return (
    db
      .select({
        row: outbox,
        direction: auditEntries.direction,
        detail: auditContents.detail,
        fileName: media.fileName,
        contentType: media.contentType,
        size: media.size,
      })
      .from(outbox)
      .innerJoin(auditEntries, eq(auditEntries.id, outbox.entryId))
      .innerJoin(auditContents, eq(auditContents.entryId, outbox.entryId))
      .leftJoin(media, eq(media.entryId, outbox.entryId))
      .where(
        and(
          eq(outbox.state, 'queued'),
          inArray(auditEntries.kind, ['image', 'video', 'audio', 'file']),
        ),
      )
      // Ordered by id, without a walk through all rows.
      .orderBy(asc(sql`+${outbox.id}`))
      .all()
      .flatMap(({ row, direction, detail, fileName, contentType, size }) => {
        const content = mediaIn(detail);
        if (content === null || direction === null) return [];
        return [
          {
            row,
            direction,
            kind: content.kind,
            fileName: nameToJudge(fileName ?? content.fileName, content.kind, contentType),
            size: size ?? content.size,
          },
        ];
      })
  );
}

function mediaIn(detail: string | null): MediaContent | null {
  if (detail === null) return null;
  // Only `recordMessage` writes these details, and it writes a Content.
  const content = JSON.parse(detail) as Content;
  return 'contentId' in content ? content : null;
}
