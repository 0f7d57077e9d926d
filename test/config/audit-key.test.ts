import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;

const read = (environment: Record<string, string>) => {
  const result = readConfig({ SANDBOX: '1', ...environment });
  return result.ok ? result.config : result.faults;
};

test.each([
  ['PEM', pem],
  ['PEM with \\n', pem.replaceAll('\n', '\\n')],
  ['PEM in base64', Buffer.from(pem).toString('base64')],
  ['the bytes in base64', der],
])('AUDIT_KEY may be %s', (_what, AUDIT_KEY) => {
  expect(read({ AUDIT_KEY })).toMatchObject({ auditKeyPem: pem });
});

test.each(['no key', rsa.export({ format: 'pem', type: 'pkcs8' }).toString(), der.slice(8)])(
  'AUDIT_KEY may be nothing else',
  (AUDIT_KEY) => {
    expect(read({ AUDIT_KEY })).toEqual([expect.stringMatching(/^AUDIT_KEY: must be a readable/u)]);
  },
);

test('AUDIT_CHECKPOINT_URL is https or loopback, and kept as it stands', () => {
  const fine = { AUDIT_CHECKPOINT_URL: 'https://notes.example/kakehashi/' };
  expect(read(fine)).toMatchObject({ auditCheckpointUrl: fine.AUDIT_CHECKPOINT_URL });
  for (const AUDIT_CHECKPOINT_URL of [
    'http://notes.example/',
    'https://me:secret@notes.example/',
    'file:///etc/passwd',
  ]) {
    expect(read({ AUDIT_CHECKPOINT_URL })).toEqual([
      expect.stringMatching(/^AUDIT_CHECKPOINT_URL/u),
    ]);
  }
});
