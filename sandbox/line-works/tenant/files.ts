import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { invalid } from '../servers/api-error.ts';
import type { WorksFile } from '../types.ts';
import type { FileRecord } from './records.ts';

/** fileId and uploadUrl live 24 h (line-works.md §4). */
const FILE_LIFE_MS = 86_400_000;
/** For message types other than file and image (line-works.md §4). */
const OTHER_TYPES_MAX_BYTES = 1_000_000;
/** Blocked by default (line-works.md §3.2). */
const BLOCKED = /\.(bat|cmd|com|cpl|exe|scr|js|vbs|wsf|hta)$/i;

function dropExpired(ctx: Context): void {
  for (const file of ctx.world.files.all()) {
    if (file.expiresAt > ctx.clock.now()) continue;
    ctx.world.files.remove(file.fileId);
    ctx.world.store.removeBytes(`file:${file.fileId}`);
  }
}

/** `jp1.{created ns}.{expiry s}.…` (line-works.md §4). */
function uploadId(nowMs: number): string {
  const nanos = `${nowMs}${String(randomBytes(3).readUIntBE(0, 3) % 1_000_000).padStart(6, '0')}`;
  return `jp1.${nanos}.${Math.floor((nowMs + FILE_LIFE_MS) / 1000)}.0.1000001.0.0.0`;
}

/** An inbound id always holds `/` and `=`, so that an unencoded one is noticed (§2.4, §4). */
function inboundId(): string {
  return `W${randomBytes(18).toString('base64')}/${randomBytes(10).toString('base64')}`;
}

/** Keeps a file that a member sent; returns its id. */
export function keepFile(ctx: Context, botId: string, file: WorksFile): string {
  dropExpired(ctx);
  const fileId = inboundId();
  ctx.world.files.put({
    fileId,
    botId,
    fileName: file.fileName,
    contentType: file.contentType,
    size: file.bytes.byteLength,
    uploaded: true,
    expiresAt: ctx.clock.now() + FILE_LIFE_MS,
  });
  ctx.world.store.putBytes(`file:${fileId}`, file.bytes);
  return fileId;
}

/** Makes an id to upload to, for one use. */
export function openUpload(ctx: Context, botId: string, fileName: string): FileRecord {
  dropExpired(ctx);
  const now = ctx.clock.now();
  const file: FileRecord = {
    fileId: uploadId(now),
    botId,
    fileName,
    contentType: 'application/octet-stream',
    size: 0,
    uploaded: false,
    expiresAt: now + FILE_LIFE_MS,
  };
  ctx.world.files.put(file);
  return file;
}

/** Stores the upload. */
export function finishUpload(
  ctx: Context,
  file: FileRecord,
  bytes: Uint8Array,
  contentType: string,
): void {
  const type = contentType || file.contentType;
  ctx.world.files.put({ ...file, uploaded: true, size: bytes.byteLength, contentType: type });
  ctx.world.store.putBytes(`file:${file.fileId}`, bytes);
}

/** A living, uploaded file. */
export function liveFile(ctx: Context, fileId: string): FileRecord | undefined {
  const file = ctx.world.files.get(fileId);
  return file?.uploaded === true && file.expiresAt > ctx.clock.now() ? file : undefined;
}

/** The bytes of a file; null when they are gone. */
export function fileBytes(ctx: Context, fileId: string): Uint8Array | null {
  return ctx.world.store.bytes(`file:${fileId}`);
}

const ID_FIELDS = new Set(['fileId', 'backgroundFileId']);

function fileIdsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fileIdsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ID_FIELDS.has(key) && typeof inner === 'string' ? [inner] : fileIdsIn(inner),
  );
}

function isMp3(ctx: Context, file: FileRecord): boolean {
  if (/\.mp3$/i.test(file.fileName) || /^audio\/(mpeg|mp3)/.test(file.contentType)) return true;
  return (
    Buffer.from(fileBytes(ctx, file.fileId) ?? [])
      .subarray(0, 3)
      .toString('latin1') === 'ID3'
  );
}

/** Refuses contents whose files are unknown, dead, another bot's, or not allowed for the type. */
export function checkFiles(ctx: Context, botId: string, content: Record<string, unknown>): void {
  const type = String(content.type);
  for (const fileId of fileIdsIn(content)) {
    const file = liveFile(ctx, fileId);
    const refused = invalid('content.fileId content is invalid');
    if (file === undefined || file.botId !== botId) throw refused;
    if (type === 'file' && BLOCKED.test(file.fileName)) throw refused;
    // MP3 by fileId is refused with this very text (line-works.md §3.2).
    if (type === 'audio' && isMp3(ctx, file)) throw refused;
    const unlimited = type === 'file' || type === 'image';
    if (!unlimited && file.size > OTHER_TYPES_MAX_BYTES) throw refused;
  }
  const url = content.originalContentUrl;
  if (type === 'file' && typeof url === 'string' && BLOCKED.test(new URL(url).pathname)) {
    throw invalid('content.originalContentUrl content is invalid');
  }
}
