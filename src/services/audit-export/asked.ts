import { isoInstant } from '../../domain/jst.ts';
import type { AuditQuery } from '../audit/search/query.ts';

/** In what form an export goes out. */
export const EXPORT_FORMS = ['csv', 'jsonl', 'zip'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

/** Which rows a table holds. */
export const EXPORT_ROWS = ['messages', 'operations'] as const;
export type ExportRows = (typeof EXPORT_ROWS)[number];

/** What an export is to hold: the conditions of a search. */
export type ExportFilter = Pick<
  AuditQuery,
  | 'phrases'
  | 'fileNames'
  | 'from'
  | 'to'
  | 'members'
  | 'users'
  | 'rooms'
  | 'directions'
  | 'kinds'
  | 'outcomes'
>;

/** What was asked for. */
export interface ExportAsked {
  readonly form: ExportForm;
  /** Of a CSV. */
  readonly rows: ExportRows;
  /** Of a zip: whether the files that people sent come along. */
  readonly media: boolean;
  readonly filter: ExportFilter;
}

/** The whole log. */
export const EVERYTHING: ExportFilter = {
  ...{ phrases: [], fileNames: [], from: null, to: null, members: null, users: null, rooms: null },
  ...{ directions: null, kinds: null, outcomes: null },
};

/** The conditions of a search as a filter. */
export const filterOf = (query: ExportFilter): ExportFilter => {
  const { phrases, fileNames, from, to, members, users, rooms } = query;
  const { directions, kinds, outcomes } = query;
  return { phrases, fileNames, from, to, members, users, rooms, directions, kinds, outcomes };
};

/**
 * What was asked for, as the entry of an export and the header of its file tell it. Of a period
 * without an end, the export ends with the log.
 */
export const tellAsked = ({ form, rows, media, filter }: ExportAsked): object => ({
  form,
  ...(form === 'csv' ? { rows } : {}),
  ...(form === 'zip' ? { media } : {}),
  ...filter,
  from: filter.from === null ? null : isoInstant(filter.from),
  to: filter.to === null ? null : isoInstant(filter.to),
});

/** Whether a filter asks for entries by more than their time. */
export const isNarrow = (filter: ExportFilter): boolean => {
  const { from: _from, to: _to, phrases, fileNames, ...others } = filter;
  const isAsked = Object.values(others).some((each) => each !== null);
  return phrases.length > 0 || fileNames.length > 0 || isAsked;
};

/** Whether it takes a search to find the messages: by words, by an earlier name, by their end. */
export const needsSearch = ({ phrases, fileNames, users, outcomes }: ExportFilter): boolean =>
  phrases.length > 0 || fileNames.length > 0 || outcomes !== null || (users?.said.length ?? 0) > 0;
