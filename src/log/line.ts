import type { LogFormat } from '../config/types.ts';

/** Puts a value into the text of a line, so that its ends are seen and it stays on the line. */
export type Quote = (value: string) => string;

export interface LogLine {
  readonly at: Date;
  readonly level: 'debug' | 'info' | 'error';
  readonly text: (quote: Quote) => string;
  /** By name; what is undefined is left out. A line of text has them in its text. */
  readonly facts: Readonly<Record<string, unknown>>;
}

const LOGGER = 'kakehashi';
const SHORT = { debug: 'DBG', info: 'INF', error: 'ERR' } as const;

/** Signs that would end a line, move a cursor or turn the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const asCode = (sign: string): string =>
  `\\u{${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;

const inQuotes: Quote = (value) =>
  `'${value.replaceAll(/[\\']/g, (sign) => `\\${sign}`).replaceAll(UNSEEN, asCode)}'`;

/** JSON leaves some of these as they are. */
const LEFT_IN_JSON = /[\u007f-\u009f]/g;

const inJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    LEFT_IN_JSON,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A line of the log in each format, before secrets are taken out. */
export const LINE_OF: Readonly<Record<LogFormat, (line: LogLine) => string>> = {
  text: ({ at, level, text }) =>
    `${at.toISOString()} [${SHORT[level]}] ${LOGGER}: ${text(inQuotes)}`,
  json: ({ at, level, text, facts }) =>
    inJson({
      '@timestamp': at.toISOString(),
      level: level.toUpperCase(),
      message: text((value) => JSON.stringify(value)),
      logger: LOGGER,
      ...facts,
    }),
};
