import type { Context as Call } from 'hono';
import { Hono } from 'hono';
import { archive } from '../../../services/audit-export/archive.ts';
import {
  EXPORT_FORMS,
  EXPORT_ROWS,
  type ExportAsked,
  filterOf,
} from '../../../services/audit-export/asked.ts';
import {
  beginExportOf,
  type Export,
  encoded,
  FAILED_LINE,
  fileNameOf,
} from '../../../services/audit-export/begin-export.ts';
import { rolesOf } from '../../../services/roles/roles.ts';
import { breakOffOf } from '../../break-off.ts';
import { attachmentNamed } from '../../serve-blob.ts';
import { EXPORT_PATH, withQuery } from '../addresses.ts';
import { exportForm } from '../export/form.ts';
import { exportStream } from '../export/stream.ts';
import { h } from '../html.ts';
import { type Asked, askedQuery, readAsked } from '../search/asked.ts';
import { faultList } from '../search/faults.ts';
import { toQuery } from '../search/to-query.ts';
import { showPage } from '../shell.ts';
import type { AuditEnv, AuditPageParts, Viewer } from '../viewer.ts';

/** More would slow each other down, and the webhooks. */
const MOST_AT_ONCE = 2;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  zip: 'application/zip',
} as const;

/**
 * `/audit/export`: its GET is a form, and shows what would be exported; the POST of that page's
 * button is the download. All that is asked for stands in the address, as in a search.
 */
export function exportPage(parts: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  let underWay = 0;
  pages.get('/export', (c) => showForm(c, parts, null));
  pages.post('/export', async (c) => {
    const { words } = c.get('viewer');
    const read = readExport(c, parts);
    if (read === null) return showForm(c, parts, null);
    if (underWay >= MOST_AT_ONCE) return showForm(c, parts, words.auditExport.busy);
    underWay += 1;
    const done = () => {
      underWay -= 1;
    };
    try {
      return await download(c, parts, read, done);
    } catch (error) {
      done();
      throw error;
    }
  });
  return pages;
}

/** Null: something in the address is no condition. */
function readExport(c: Call<AuditEnv>, { context }: AuditPageParts): ExportAsked | null {
  const address = new URL(c.req.url);
  const read = toQuery(context, readAsked(address), { area: 'messages', limit: 1 });
  if (read.kind === 'faults') return null;
  const of = (name: string) => address.searchParams.get(name);
  return {
    form: EXPORT_FORMS.find((form) => form === of('format')) ?? 'csv',
    rows: EXPORT_ROWS.find((rows) => rows === of('rows')) ?? 'messages',
    media: of('media') === '1',
    filter: filterOf(read.query),
  };
}

function showForm(c: Call<AuditEnv>, parts: AuditPageParts, refusal: string | null): Response {
  const viewer = c.get('viewer');
  const { words, formToken } = viewer;
  const asked: Asked = { ...readAsked(new URL(c.req.url)), trail: [] };
  const { typed } = asked;
  const read = toQuery(parts.context, asked, { area: 'messages', limit: 1 });
  const faults = read.kind === 'faults' ? read.faults : [];
  const { format = '', rows = '', media = '', go = '' } = c.req.query();
  const choice = { format, rows, media };
  const query = { ...askedQuery(typed, []), ...choice };
  const canSign = parts.checkpoints.signer !== null;
  const action = withQuery(EXPORT_PATH, { ...query, form: formToken });
  const now = parts.context.clock.now();
  const body = [
    refusal === null ? null : h('p', { class: 'faults', role: 'alert' }, refusal),
    faults.length > 0 ? faultList(words, 'messages', typed, faults) : null,
    exportForm({
      words,
      typed,
      faults,
      now,
      choice,
      canSign,
      action: go === '1' && faults.length === 0 ? action : null,
    }),
  ];
  const title = words.auditExport.title;
  const html = showPage({
    viewer,
    title,
    tab: 'export',
    address: withQuery(EXPORT_PATH, query),
    body,
  });
  const status = refusal !== null ? 503 : faults.length > 0 ? 400 : 200;
  return c.html(html, status);
}

async function download(
  c: Call<AuditEnv>,
  parts: AuditPageParts,
  asked: ExportAsked,
  onEnd: () => void,
): Promise<Response> {
  const { actor, memberId, words }: Viewer = c.get('viewer');
  const { context, onFault } = parts;
  const leaving = new AbortController();
  const fileName = fileNameOf(context.clock.now(), asked);
  const order = { actor, asked, fileName, words, signal: leaving.signal };
  const begun = await beginExportOf(parts, order);
  if (begun.kind === 'refused') {
    onEnd();
    return showForm(c, parts, words.auditExport.refusals[begun.why]);
  }
  const pieces = whileAuditor(context, memberId, bytesOf(parts, words, begun));
  const stream = exportStream(context, begun, pieces, {
    failedLine: asked.form === 'csv' ? FAILED_LINE : null,
    breakOff: breakOffOf(c.env),
    onLeft: () => leaving.abort(),
    onFault: (error) => onFault('audit export', error),
    onEnd,
  });
  return c.body(stream, 200, {
    'content-type': TYPES[asked.form],
    'content-disposition': attachmentNamed(fileName),
  });
}

/** The role is asked for before each piece: whoever loses it does not get the rest. */
async function* whileAuditor(
  context: AuditPageParts['context'],
  memberId: Viewer['memberId'],
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    if (!rolesOf(context, memberId).has('auditor')) throw new Error('The role was taken.');
    yield piece;
  }
}

function bytesOf(
  parts: AuditPageParts,
  words: Viewer['words'],
  order: Export,
): AsyncIterable<Uint8Array> {
  switch (order.asked.form) {
    case 'csv':
      return encoded(order.table(order.asked.rows));
    case 'jsonl':
      return encoded(order.proof());
    case 'zip':
      return piecesOf(archive({ ...parts, words }, order));
    default:
      return order.asked.form satisfies never;
  }
}

/** A web stream as pieces: left early, it is cancelled. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
