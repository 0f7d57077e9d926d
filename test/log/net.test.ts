import { expect, onTestFinished, test, vi } from 'vitest';
import { namedLog } from '../../src/hosts/worker/named-log.ts';
import { netFor, onlyCodes, REDACTED } from '../../src/log/net.ts';
import { faultLine, logUnread, startLog, stopLog } from '../../src/log.ts';

const through = (text: string, secrets: string[] = []) => netFor(secrets)(text);

test.each([
  ['a bearer token', 'authorization: Bearer abcdefgh.ijkl', `authorization: Bearer ${REDACTED}`],
  ['a JWT', 'assertion eyJhbGciOiJI.eyJpc3MiOiJ4.c2ln here', `assertion ${REDACTED} here`],
  ['a key', 'x -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- y', `x ${REDACTED} y`],
  [
    'a key with the newlines of Windows',
    'x -----BEGIN PRIVATE KEY-----\r\nMIIE\r\n-----END PRIVATE KEY-----\r\ny',
    `x ${REDACTED}\r\ny`,
  ],
  ['a long-lived token', `t ${'aB3/+'.repeat(30)}= end`, `t ${REDACTED} end`],
  ['a link to a file', 'GET /media/abcdefghijklmnop123/a.jpg', `GET /media/${REDACTED}/a.jpg`],
  ['a configured secret', 'said $ec(ret".x and on', `said ${REDACTED} and on`],
  ['the same in JSON', String.raw`{"a":"$ec(ret\".x"}`, `{"a":"${REDACTED}"}`],
  ['nothing of ours', `event ${'0123abcd'.repeat(8)}`, `event ${'0123abcd'.repeat(8)}`],
])('%s', (_, line, logged) => {
  expect(through(line, ['$ec(ret".x', 'short'])).toBe(logged);
});

test('a step tells numbers, codes and ids, and no sentence', () => {
  const facts = { inbox: 1, of: [2, 'ab c'], event: '01HX-Z', who: '山田花子', text: 'two words' };
  expect(onlyCodes({ ...facts, none: null, deep: { a: 1 } })).toEqual({
    ...{ inbox: 1, of: [2, REDACTED], event: '01HX-Z', who: REDACTED, text: REDACTED },
    ...{ none: null, deep: REDACTED },
  });
});

test('the start of one workspace does not let the secrets of another in its isolate be logged', () => {
  const printed = vi.spyOn(console, 'info').mockReturnValue();
  onTestFinished(() => {
    stopLog();
    vi.restoreAllMocks();
  });
  startLog('info', 'text', ['password-of-one']);
  startLog('info', 'text', ['password-of-another']);
  logUnread('/password-of-one/password-of-another', 'broken');
  expect(printed.mock.lastCall?.join(' ')).toContain(`/${REDACTED}/${REDACTED}`);
});

test('where several workspaces share the log, each line says whose it is', () => {
  const printed = vi.spyOn(console, 'error').mockReturnValue();
  const stepped = vi.spyOn(console, 'debug').mockReturnValue();
  onTestFinished(() => {
    stopLog();
    vi.restoreAllMocks();
  });
  const midori = namedLog(() => 'midori');
  startLog('debug');
  midori.fault('alarm', new TypeError('a text that a person wrote'));
  midori.step({ step: 'kept' }, 3);
  expect(printed.mock.lastCall?.join(' ')).toMatch(/'alarm': 'TypeError' .* workspace=midori/u);
  expect(stepped.mock.lastCall?.join(' ')).toContain('kept workspace=midori ms=3');
  startLog('info', 'json');
  midori.fault('alarm', new TypeError('a text that a person wrote'));
  expect(printed.mock.lastCall?.join(' ')).toContain('"workspace":"midori"');
  expect(printed.mock.calls.flat().join(' ')).not.toContain('a person wrote');
});

test('the line of a fault holds where it happened, and not its message', () => {
  const line = faultLine('operator', new TypeError('a text that a person wrote'));
  expect(line).toMatch(/^operator: TypeError at .*net\.test\.ts/u);
  expect(line).not.toContain('a person wrote');
  expect(faultLine('operator', 'a text that a person wrote')).toBe('operator: string ');
});

test.each(['text', 'json'] as const)(
  'in a line of %s a secret is found behind its quotes',
  (format) => {
    const printed = vi.spyOn(console, 'info').mockReturnValue();
    onTestFinished(() => {
      stopLog();
      vi.restoreAllMocks();
    });
    const secrets = ["it's-a-secret", String.raw`back\slash"quoted`];
    startLog('info', format, secrets);
    logUnread(secrets.join('/'), 'broken');
    const line = printed.mock.lastCall?.join(' ') ?? '';
    expect(line).toContain(`${REDACTED}/${REDACTED}`);
    for (const left of ['a-secret', 'slash', 'quoted']) expect(line).not.toContain(left);
  },
);

test('a message that looks like places in the code is not in the log', () => {
  const error = new TypeError('could not send:\n    at home I wrote (this:1:1)\n  at last');
  const line = faultLine('operator', error);
  expect(line).toMatch(/^operator: TypeError at .*net\.test\.ts/u);
  expect(line).not.toMatch(/at home|at last/u);
  expect(faultLine('operator', new Error())).toMatch(/ at .*net\.test\.ts/u);
});
