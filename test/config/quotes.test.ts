import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Environment, readConfig } from '../../src/config/config.ts';
import { withoutQuotes } from '../../src/config/quotes.ts';

/** Values with the quotes that a shell would have removed and files and consoles leave in. */

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** One good value of every variable. */
const all: Readonly<Record<string, string>> = {
  HOST: '127.0.0.1',
  PORT: '9000',
  DATA_DIR: './somewhere',
  PUBLIC_URL: 'https://bridge.example.com',
  COMPANY_NAME: '架け橋商事',
  ADMIN_USERS: 'suzuki@example, 1234-abcd',
  LINE_CHANNEL_ID: '1234567890',
  LINE_CHANNEL_SECRET: 'line-secret-new,line-secret-old',
  LINE_CHANNEL_ACCESS_TOKEN: 'abc/+=',
  LINE_CHANNELS: '[{"id":"111","secret":"other","accessToken":"token","member":"tanaka@example"}]',
  LINE_API_BASE_URL: 'https://api.example.com',
  LINE_DATA_API_BASE_URL: 'https://data.example.com',
  WORKS_CLIENT_ID: 'client',
  WORKS_CLIENT_SECRET: 'hush-hush',
  WORKS_SERVICE_ACCOUNT: 'abc.serviceaccount@example',
  WORKS_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
  WORKS_DOMAIN_ID: '10000001',
  WORKS_BOT_ID: '2000001',
  WORKS_BOT_SECRET: 'bot-secret',
  WORKS_ADMIN_BOT_ID: '2000002',
  WORKS_ADMIN_BOT_SECRET: 'new,old',
  WORKS_API_BASE_URL: 'https://works.example.com/v1.0',
  WORKS_AUTH_BASE_URL: 'https://auth.example.com/oauth2/v2.0',
  WORKS_PLAN: 'advanced',
  SECRET_KEY: 'a key of sixteen or more',
  SANDBOX: '0',
  DIRECTORY_POLL_SECONDS: '60',
  RETRY_SCHEDULE_SECONDS: '1,2,3',
  WORKS_STALE_EVENT_SECONDS: '300',
  MEDIA_LINK_DAYS: '7',
  MEDIA_RETENTION_DAYS: 'keep',
  MEDIA_TOTAL_GB: '10',
  AUDIT_RETENTION_DAYS: '365',
  STICKER_PICTURES: 'off',
  METRICS_TOKEN: 'metrics-token',
  LOG_LEVEL: 'debug',
};

const PAIRS = [
  '""',
  "''",
  '``',
  '“”',
  '””',
  '„“',
  '‘’',
  '’’',
  '«»',
  '「」',
  '『』',
  '＂＂',
  '＇＇',
];

const read = (more: Environment) => readConfig({ ...all, ...more });
const faulty = (more: Environment) => {
  const result = read(more);
  return result.ok ? [] : result.faults.map((fault) => fault.split(':')[0]);
};

describe('a pair of quotes around a whole value is removed', () => {
  const meant = read({});
  test('the values are good without quotes', () => {
    expect(meant).toMatchObject({ ok: true });
  });

  test.each(Object.keys(all))('%s', (name) => {
    for (const pair of PAIRS) {
      const [open = '', close = ''] = pair;
      expect(read({ [name]: `${open}${all[name]}${close}` }), pair).toEqual(meant);
      expect(read({ [name]: ` ${open} ${all[name]} ${close}\n` }), pair).toEqual(meant);
    }
    // Quoted in one file, and again in the next.
    expect(read({ [name]: `'"${all[name]}"'` })).toEqual(meant);
  });

  test('all of them together', () => {
    expect(
      readConfig(
        Object.fromEntries(Object.entries(all).map(([name, value]) => [name, `"${value}"`])),
      ),
    ).toEqual(meant);
  });

  test('an empty pair counts as no value', () => {
    expect(faulty({ COMPANY_NAME: '""' })).toEqual(['COMPANY_NAME']);
    expect(read({ LOG_LEVEL: "''" })).toMatchObject({ ok: true, config: { logLevel: 'info' } });
    expect(readConfig({ LINE_CHANNEL_ID: '""', WORKS_BOT_ID: "''" })).toMatchObject({
      config: { mode: 'sandbox' },
    });
  });

  test('each entry of a list is unquoted too', () => {
    expect(
      read({
        LINE_CHANNEL_SECRET: '"line-secret-new","line-secret-old"',
        WORKS_ADMIN_BOT_SECRET: '“new”, old',
        ADMIN_USERS: `'suzuki@example', "1234-abcd"`,
        RETRY_SCHEDULE_SECONDS: '"1","2","3"',
        LINE_CHANNELS:
          '[{"id":"\\"111\\"","secret":"\\"other\\"","accessToken":"\'token\'","member":"“tanaka@example”"}]',
      }),
    ).toEqual(meant);
  });

  test('JSON whose own quotes were escaped', () => {
    expect(read({ LINE_CHANNELS: JSON.stringify(all.LINE_CHANNELS) })).toEqual(meant);
  });
});

