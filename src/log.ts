import { configure, getConsoleSink, getLogger, getTextFormatter } from '@logtape/logtape';
import type { LogLevel } from './config/types.ts';

/** Starts logging to the console. */
export async function startLog(level: LogLevel): Promise<void> {
  await configure({
    reset: true,
    sinks: { console: getConsoleSink({ formatter: getTextFormatter({ timestamp: 'rfc3339' }) }) },
    loggers: [
      { category: 'kakehashi', lowestLevel: level, sinks: ['console'] },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['console'] },
    ],
  });
}

const log = getLogger(['kakehashi']);

/** Logs a fault of ours. The error's message may quote what a person wrote, so only its place is kept. */
export function logFault(what: string, error: unknown): void {
  log.error('{what}: {name} {place}', { what, ...placeOf(error) });
}

export function logInfo(message: string): void {
  log.info(message);
}

/** Logs a body that was not read to its end, in one line: strangers can cause many. */
export function logUnread(path: string, why: string): void {
  log.info('{path}: the body was not read to its end: {why}', { path, why });
}

function placeOf(error: unknown): { name: string; place: string } {
  if (!(error instanceof Error)) return { name: typeof error, place: '' };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: `${error.name}${code}`, place: frames.slice(0, 6).join(' ').trim() };
}
