import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { describeFaults, type Environment, readConfig } from '../../src/config/config.ts';
import type { LiveConfig } from '../../src/config/types.ts';

const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;
const ec = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

const live: Environment = {
  PUBLIC_URL: 'https://bridge.example.com/',
  COMPANY_NAME: '架け橋商事',
  ADMIN_USERS: 'suzuki@example, 1234-abcd',
  LINE_CHANNEL_ID: '1234567890',
  LINE_CHANNEL_SECRET: 'line-secret-new,line-secret-old',
  WORKS_CLIENT_ID: 'client',
  WORKS_CLIENT_SECRET: 'hush-hush',
  WORKS_SERVICE_ACCOUNT: 'abc.serviceaccount@example',
  WORKS_PRIVATE_KEY: rsa,
  WORKS_DOMAIN_ID: '10000001',
  WORKS_BOT_ID: '2000001',
  WORKS_BOT_SECRET: 'bot-secret',
};

function liveConfig(more: Environment = {}): LiveConfig {
  const result = readConfig({ ...live, ...more });
  if (!result.ok) throw new Error(result.faults.join('\n'));
  if (result.config.mode !== 'live') throw new Error('sandbox');
  return result.config;
}

function faultsOf(env: Environment): readonly string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.faults;
}
/** The variables named at the start of each fault. */
const faulty = (more: Environment) =>
  faultsOf({ ...live, ...more }).map((fault) => fault.split(':')[0]);

describe('the mode', () => {
  const modeOf = (env: Environment) => {
    const result = readConfig(env);
    return result.ok ? result.config.mode : 'fault';
  };

  test('without credentials, the sandbox', () => {
    expect(modeOf({})).toBe('sandbox');
    expect(modeOf({ LINE_CHANNEL_ID: '', WORKS_BOT_ID: ' ' })).toBe('sandbox');
    expect(modeOf({ COMPANY_NAME: 'x', WORKS_API_BASE_URL: 'nonsense' })).toBe('sandbox');
  });

  test('SANDBOX decides when set', () => {
    expect(modeOf({ ...live, SANDBOX: '1' })).toBe('sandbox');
    expect(modeOf({ SANDBOX: '1', WORKS_BOT_ID: 'nonsense' })).toBe('sandbox');
    expect(modeOf({ ...live, SANDBOX: '0' })).toBe('live');
    expect(modeOf({ SANDBOX: '0' })).toBe('fault');
    expect(modeOf({ ...live, SANDBOX: '' })).toBe('live');
    expect(faultsOf({ SANDBOX: 'yes' })).toEqual(['SANDBOX: must be 1 or 0']);
  });

  test('the sandbox has every default and no platform', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      config: {
        mode: 'sandbox',
        host: '127.0.0.1',
        port: 8787,
        dataDir: './data',
        publicUrl: null,
        line: null,
        works: null,
        companyName: null,
        adminUsers: null,
        secretKey: null,
        directoryPollMs: 300_000,
        retryScheduleMs: [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000],
        worksStaleMs: 600_000,
        mediaLinkMs: 30 * 86_400_000,
        mediaRetentionMs: null,
        mediaTotalBytes: null,
        auditRetentionMs: null,
        auditKeyPem: null,
        auditCheckpointUrl: null,
        auditExportDir: null,
        stickerPictures: 'link',
        metricsToken: null,
        logLevel: 'info',
        logFormat: 'text',
      },
    });
  });
});

