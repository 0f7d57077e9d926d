import * as z from 'zod';
import type { Context } from '../../context.ts';
import { HOUR_MS } from '../../domain/durations.ts';
import type { DirectoryUser } from '../../platforms/line-works/directory.ts';
import { forgetPages, pagesOf, savePage } from '../../store/people/directory-pages.ts';

/** A page of a reading; `nextCursor` names the next, which there is. */
export interface ReadPage {
  readonly users: readonly DirectoryUser[];
  readonly nextCursor: string;
}

/** A reading as old as this shows people as they were: it begins again. */
const STALE_MS = HOUR_MS;

const user = z.custom<DirectoryUser>(
  (value) => z.looseObject({ userId: z.string() }).safeParse(value).success,
);
/** The version changes with the shape of a person. */
const stored = z.object({ v: z.literal(1), users: z.array(user) });

/** What a reading that had to wait has read so far; nothing when it has not begun or is too old. */
export function pagesRead({ db, clock }: Context, pass: string): ReadPage[] {
  const rows = pagesOf(db, pass);
  const isStale = rows.some(({ readAt }) => Math.abs(clock.now() - readAt) > STALE_MS);
  if (isStale) return [];
  const pages = rows.flatMap(({ users, nextCursor }) => {
    const page = stored.safeParse(JSON.parse(users)).data;
    return page === undefined ? [] : [{ users: page.users, nextCursor }];
  });
  return pages.length === rows.length ? pages : [];
}

/**
 * Keeps what a reading that has to wait has read beyond `known` pages: a host that sleeps forgets
 * all else.
 */
export function keepPages(
  context: Context,
  pass: string,
  pages: readonly ReadPage[],
  known: number,
): void {
  const { store, db, clock } = context;
  store.transaction(() => {
    // Those of an older reading may stand there.
    if (known === 0) endPass(context, pass);
    for (const [page, { users, nextCursor }] of pages.entries()) {
      if (page < known) continue;
      const text = JSON.stringify({ v: 1, users });
      savePage(db, { pass, page, users: text, nextCursor, readAt: clock.now() });
    }
  });
}

/** The pages of a reading are not needed any more, nor those of one that is too old to go on. */
export const endPass = ({ db, clock }: Context, pass: string): void =>
  forgetPages(db, pass, clock.now() - STALE_MS);
