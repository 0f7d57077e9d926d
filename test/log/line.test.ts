import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LOG_LEVELS } from '../../src/config/variables.ts';
import { LINE_OF, type LogLine } from '../../src/log/line.ts';
import { logFault, logStep, logUnread, startLog, stopLog } from '../../src/log.ts';

const at = new Date('2026-11-27T00:00:00.5Z');
const lineOf = (value: string): LogLine => ({
  ...{ at, level: 'error', text: (quote) => `${quote(value)}: x` },
  facts: { what: value, workspace: undefined },
});

test('a line tells when, how grave, who and what', () => {
  expect(LINE_OF.text(lineOf('alarm'))).toBe(
    "2026-11-27T00:00:00.500Z [ERR] kakehashi: 'alarm': x",
  );
  expect(LINE_OF.json(lineOf('alarm'))).toBe(
    '{"@timestamp":"2026-11-27T00:00:00.500Z","level":"ERROR","message":"\\"alarm\\": x","logger":"kakehashi","what":"alarm"}',
  );
});

test.each([
  ["it's", String.raw`'it\'s'`],
  ['a\\', String.raw`'a\\'`],
  ['a\r\nb', String.raw`'a\u{000d}\u{000a}b'`],
  ['\u001b[31m\u009b', String.raw`'\u{001b}[31m\u{009b}'`],
  ['\u202egnp.exe', String.raw`'\u{202e}gnp.exe'`],
])('%j cannot leave its quotes', (value, quoted) => {
  expect(LINE_OF.text(lineOf(value))).toContain(`kakehashi: ${quoted}: x`);
});

test('whatever a value is, it makes one line, and JSON that gives it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(LINE_OF.text(lineOf(value))).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      const json = LINE_OF.json(lineOf(value));
      expect(json).not.toMatch(/[\p{Cc}]/u);
      expect(JSON.parse(json)).toMatchObject({ what: value });
    }),
  );
});

/** Which of our lines are written. */
function writtenAt(): string[] {
  const written: string[] = [];
  for (const method of ['debug', 'info', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => void written.push(method));
  }
  logStep({ step: 'kept' }, 3);
  logUnread('/', 'broke-off');
  logFault('alarm', new TypeError());
  return written;
}

test('a level keeps what is less grave out of the log, and nothing is logged before its start', () => {
  onTestFinished(() => {
    stopLog();
    vi.restoreAllMocks();
  });
  expect(writtenAt()).toEqual([]);
  const written = LOG_LEVELS.map((level) => {
    startLog(level);
    return writtenAt().join(' ');
  });
  const all = 'debug info error';
  expect(written).toEqual([all, all, 'info error', 'error', 'error', '']);
});
