import type { Context as Call } from 'hono';
import { Hono } from 'hono';
import { AUDIT_AREAS, type AuditArea } from '../../../domain/audit-areas.ts';
import { isAnyUserInLog } from '../../../services/audit/is-user-in-log.ts';
import type { AuditQuery, SearchResult } from '../../../services/audit/search/query.ts';
import type { Words } from '../../../words/words.ts';
import { EXPORT_PATH, tabPath, withQuery } from '../addresses.ts';
import { h, type Inner } from '../html.ts';
import { type Asked, askedQuery, readAsked } from '../search/asked.ts';
import { entryTable } from '../search/entries.ts';
import { faultList } from '../search/faults.ts';
import { searchForm } from '../search/form.ts';
import { hitList } from '../search/hits.ts';
import { look } from '../search/look.ts';
import { paging } from '../search/paging.ts';
import { type FieldFault, toQuery } from '../search/to-query.ts';
import { showPage } from '../shell.ts';
import type { AuditEnv, AuditPageParts, Viewer } from '../viewer.ts';

const HITS = 30;

/** `GET /audit`, and the other tabs of entries: a form, and below it what was found. */
export function searchPage(parts: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  for (const area of AUDIT_AREAS) {
    pages.get(area === 'messages' ? '/' : `/${area}`, (c) => showTab(c, parts, area));
  }
  return pages;
}

async function showTab(c: Call<AuditEnv>, parts: AuditPageParts, area: AuditArea) {
  const viewer = c.get('viewer');
  const { words } = viewer;
  const asked = readAsked(new URL(c.req.url));
  const { faults, found } = await find(parts, viewer, asked, area);
  const { typed, trail } = asked;
  const now = parts.context.clock.now();
  const body = [
    faults.length > 0 ? faultList(words, area, typed, faults) : null,
    searchForm({ words, area, typed, faults, now }),
    found,
  ];
  const title = words.auditPage.tabs[area];
  const address = withQuery(tabPath(area), askedQuery(typed, trail));
  const html = showPage({ viewer, title, tab: area, address, body });
  return c.html(html, faults.length > 0 ? 400 : 200);
}

async function find(
  parts: AuditPageParts,
  viewer: Viewer,
  asked: Asked,
  area: AuditArea,
): Promise<{ readonly faults: readonly FieldFault[]; readonly found: Inner }> {
  const read = toQuery(parts.context, asked, { area, limit: HITS });
  if (read.kind === 'faults') return { faults: read.faults, found: null };
  const { query } = read;
  const result = await look(parts, viewer, query);
  const { users } = query;
  if (users !== null && result.found.length === 0 && query.before === null) {
    if (!(await isAnyUserInLog(parts.context, users))) {
      const fault = { fault: 'no-user', field: 'user', said: asked.typed.user } as const;
      return { faults: [fault], found: null };
    }
  }
  return { faults: [], found: await results(parts, viewer.words, area, asked, query, result) };
}

async function results(
  { context }: AuditPageParts,
  words: Words,
  area: AuditArea,
  asked: Asked,
  query: AuditQuery,
  { found, next, cut }: SearchResult,
): Promise<Inner> {
  const { auditForm: say, auditSearch } = words;
  if (found.length === 0) {
    const empty = asked.trail.length > 0 ? auditSearch.noMore : auditSearch.empty;
    return [h('p', { class: 'count', role: 'status' }, empty), paging(words, area, asked, next)];
  }
  const count =
    next === null && asked.trail.length === 0 ? say.all(found.length) : say.some(found.length);
  const messages = found.filter((each) => each.is === 'message');
  const entries = found.filter((each) => each.is === 'entry');
  return h(
    'section',
    { class: 'results', 'aria-labelledby': 'results' },
    h('h2', { id: 'results' }, say.results),
    h('p', { class: 'count', role: 'status' }, count),
    cut ? h('p', { class: 'cut' }, say.cut) : null,
    area === 'messages'
      ? await hitList(words, messages, query)
      : await entryTable(context, words, words.auditPage.tabs[area], entries, query),
    paging(words, area, asked, next),
    area === 'messages' ? h('p', null, exportLink(words, asked)) : null,
  );
}

const exportLink = (words: Words, { typed }: Asked) =>
  h('a', { href: withQuery(EXPORT_PATH, askedQuery(typed, [])) }, words.auditExport.exportThese);
