import type { AuditArea } from '../../../domain/audit-areas.ts';
import type { EntryId } from '../../../domain/ids.ts';
import type { Words } from '../../../words/words.ts';
import { tabPath, withQuery } from '../addresses.ts';
import { type Html, h } from '../html.ts';
import { type Asked, askedQuery } from './asked.ts';

/** Links to the newer and the older results; null where all are shown. */
export function paging(
  { auditForm: say }: Words,
  area: AuditArea,
  { typed, trail }: Asked,
  next: EntryId | null,
): Html | null {
  if (trail.length === 0 && next === null) return null;
  const to = (path: readonly EntryId[]) => withQuery(tabPath(area), askedQuery(typed, path));
  const link = (path: readonly EntryId[], label: string, rel: string | null) =>
    h('li', null, h('a', { href: to(path), rel }, label));
  return h(
    'nav',
    { class: 'paging', 'aria-label': say.pages },
    h(
      'ul',
      null,
      trail.length > 1 ? link([], say.newest, null) : null,
      trail.length > 0 ? link(trail.slice(0, -1), say.previous, 'prev') : null,
      next === null ? null : link([...trail, next], say.next, 'next'),
    ),
  );
}
