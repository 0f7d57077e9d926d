import type { Context } from '../../context.ts';
import type { WorksClient } from '../../platforms/line-works/client.ts';
import type { DirectoryUser } from '../../platforms/line-works/directory.ts';
import { type DirectoryStored, storeDirectory } from './store.ts';
import { endPass, keepPages, pagesRead, type ReadPage } from './waiting-pass.ts';

export type DirectoryRead =
  | DirectoryStored
  | { readonly kind: 'failed'; readonly detail: string }
  /** The platform's limit is reached: call again after this long to continue the reading. Ms. */
  | { readonly kind: 'wait'; readonly afterMs: number };

/** The platform's rate counts, as far as a reading needs them (line-works.md §3.3). */
export interface ReadingRates {
  take(api: 'users'): 'taken' | number;
  release(api: 'users', end?: 'over' | 'limited'): void;
  /** @returns how long no call may go out, ms */
  exhausted(api: 'users', afterMs: number | null): number;
}

/** Reads the whole directory. `pass` names the reading: one that had to wait continues. */
export type DirectoryReader = (pass: string) => Promise<DirectoryRead>;

/** More pages than any company has: an endless cursor is a fault, not a company. */
const MOST_PAGES = 1000;

interface Pass {
  /** Pages that another follows. */
  readonly pages: ReadPage[];
  /** The last page's people; null: it has not been read. */
  last: readonly DirectoryUser[] | null;
}

/**
 * Reads the directory page by page, each page counted like any other call, and stores the result.
 * The pages of a waiting pass are kept: it goes on after a restart.
 */
export function createDirectoryReader(
  context: Context,
  works: Pick<WorksClient, 'listUsers'>,
  rates: ReadingRates,
): DirectoryReader {
  return async (name) => {
    const pass: Pass = { pages: pagesRead(context, name), last: null };
    const known = pass.pages.length;
    const ended = await readPages(context, works, rates, pass);
    if (ended.kind === 'wait') {
      keepPages(context, name, pass.pages, known);
      return ended;
    }
    return context.store.transaction(() => {
      endPass(context, name);
      if (ended.kind === 'failed') return ended;
      const users = [...pass.pages.flatMap((page) => page.users), ...(pass.last ?? [])];
      return storeDirectory(context, users);
    });
  };
}

type PagesEnd =
  | { readonly kind: 'complete' }
  | Extract<DirectoryRead, { kind: 'failed' } | { kind: 'wait' }>;

/** `limit`: how long the platform's limit makes us wait, ms. */
async function countedPage(
  works: Pick<WorksClient, 'listUsers'>,
  rates: ReadingRates,
  cursor: string | null,
) {
  let isLimited = false;
  try {
    const outcome = await works.listUsers(cursor);
    isLimited = outcome.kind === 'retry' && outcome.reason === 'rate-limit';
    const named = outcome.kind === 'retry' ? outcome.afterMs : null;
    return { outcome, limit: isLimited ? rates.exhausted('users', named) : null };
  } finally {
    rates.release('users', isLimited ? 'limited' : 'over');
  }
}

async function readPages(
  context: Context,
  works: Pick<WorksClient, 'listUsers'>,
  rates: ReadingRates,
  pass: Pass,
): Promise<PagesEnd> {
  while (pass.pages.length < MOST_PAGES) {
    const taken = rates.take('users');
    if (taken !== 'taken') {
      return { kind: 'wait', afterMs: Math.max(1, taken - context.clock.now()) };
    }
    const { limit, outcome } = await countedPage(
      works,
      rates,
      pass.pages.at(-1)?.nextCursor ?? null,
    );
    if (limit !== null) return { kind: 'wait', afterMs: Math.max(1, limit) };
    if (outcome.kind !== 'sent') {
      return { kind: 'failed', detail: outcome.kind === 'withheld' ? 'withheld' : outcome.detail };
    }
    const { users, nextCursor } = outcome.answer;
    if (nextCursor === null) {
      pass.last = users;
      return { kind: 'complete' };
    }
    pass.pages.push({ users, nextCursor });
  }
  return { kind: 'failed', detail: `more than ${MOST_PAGES} pages` };
}