describe('one quote alone', () => {
  test.each([
    'LINE_CHANNEL_SECRET',
    'LINE_CHANNEL_ACCESS_TOKEN',
    'WORKS_CLIENT_ID',
    'WORKS_CLIENT_SECRET',
    'WORKS_SERVICE_ACCOUNT',
    'WORKS_BOT_SECRET',
    'WORKS_ADMIN_BOT_SECRET',
    'ADMIN_USERS',
    'HOST',
    'DATA_DIR',
    'PORT',
    'PUBLIC_URL',
    'WORKS_BOT_ID',
    'WORKS_PLAN',
    'RETRY_SCHEDULE_SECONDS',
  ])('%s: no such value exists, so the fault names it and hides its value', (name) => {
    for (const value of [`"${all[name]}`, `${all[name]}'`, `“${all[name]}`, `"${all[name]}'`]) {
      const result = read({ [name]: value });
      expect(result.ok ? [] : result.faults.map((fault) => fault.split(':')[0]), value).toEqual([
        name,
      ]);
      expect(name === 'WORKS_PLAN' || !JSON.stringify(result).includes(all[name] ?? '')).toBe(true);
    }
  });

  test('values that people choose stay as chosen', () => {
    expect(read({ COMPANY_NAME: "Bob's" })).toMatchObject({ config: { companyName: "Bob's" } });
    expect(read({ COMPANY_NAME: '株式会社"架け橋"' })).toMatchObject({
      config: { companyName: '株式会社"架け橋"' },
    });
    expect(read({ COMPANY_NAME: '"A" & "B"' })).toMatchObject({
      config: { companyName: '"A" & "B"' },
    });
    expect(read({ SECRET_KEY: 'one of sixteen or more"' })).toMatchObject({
      config: { secretKey: 'one of sixteen or more"' },
    });
    expect(read({ METRICS_TOKEN: "tok'en'" })).toMatchObject({
      config: { metricsToken: "tok'en'" },
    });
  });

  test('a secret with blanks, quotes inside or letters beyond ASCII is a fault', () => {
    for (const value of ['a b', 'sécret', '"a" b', 'a,"b']) {
      expect(faulty({ LINE_CHANNEL_SECRET: value }), value).toEqual(['LINE_CHANNEL_SECRET']);
    }
  });
});

test('a value without quotes at its ends is unchanged, and removing a pair never changes what is inside', () => {
  const bare = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/["'`“”„‟‘’‚‛«»‹›「」『』＂＇]/.test(text));
  fc.assert(
    fc.property(bare, fc.constantFrom(...PAIRS), (text, pair) => {
      expect(withoutQuotes(text)).toBe(text.trim());
      expect(withoutQuotes(`${pair[0]}${text}${pair[1]}`)).toBe(text.trim());
      expect(withoutQuotes(`${pair[0]}${text}`)).toBe(`${pair[0]}${text}`.trim());
      expect(withoutQuotes(`${text}${pair[1]}`)).toBe(`${text}${pair[1]}`.trim());
    }),
  );
});
