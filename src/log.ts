import type { LogFormat, LogLevel } from './config/types.ts';
import { LOG_LEVELS } from './config/variables.ts';
import { LINE_OF, type LogLine, type Quote } from './log/line.ts';
import { type Net, netFor, onlyCodes } from './log/net.ts';

/** How this process logs, or this isolate. */
interface Started {
  readonly level: LogLevel;
  readonly format: LogFormat;
  readonly net: Net;
}

/** Null: nothing is logged. */
let started: Started | null = null;

/** Of all who log here: an isolate of Workers holds several workspaces and has one console. */
const known = new Set<string>();

/**
 * Starts logging to the console.
 *
 * @param secrets that no line may hold, whatever goes wrong
 */
export function startLog(
  level: LogLevel,
  format: LogFormat = 'text',
  secrets: readonly string[] = [],
): void {
  for (const secret of secrets) known.add(secret);
  started = { level, format, net: netFor([...known]) };
}

/** Logs nothing from now on. */
export function stopLog(): void {
  started = null;
}

/** @param text what a person reads, with each value in it quoted as the format does */
function write(
  level: LogLine['level'],
  text: (quote: Quote) => string,
  facts: LogLine['facts'],
): void {
  if (started === null || LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(started.level)) return;
  const { format, net } = started;
  // Quotes may change the signs of a secret: it is taken out of each value before, and of the line after.
  const clean = (quote: Quote) => text((value) => quote(net(value)));
  const line = LINE_OF[format]({ at: new Date(), level, text: clean, facts });
  console[level](net(line));
}

/**
 * Logs a fault of ours. The error's message may quote what a person wrote, so only its place is kept.
 *
 * @param workspace whose it is, where several share the log
 */
export function logFault(what: string, error: unknown, workspace?: string): void {
  const { name, place } = placeOf(error);
  const whose = workspace === undefined ? '' : ` workspace=${workspace}`;
  const text = (quote: Quote) => `${quote(what)}: ${quote(name)} ${quote(place)}${whose}`;
  write('error', text, { what, name, place, workspace });
}

/** The same as a line, for where no log has been started. */
export function faultLine(what: string, error: unknown): string {
  const { name, place } = placeOf(error);
  return `${what}: ${name} ${place}`;
}

/** Logs a body that was not read to its end, in one line: strangers can cause many. */
export function logUnread(path: string, why: string): void {
  const text = (quote: Quote) => `${quote(path)}: the body was not read to its end: ${quote(why)}`;
  write('info', text, { path, why });
}

/** Logs how far a database is that is being brought up to date. */
export function logMigrating(migration: string, rows: number): void {
  const text = (quote: Quote) =>
    `The database is being brought up to date: ${quote(migration)}, ${rows} rows done.`;
  write('info', text, { migration, rows });
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
  // A line of JSON has the codes beside its message.
  const inText = () => `${step}${Object.entries(codes).map(pairText).join('')}`;
  write('debug', started?.format === 'json' ? () => step : inText, { step, ...codes });
}

/** Null says nothing, and is left out. */
const pairText = ([name, value]: readonly [string, unknown]): string =>
  value === null || value === undefined ? '' : ` ${name}=${String(value)}`;

function placeOf(error: unknown): { name: string; place: string } {
  if (!(error instanceof Error)) return { name: typeof error, place: '' };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = behindMessage(error)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return { name: `${error.name}${code}`, place: frames.slice(0, 6).join(' ').trim() };
}

/** A line of a message may look like a place: that of a statement that failed holds what was to be written. */
function behindMessage({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  return at === -1 ? stack : stack.slice(at + message.length);
}
