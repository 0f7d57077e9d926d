import * as z from 'zod';
import type { Book } from './book.ts';
import { type Company, directoryEntryOf } from './company.ts';
import { type Answer, type Asked, parsed, serveJson } from './json-server.ts';
import { fileMarkIn, fileOf, marksIn } from './marker.ts';
import { fileIdOf, nameOfFileId } from './webhooks.ts';

const message = z.object({
  content: z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string().min(1).max(2000) }),
    z.object({ type: z.literal('file'), fileId: z.string().min(1) }),
  ]),
});
const upload = z.object({ fileName: z.string().min(1) });
const PAGE_SIZE = 100;
const TOKEN = 'works-token';
/** Far above the load: the platform's limit is not measured. */
const LIMIT = 10_000_000;
const RATES = {
  'ratelimit-limit': String(LIMIT),
  'ratelimit-remaining': String(LIMIT),
  'ratelimit-reset': '60',
};
const CHANNEL = /^\/v1\.0\/bots\/\d+\/channels\/0{8}-0000-4000-9000-(\d+)\/messages$/;
const ATTACHMENTS = /^\/v1\.0\/bots\/\d+\/attachments(?:\/([\w-]+))?$/;
const STORED = /^\/files\/([\w-]+)$/;
const USER = /^\/v1\.0\/bots\/\d+\/users\/[\w@-]+\/messages$/;

const refusal = (status: number, code: string): Answer => ({
  status,
  headers: RATES,
  json: { code, description: code },
});

/**
 * LINE WORKS, as far as the bench needs it: answers at once, notes arrivals. Resolves with its URL.
 */
export function startWorksPlatform(company: Company, book: Book): Promise<string> {
  const refuse = (status: number, text: string): Answer => {
    book.invalid(`LINE WORKS: ${text}`);
    return refusal(status, 'INVALID_PARAMETER');
  };

  const said = (asked: Asked, room: number | null): Answer => {
    const { data } = message.safeParse(parsed(asked.body));
    if (data === undefined) return refuse(400, asked.body);
    const { content } = data;
    const text = content.type === 'file' ? nameOfFileId(content.fileId) : content.text;
    book.came('works', room, content.type === 'file' ? fileMarkIn(text) : marksIn(text), text);
    return { status: 201, headers: RATES };
  };

  const directory = (asked: Asked): Answer => {
    const from = Number(asked.query.get('cursor') ?? 0);
    const to = Math.min(company.members, from + PAGE_SIZE);
    const users = Array.from({ length: to - from }, (_, n) => directoryEntryOf(from + n));
    const nextCursor = to < company.members ? String(to) : null;
    return { status: 200, headers: RATES, json: { users, responseMetaData: { nextCursor } } };
  };

  /** The three steps of a file: its place is asked for, then it is put there or fetched. */
  const filed = (asked: Asked): Answer | null => {
    const stored = STORED.exec(asked.path)?.[1];
    if (stored !== undefined) {
      const name = nameOfFileId(stored);
      if (asked.method === 'POST') return { status: 200, json: { fileId: stored, fileName: name } };
      const disposition = `attachment; filename="${name}"`;
      return {
        status: 200,
        headers: { 'content-type': 'application/pdf', 'content-disposition': disposition },
        bytes: fileOf(name),
      };
    }
    const place = ATTACHMENTS.exec(asked.path);
    if (place === null) return null;
    const addressOf = (fileId: string) => `http://${asked.headers.host}/files/${fileId}`;
    if (asked.method === 'GET') {
      return { status: 302, headers: { location: addressOf(place[1] ?? '') } };
    }
    const { data } = upload.safeParse(parsed(asked.body));
    if (data === undefined) return refuse(400, asked.body);
    const fileId = fileIdOf(data.fileName);
    return { status: 200, headers: RATES, json: { fileId, uploadUrl: addressOf(fileId) } };
  };

  return serveJson((asked) => {
    if (asked.path === '/oauth2/v2.0/token') {
      const scope = 'bot bot.message user.read';
      const json = { access_token: TOKEN, token_type: 'Bearer', expires_in: '86400', scope };
      return { status: 200, json };
    }
    if (asked.headers.authorization !== `Bearer ${TOKEN}`) return refuse(401, 'no token of ours');
    const file = filed(asked);
    if (file !== null) return file;
    if (asked.method === 'POST') {
      const room = CHANNEL.exec(asked.path)?.[1];
      if (room !== undefined) return said(asked, Number(room));
      if (USER.test(asked.path)) return said(asked, null);
    }
    if (asked.path === '/v1.0/users') return directory(asked);
    return refusal(404, 'NOT_FOUND');
  });
}
