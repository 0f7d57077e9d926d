import {
  configure,
  getConsoleSink,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
} from '@logtape/logtape';
import type { LogFormat, LogLevel } from './config/types.ts';
import { onlyCodes, redactByPattern, redactions } from './log/net.ts';

/**
 * Starts logging to the console.
 *
 * @param secrets that no line may hold, whatever goes wrong
 */
export async function startLog(
  level: LogLevel,
  format: LogFormat = 'text',
  secrets: readonly string[] = [],
): Promise<void> {
  isJson = format === 'json';
  for (const secret of secrets) known.add(secret);
  const plain = isJson
    ? getJsonLinesFormatter({ properties: 'flatten' })
    : getTextFormatter({ timestamp: 'rfc3339' });
  const formatter = redactByPattern(plain, redactions([...known]));
  await configure({
    reset: true,
    sinks: { console: getConsoleSink({ formatter }) },
    loggers: [
      { category: 'kakehashi', lowestLevel: level, sinks: ['console'] },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['console'] },
    ],
  });
}

/** Of all who log here: an isolate of Workers holds several workspaces and has one console. */
const known = new Set<string>();

/** Whether JSON is written: its lines hold what a text line has in its message. */
let isJson = false;

const log = getLogger(['kakehashi']);

/**
 * Logs a fault of ours. The error's message may quote what a person wrote, so only its place is kept.
 *
 * @param workspace whose it is, where several share the log
 */
export function logFault(what: string, error: unknown, workspace?: string): void {
  const facts = { what, ...placeOf(error) };
  if (workspace === undefined) log.error('{what}: {name} {place}', facts);
  // Names have no braces; as a property of the text it would stand in quotes.
  else log.error(`{what}: {name} {place} workspace=${workspace}`, { ...facts, workspace });
}

/** The same as a line, for where no log has been started. */
export function faultLine(what: string, error: unknown): string {
  const { name, place } = placeOf(error);
  return `${what}: ${name} ${place}`;
}

/** Logs a body that was not read to its end, in one line: strangers can cause many. */
export function logUnread(path: string, why: string): void {
  log.info('{path}: the body was not read to its end: {why}', { path, why });
}

/** Logs how far a database is that is being brought up to date. */
export function logMigrating(migration: string, rows: number): void {
  log.info('The database is being brought up to date: {migration}, {rows} rows done.', {
    migration,
    rows,
  });
}

/** Whether steps are logged at this level: otherwise none need to be put together. */
export const logsSteps = (level: LogLevel): boolean => level === 'debug' || level === 'trace';

/**
 * Logs a step of a request's way, in one line.
 *
 * @param facts ids, codes and numbers; `step` names it
 * @param ms since its event came, where that is known
 */
export function logStep(facts: { readonly step: string }, ms: number | null): void {
  const { step, ...told } = facts;
  const codes = onlyCodes(ms === null ? told : { ...told, ms });
  if (isJson) log.debug(step, { step, ...codes });
  else log.debug(`${step}${Object.entries(codes).map(pairText).join('')}`);
}

/** Null says nothing, and is left out. */
const pairText = ([name, value]: readonly [string, unknown]): string =>
  value === null || value === undefined ? '' : ` ${name}=${String(value)}`;

function placeOf(error: unknown): { name: string; place: string } {
  if (!(error instanceof Error)) return { name: typeof error, place: '' };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: `${error.name}${code}`, place: frames.slice(0, 6).join(' ').trim() };
}