describe('live', () => {
  test('reads both platforms', () => {
    expect(liveConfig()).toMatchObject({
      publicUrl: 'https://bridge.example.com',
      companyName: '架け橋商事',
      adminUsers: ['suzuki@example', '1234-abcd'],
      line: {
        apiBaseUrl: 'https://api.line.me',
        dataApiBaseUrl: 'https://api-data.line.me',
        channels: [
          {
            channelId: '1234567890',
            secrets: ['line-secret-new', 'line-secret-old'],
            accessToken: null,
            member: null,
            shared: true,
          },
        ],
      },
      works: {
        clientId: 'client',
        clientSecret: 'hush-hush',
        serviceAccount: 'abc.serviceaccount@example',
        privateKeyPem: rsa,
        domainId: '10000001',
        bridgeBot: { botId: '2000001', secrets: ['bot-secret'] },
        adminBot: null,
        apiBaseUrl: 'https://www.worksapis.com/v1.0',
        authBaseUrl: 'https://auth.worksmobile.com/oauth2/v2.0',
        plan: 'standard',
      },
    });
  });

  test.each(Object.keys(live))('%s is needed', (name) => {
    expect(faulty({ [name]: undefined })).toEqual([name]);
    expect(faulty({ [name]: '  ' })).toEqual([name]);
  });

  test('all missing variables are named together', () => {
    expect(
      faultsOf({ SANDBOX: '0' })
        .map((fault) => fault.split(':')[0])
        .sort(),
    ).toEqual(Object.keys(live).sort());
  });

  test.each<[string, string]>([
    ['PUBLIC_URL', 'http://bridge.example.com'],
    ['PUBLIC_URL', 'https://bridge.example.com/path'],
    ['PUBLIC_URL', 'https://user:hunter2@bridge.example.com'],
    ['PUBLIC_URL', 'https://user@bridge.example.com'],
    ['PUBLIC_URL', 'bridge.example.com'],
    ['LINE_API_BASE_URL', 'http://api.line.me'],
    ['LINE_DATA_API_BASE_URL', 'ftp://localhost'],
    ['WORKS_API_BASE_URL', 'http://localhost.example.com'],
    ['WORKS_AUTH_BASE_URL', 'http://127.0.0.1.example.com'],
    ['LINE_CHANNEL_ID', '@bridge'],
    ['LINE_CHANNEL_SECRET', ','],
    ['LINE_CHANNEL_SECRET', 'a,b,c'],
    ['LINE_CHANNEL_ACCESS_TOKEN', 'a\nb'],
    ['WORKS_DOMAIN_ID', '-1'],
    ['WORKS_BOT_ID', '1.5'],
    ['WORKS_PLAN', 'premium'],
    ['WORKS_PRIVATE_KEY', 'nonsense'],
    ['WORKS_PRIVATE_KEY', ec],
    ['WORKS_PRIVATE_KEY', rsa.slice(0, 400)],
    ['ADMIN_USERS', ' , '],
    ['COMPANY_NAME', 'a\nb'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['SECRET_KEY', 'short'],
    ['DIRECTORY_POLL_SECONDS', '0'],
    ['DIRECTORY_POLL_SECONDS', '1e3'],
    ['RETRY_SCHEDULE_SECONDS', '1,,5'],
    ['RETRY_SCHEDULE_SECONDS', '1,-5'],
    ['WORKS_STALE_EVENT_SECONDS', 'never'],
    ['MEDIA_LINK_DAYS', '0'],
    ['MEDIA_LINK_DAYS', 'keep'],
    ['MEDIA_RETENTION_DAYS', '0'],
    ['MEDIA_TOTAL_GB', '0'],
    ['MEDIA_TOTAL_GB', '0.0'],
    ['MEDIA_TOTAL_GB', '-1'],
    ['MEDIA_TOTAL_GB', '10GB'],
    ['MEDIA_TOTAL_GB', '1e3'],
    ['MEDIA_TOTAL_GB', '1000001'],
    ['AUDIT_RETENTION_DAYS', '-7'],
    ['STICKER_PICTURES', 'copy'],
    ['METRICS_TOKEN', 'to ken'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
  ])('%s=%j is a fault', (name, value) => {
    expect(faulty({ [name]: value })).toEqual([name]);
  });

  test('plain http is allowed for loopback hosts only', () => {
    for (const host of ['localhost', '127.0.0.1:9000', '127.1.2.3', '[::1]:8080']) {
      const base = `http://${host}/v1.0`;
      const config = liveConfig({ PUBLIC_URL: `http://${host}`, WORKS_API_BASE_URL: `${base}/` });
      expect(config.publicUrl).toBe(`http://${host}`);
      expect(config.works.apiBaseUrl).toBe(base);
    }
  });

  test.each<[string, string]>([
    ['as it is', rsa],
    ['with \\n', rsa.replaceAll('\n', '\\n')],
    ['in quotes', `"${rsa.replaceAll('\n', '\\n')}"`],
    ['with \\r\\n', rsa.replaceAll('\n', '\r\n')],
    ['with spaces for newlines', rsa.replaceAll('\n', ' ')],
    ['in base64', Buffer.from(rsa).toString('base64')],
    ['in base64 of the \\n form', Buffer.from(rsa.replaceAll('\n', '\\n')).toString('base64')],
  ])('the private key %s', (_, value) => {
    expect(liveConfig({ WORKS_PRIVATE_KEY: value }).works.privateKeyPem).toBe(rsa);
  });

  test('numbers, periods and words are read', () => {
    const config = liveConfig({
      PORT: '0',
      RETRY_SCHEDULE_SECONDS: '0.2, 1 ,60',
      DIRECTORY_POLL_SECONDS: '1',
      MEDIA_LINK_DAYS: '7',
      MEDIA_RETENTION_DAYS: '90',
      MEDIA_TOTAL_GB: '1.5',
      AUDIT_RETENTION_DAYS: 'keep',
      LOG_LEVEL: 'WARN',
      STICKER_PICTURES: 'off',
      METRICS_TOKEN: 'token',
      SECRET_KEY: '0123456789abcdef',
    });
    expect(config).toMatchObject({
      port: 0,
      retryScheduleMs: [200, 1_000, 60_000],
      directoryPollMs: 1_000,
      mediaLinkMs: 7 * 86_400_000,
      mediaRetentionMs: 90 * 86_400_000,
      mediaTotalBytes: 1.5 * 1024 ** 3,
      auditRetentionMs: null,
      auditKeyPem: null,
      auditCheckpointUrl: null,
      auditExportDir: null,
      logLevel: 'warning',
      stickerPictures: 'off',
      metricsToken: 'token',
      secretKey: '0123456789abcdef',
    });
  });
});

describe('the admin bot', () => {
  test('its id and secret are set together or not at all', () => {
    expect(faulty({ WORKS_ADMIN_BOT_ID: '2000002' })).toEqual(['WORKS_ADMIN_BOT_SECRET']);
    expect(faulty({ WORKS_ADMIN_BOT_SECRET: 'x' })).toEqual(['WORKS_ADMIN_BOT_ID']);
    const both = { WORKS_ADMIN_BOT_ID: '2000002', WORKS_ADMIN_BOT_SECRET: 'new,old' };
    expect(liveConfig(both).works.adminBot).toEqual({ botId: '2000002', secrets: ['new', 'old'] });
  });

  test('is a different bot', () => {
    const same = { WORKS_ADMIN_BOT_ID: '2000001', WORKS_ADMIN_BOT_SECRET: 'x' };
    expect(faulty(same)).toEqual(['WORKS_ADMIN_BOT_ID']);
  });
});

describe('LINE_CHANNELS', () => {
  const dedicated = {
    id: '111',
    secret: 'new,old',
    accessToken: 'token',
    member: 'tanaka@example',
  };
  const withoutShared = { LINE_CHANNEL_ID: undefined, LINE_CHANNEL_SECRET: undefined };
  const listed = (...entries: unknown[]) => ({ LINE_CHANNELS: JSON.stringify(entries) });

  test('can be combined with the shared OA, or used alone', () => {
    const read = {
      channelId: '111',
      secrets: ['new', 'old'],
      accessToken: 'token',
      member: 'tanaka@example',
      shared: false,
    };
    expect(liveConfig(listed(dedicated)).line.channels[1]).toEqual(read);
    expect(liveConfig({ ...withoutShared, ...listed(dedicated) }).line.channels).toEqual([read]);
    const bare = liveConfig(listed({ id: 222, secret: 's' })).line.channels[1];
    expect(bare).toMatchObject({ channelId: '222', accessToken: null, member: null });
  });

  test('a half-set shared OA is still a fault', () => {
    expect(faulty({ ...listed(dedicated), LINE_CHANNEL_SECRET: undefined })).toEqual([
      'LINE_CHANNEL_SECRET',
    ]);
    const tokenOnly = { ...withoutShared, ...listed(dedicated), LINE_CHANNEL_ACCESS_TOKEN: 't' };
    expect(faulty(tokenOnly)).toEqual(['LINE_CHANNEL_ID', 'LINE_CHANNEL_SECRET']);
  });

  test('a fault names the entry and what is wrong with it', () => {
    expect(faultsOf({ ...live, ...listed(dedicated, { id: 'x', acessToken: 'hush' }) })).toEqual([
      'LINE_CHANNELS: entry 2, id must be a number in decimal digits',
      'LINE_CHANNELS: entry 2, secret is missing',
      'LINE_CHANNELS: entry 2 must be {"id", "secret", "accessToken"?, "member"?}',
    ]);
    for (const value of ['{', '{}', 'null', '[]', '[1]', '"hush"']) {
      expect(faulty({ LINE_CHANNELS: value })).toEqual(['LINE_CHANNELS']);
    }
  });

  test('neither a channel nor a secret appears twice', () => {
    expect(faulty(listed({ id: '1234567890', secret: 's' }))).toEqual(['LINE_CHANNELS']);
    expect(faulty(listed(dedicated, { ...dedicated, secret: 's' }))).toEqual(['LINE_CHANNELS']);
    expect(faulty(listed({ id: '1', secret: 'line-secret-old' }))).toEqual(['LINE_CHANNELS']);
  });
});

test('however many faults: under 25 lines, every variable named, no value shown', () => {
  const names = [
    ...Object.keys(live),
    'HOST',
    'PORT',
    'DATA_DIR',
    'SANDBOX',
    'SECRET_KEY',
    'LINE_CHANNEL_ACCESS_TOKEN',
    'LINE_CHANNELS',
    'LINE_API_BASE_URL',
    'LINE_DATA_API_BASE_URL',
    'WORKS_ADMIN_BOT_ID',
    'WORKS_API_BASE_URL',
    'WORKS_AUTH_BASE_URL',
    'WORKS_PLAN',
    'DIRECTORY_POLL_SECONDS',
    'RETRY_SCHEDULE_SECONDS',
    'WORKS_STALE_EVENT_SECONDS',
    'MEDIA_LINK_DAYS',
    'MEDIA_RETENTION_DAYS',
    'MEDIA_TOTAL_GB',
    'AUDIT_RETENTION_DAYS',
    'STICKER_PICTURES',
    'METRICS_TOKEN',
    'LOG_LEVEL',
  ];
  const bad = 'hu\nnter2';
  const secretList = ['LINE_CHANNEL_SECRET', 'WORKS_BOT_SECRET'];
  const env = Object.fromEntries(
    names.map((name) => [name, secretList.includes(name) ? 'hu,nter2,x' : bad]),
  );
  const message = describeFaults(faultsOf({ ...env, ADMIN_USERS: undefined }));
  for (const name of [...names, 'WORKS_ADMIN_BOT_SECRET']) expect(message).toContain(`${name}:`);
  expect(message.split('\n').length).toBeLessThan(25);
  expect(message).not.toContain('nter2');
});
