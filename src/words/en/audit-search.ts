import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const auditSearch: Words['auditSearch'] = {
  title: (count) => `Audit log: ${plural(count, 'hit', 'hits')}, newest first`,
  titleOfPage: (from, to) =>
    `Audit log: ${from === to ? 'hit' : `hits ${from} to`} ${to}, newest first`,
  empty: 'No entry matches.',
  noMore: 'There are no entries on this page.',
  sought: (conditions) => `Searched for: ${conditions}`,
  member: (names) => `member: ${names}`,
  user: (names) => `LINE user: ${names}`,
  kind: (names) => `kind: ${names}`,
  period: (from, to) => {
    if (from === '') return `until ${to}`;
    return to === '' ? `since ${from}` : `${from} to ${to}`;
  },
  inPart: (most) =>
    `Of very long messages only the first ${most} characters are searched (special characters count as what they stand for).`,
  narrower: 'There are more. Narrow it down by period (from: to:) or member (member:).',
  arrow: (from, to) => `${from} → ${to}`,
  handedOver: (name, before) => `${name} (handed over by ${before})`,
  nameNow: (name, now) => `${name} (now called ${now})`,
  waiting: 'waiting to be sent',
  because: (outcome, reason) => `${outcome}, ${reason}`,
  erased: '(withdrawn)',
  filters: {
    from: 'from:2026-11-20',
    to: 'to:today',
    member: 'member:Misaki Tanaka',
    user: 'user:Yamada',
    kind: 'kind:image',
    fileName: 'filename:quote',
    direction: 'direction:in',
    outcome: 'outcome:sent',
    room: 'room:12',
    page: 'page:2',
  },
  unknownKey: (key, keys) =>
    `There is no filter "${key}:". Filters: ${keys}\nThe page that "audit open" leads to also filters by talk room, direction, outcome and file name.\nTo search for these very characters, put them in quotation marks.`,
  unknownKind: (kind, kinds) => `There is no kind "${kind}". Kinds: ${kinds}`,
  unknownDate: (date, dates) => `"${date}" is not a date. Dates look like this: ${dates}`,
  dates:
    '2026-11-20, 11/20, today, yesterday, 3-days-ago, this-week, last-week, this-month, last-month, 2026-11',
  unknownPage: (page) => `"${page}" is not a page. Pages are numbers from 1.`,
  noValue: (key) => `Nothing follows "${key}".`,
  twice: (key) => `"${key}" can be given only once.`,
  backwards: 'The start lies after the end. Please check both dates.',
  tooMany: (most) => `One search takes up to ${most} words or names.`,
  nobody: (who, names, others) =>
    `No member matches "${who}". Check the name, account or Talk ID.\nLink members: ${names}${others > 0 ? ` and ${others} more` : ''}`,
  noUser: (who, names) =>
    `No LINE user matches "${who}". Check the name on LINE; a part of it is enough.\nRecent LINE users: ${names}`,
  example: (line) => `Example: ${line}`,
  unclosedQuote: (mark, line) =>
    `A quotation mark (${mark}) is not closed. Put one before and one after the words.\nExample: ${line}`,
  quoteExample: 'audit search "next week"',
};
