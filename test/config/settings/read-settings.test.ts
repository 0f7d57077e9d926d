import { expect, test } from 'vitest';
import { secretsOf } from '../../../src/config/secrets-of.ts';
import { readSettings } from '../../../src/config/settings/read-settings.ts';
import {
  DEFAULT_NAMES,
  ROTATED_NAMES,
  SECRET_NAMES,
  SETTING_NAMES,
} from '../../../src/config/settings/settings-names.ts';
import { CREDENTIALS } from '../../../src/config/variables.ts';
import { PLATFORMS_AT, settingsOf } from '../../helpers/settings.ts';

test('a workspace is read as an environment is, and reached below the origin', () => {
  const read = readSettings(PLATFORMS_AT, settingsOf(), 'midori');
  expect(read.ok && read.config).toMatchObject({
    mode: 'live',
    publicUrl: 'https://bridges.example/w/midori',
    companyName: 'みどり商店',
  });
});

test('of the deployment only what may be shared counts', () => {
  const shared = { ...PLATFORMS_AT, ...settingsOf(), SECRET_KEY: 'x'.repeat(40) };
  const read = readSettings(shared, { COMPANY_NAME: 'あかね' }, 'akane');
  const faults = read.ok ? [] : read.faults;
  for (const name of [
    'WORKS_DOMAIN_ID',
    'LINE_CHANNEL_SECRET',
    'WORKS_BOT_SECRET',
    'ADMIN_USERS',
  ]) {
    expect(faults).toContain(`${name}: is missing`);
  }
  const own = readSettings(shared, settingsOf(), 'midori');
  expect(own.ok && own.config.secretKey).toBeNull();
  expect([...DEFAULT_NAMES].filter((name) => SECRET_NAMES.has(name))).toEqual([]);
  expect([...DEFAULT_NAMES].filter((name) => CREDENTIALS.includes(name))).toEqual([]);
});

test('what a workspace sets goes before the deployment', () => {
  const own = { ...settingsOf(), PUBLIC_URL: 'https://midori.example', LOG_LEVEL: 'error' };
  const read = readSettings({ ...PLATFORMS_AT, LOG_LEVEL: 'debug' }, own, 'midori');
  expect(read.ok && [read.config.publicUrl, read.config.logLevel]).toEqual([
    'https://midori.example/w/midori',
    'error',
  ]);
});

test.each([
  ['PORT', '8080', 'PORT: is no setting of a workspace'],
  ['DATA_DIR', '/tmp/x', 'DATA_DIR: is no setting of a workspace'],
  ['SANDBOX', '1', 'SANDBOX: is no setting of a workspace'],
  ['MASTER_KEYS', '{}', 'MASTER_KEYS: is no setting of a workspace'],
  ['a secret in the wrong place', 'x', 'A name: is no setting of a workspace'],
  ['PUBLIC_URL', 'https://a.example/path', 'PUBLIC_URL: must be an origin, without a path'],
  ['WORKS_PLAN', 'gold', 'WORKS_PLAN: must be free, standard or advanced'],
])('%s=%s is refused', (name, value, fault) => {
  const read = readSettings(PLATFORMS_AT, { ...settingsOf(), [name]: value }, 'midori');
  expect(read.ok ? [] : read.faults).toEqual([fault]);
});

test('each secret of a configuration is sealed, and only secrets rotate', () => {
  // A value that says its own name, wherever a value of that form is taken.
  const named = {
    ...settingsOf(),
    SECRET_KEY: 'SECRET_KEY-SECRET_KEY',
    METRICS_TOKEN: 'METRICS_TOKEN',
    LINE_CHANNEL_SECRET: 'LINE_CHANNEL_SECRET',
    LINE_CHANNEL_ACCESS_TOKEN: 'LINE_CHANNEL_ACCESS_TOKEN',
    WORKS_CLIENT_SECRET: 'WORKS_CLIENT_SECRET',
    WORKS_BOT_SECRET: 'WORKS_BOT_SECRET',
    WORKS_ADMIN_BOT_SECRET: 'WORKS_ADMIN_BOT_SECRET',
  };
  const read = readSettings(PLATFORMS_AT, named, 'midori');
  const secrets = new Set(read.ok ? secretsOf(read.config) : []);
  const open = Object.entries(named).filter(([name]) => !SECRET_NAMES.has(name));
  expect(open.filter(([, value]) => secrets.has(value))).toEqual([]);
  expect(secrets.size).toBeGreaterThan(6);
  for (const name of [...SECRET_NAMES, ...DEFAULT_NAMES])
    expect(SETTING_NAMES.has(name)).toBe(true);
  expect([...ROTATED_NAMES].filter((name) => !SECRET_NAMES.has(name))).toEqual([]);
});
