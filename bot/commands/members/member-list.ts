import * as z from 'zod';
import { encodePress } from '../../../src/domain/messages/press.ts';
import type { Button, Row, Speech } from '../../../src/domain/messages/speech.ts';
import type { LinkStatus } from '../../../src/domain/people/registration.ts';
import { quoted } from '../../../src/domain/text/tokens.ts';
import { searchMembers } from '../../../src/services/members/find.ts';
import { countByStatus, listLinkMembers } from '../../../src/store/people/link-members.ts';
import type { Member } from '../../../src/store/people/members.ts';
import { listPage, pageWithin, ROWS_PER_PAGE } from '../../answers/list-page.ts';
import { command, type Session } from '../../command.ts';
import { detailsButton, memberRow } from '../../people/member-row.ts';

/** Lines of a page of text. */
export const PER_PAGE = 8;
const MOST_FOUND = 200;

const STATUS_WORDS: Readonly<Record<string, LinkStatus>> = {
  available: 'available',
  利用可能: 'available',
  pending: 'pending',
  待機中: 'pending',
  failed: 'failed',
  失敗: 'failed',
  retrying: 'retrying',
  再試行: 'retrying',
};

/** `page:N` at the end, as the page buttons write it. */
export function takePage(words: readonly string[]): {
  readonly rest: string[];
  readonly page: number;
} {
  const last = words.at(-1) ?? '';
  const page = /^page:(\d{1,4})$/.exec(last)?.[1];
  return page === undefined
    ? { rest: [...words], page: 0 }
    : { rest: words.slice(0, -1), page: Number(page) };
}

const listArgs = z.array(z.string()).transform((words, check) => {
  const { rest, page } = takePage(words);
  const [word, ...others] = rest;
  const status = word === undefined ? null : STATUS_WORDS[word.toLowerCase()];
  if (status === undefined || others.length > 0) {
    check.addIssue({ code: 'custom', message: 'no status' });
    return z.NEVER;
  }
  return { status, page };
});

export const memberList = command({
  name: 'member list',
  group: 'members',
  aliases: ['メンバー 一覧', '利用メンバー 一覧', 'メンバー'],
  roles: ['link-admin'],
  args: listArgs,
  run: (session, { status, page: wantedPage }) => {
    const { context, words } = session;
    const counts = countByStatus(context.db);
    const total =
      status === null
        ? counts.available + counts.pending + counts.failed + counts.retrying
        : counts[status];
    if (total === 0) return { text: words.admin.listEmpty };
    const page = pageWithin(wantedPage, total);
    const shown = listLinkMembers(context.db, {
      status,
      offset: page * ROWS_PER_PAGE,
      limit: ROWS_PER_PAGE,
    });
    const rows = shown.map((member) => rowOf(session, member));
    const again = [words.commands['member list'].name, status && words.status[status]]
      .filter(Boolean)
      .join(' ');
    return peoplePage(session, { title: words.admin.listTitle(total), rows, page, total }, again);
  },
});

const searchArgs = z.array(z.string()).transform((words, check) => {
  const { rest, page } = takePage(words);
  const needle = rest.join(' ').trim();
  if (needle === '') {
    check.addIssue({ code: 'custom', message: 'nothing to search for' });
    return z.NEVER;
  }
  return { needle, page };
});

export const memberSearch = command({
  name: 'member search',
  group: 'members',
  aliases: ['メンバー 検索', '利用メンバー 検索'],
  roles: ['link-admin'],
  args: searchArgs,
  run: (session, { needle, page: wantedPage }) => {
    const { context, words } = session;
    const found = searchMembers(context, needle).slice(0, MOST_FOUND);
    if (found.length === 0) return { text: words.admin.searchEmpty(needle) };
    const total = found.length;
    const page = pageWithin(wantedPage, total);
    const shown = found.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE);
    const rows = shown.map((member) => rowOf(session, member));
    const title = words.admin.searchTitle(needle, total);
    const { name } = words.commands['member search'];
    return peoplePage(session, { title, rows, page, total }, `${name} ${quoted(needle)}`);
  },
});

const turnTo = (again: string, page: number) =>
  encodePress({ do: 'run', line: `${again} page:${page}` });

/** A page of rows with its buttons; they say the command `again`. */
export function paged(
  { words }: Session,
  title: string,
  lines: readonly string[],
  again: string,
  page: number,
  total: number,
): Speech {
  const buttons: Button[] = [];
  const { next, previous } = words.admin;
  if (page > 0) {
    buttons.push({ label: previous, token: turnTo(again, page - 1), says: previous });
  }
  if ((page + 1) * PER_PAGE < total) {
    buttons.push({ label: next, token: turnTo(again, page + 1), says: next });
  }
  const pages = Math.ceil(total / PER_PAGE);
  const heading = pages > 1 ? `${title} (${page + 1}/${pages})` : title;
  return { text: [heading, ...lines].join('\n'), ...(buttons.length > 0 ? { buttons } : {}) };
}

/**
 * A page of people; its buttons say the command `again`, and a reader of the text alone may type it: in their
 * own language, which its answer is in.
 */
function peoplePage(
  session: Session,
  list: {
    readonly title: string;
    readonly rows: readonly Row[];
    readonly page: number;
    readonly total: number;
  },
  again: string,
): Speech {
  const hasNext = (list.page + 1) * ROWS_PER_PAGE < list.total;
  return listPage(session, {
    ...list,
    turn: (page) => turnTo(again, page),
    hint: hasNext ? session.words.admin.nextByWords(`${again} page:${list.page + 1}`) : null,
  });
}

const rowOf = (session: Session, member: Member): Row =>
  memberRow(session, member, detailsButton(session, member));
