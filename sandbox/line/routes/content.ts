import type { HttpAnswer } from '../../http.ts';
import type { ContentDoc } from '../documents.ts';
import { json, refusal } from '../server/answers.ts';
import type { AuthorizedExchange, Route } from './route.ts';

const PATH = '/v2/bot/message/:messageId/content';
const GONE = refusal(410, 'The content is gone');
const MISSING = refusal(404, 'not found');

/** The routes of api-data.line.me (line.md §3). */
export const contentRoutes: readonly Route[] = [
  { api: 'content', method: 'GET', path: PATH, takes: 'nothing', handle: content },
  { api: 'preview', method: 'GET', path: `${PATH}/preview`, takes: 'nothing', handle: preview },
  {
    api: 'transcoding',
    method: 'GET',
    path: `${PATH}/transcoding`,
    takes: 'nothing',
    handle: transcoding,
  },
];

function content(exchange: AuthorizedExchange): HttpAnswer {
  const doc = contentOf(exchange);
  return 'status' in doc ? doc : bytesOf(exchange, doc);
}

/** The whole picture: the sandbox makes no smaller one, and of a video none but its own bytes. */
function preview(exchange: AuthorizedExchange): HttpAnswer {
  const doc = contentOf(exchange);
  if ('status' in doc) return doc;
  if (doc.type !== 'image' && doc.type !== 'video') {
    return refusal(400, 'The content can not be previewed');
  }
  return bytesOf(exchange, doc);
}

function transcoding(exchange: AuthorizedExchange): HttpAnswer {
  const doc = contentOf(exchange);
  if ('status' in doc) return doc;
  if (doc.type !== 'video' && doc.type !== 'audio') {
    return refusal(400, "Transcoding status doesn't support this type of content");
  }
  if (doc.fate === 'unprepared') return json(200, { status: 'failed' });
  return json(200, { status: isReady(exchange, doc) ? 'succeeded' : 'processing' });
}

/** Another channel's content is as good as none. */
function contentOf({ state, account, params }: AuthorizedExchange): ContentDoc | HttpAnswer {
  const doc = state.contents.get(params[0] ?? '');
  if (doc === undefined || doc.channelId !== account.channelId) return MISSING;
  if (doc.unsent || doc.fate === 'gone') return GONE;
  return doc.fate === 'deleted' ? MISSING : doc;
}

function bytesOf(exchange: AuthorizedExchange, doc: ContentDoc): HttpAnswer {
  if (!isReady(exchange, doc)) return { status: 202 };
  const body = exchange.state.storage.blob(doc.messageId);
  if (body === null) return MISSING;
  return { status: 200, headers: { 'content-type': doc.contentType }, body };
}

function isReady({ state }: AuthorizedExchange, doc: ContentDoc): boolean {
  return doc.fate !== 'unprepared' && state.now() >= doc.readyAt;
}
