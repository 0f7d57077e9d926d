import { AUDIT_AREAS } from '../../domain/audit-areas.ts';
import type { EntryId } from '../../domain/ids.ts';

/* The addresses below `/audit`. */

export const AUDIT_PATH = '/audit';

/** The pages that the navigation names, in its order. */
export const TABS = [...AUDIT_AREAS, 'log', 'export'] as const;
export type Tab = (typeof TABS)[number];

export const tabPath = (tab: Tab): string =>
  tab === 'messages' ? AUDIT_PATH : `${AUDIT_PATH}/${tab}`;

/** The talk around a message; the browser goes to the message itself. */
export const conversationPath = (entryId: EntryId): string =>
  `${AUDIT_PATH}/conversation/${entryId}#${entryAnchor(entryId)}`;

/** The form of an export. */
export const EXPORT_PATH = `${AUDIT_PATH}/export`;

export const entryPath = (entryId: EntryId): string => `${AUDIT_PATH}/entry/${entryId}`;

/** The id of an entry's element on a page. */
export const entryAnchor = (entryId: EntryId): string => `entry-${entryId}`;

/** A path with its query; empty values are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

const NOWHERE = 'https://audit.invalid';

/** An address of ours as a path with its query; null for any that leads elsewhere. */
export function ownPath(address: string): string | null {
  if (!URL.canParse(address, NOWHERE)) return null;
  const { origin, pathname, search } = new URL(address, NOWHERE);
  const isOurs = pathname === AUDIT_PATH || pathname.startsWith(`${AUDIT_PATH}/`);
  return origin === NOWHERE && isOurs ? `${pathname}${search}` : null;
}
