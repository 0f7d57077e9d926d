import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { botId, memberId } from '../../src/domain/ids.ts';
import { allowedHosts } from '../../src/platforms/allowed-hosts.ts';
import type { HttpAnswer } from '../../src/platforms/failure.ts';
import { createUndiciHttp } from '../../src/platforms/http-undici.ts';
import { verifyLineSignature } from '../../src/platforms/line/signature.ts';
import {
  channelIdOf,
  channelOf,
  failedAnswer,
  pageOf,
  userOf,
} from '../../src/platforms/line-works/answers.ts';
import { createWorksClient } from '../../src/platforms/line-works/client.ts';
import { worksChannelSchema } from '../../src/platforms/line-works/content-schema.ts';
import { worksContentSchema } from '../../src/platforms/line-works/outbound.ts';
import { verifyWorksSignature } from '../../src/platforms/line-works/signature.ts';
import { requestToken } from '../../src/platforms/token-source.ts';
import { BRIDGE_BOT, environmentFor } from '../helpers/company.ts';
import { startWorld } from '../helpers/world.ts';
import { areShared, readShared, readSharedJson, sharedFiles } from './shared.ts';

const at = (file: string, status = 200): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: {},
  body: readShared(`line-works/${file}`),
});

const contentOf = (file: string) => readSharedJson(`line-works/${file}`).content;

describe.skipIf(!areShared)('signature vectors', () => {
  interface LineVector {
    readonly name: string;
    readonly secret: string;
    readonly body: string;
    readonly signature: string;
    readonly valid: boolean;
  }
  const lineVectors: readonly LineVector[] = areShared
    ? readSharedJson('line/signature-vectors.json')
    : [];
  test.each(lineVectors)('line: $name', ({ secret, body, signature, valid }) => {
    expect(verifyLineSignature(Buffer.from(body), signature, [secret])).toBe(valid);
  });

  interface WorksVector {
    readonly name: string;
    readonly botSecret: string;
    readonly rawBody: string;
    readonly xWorksSignature: string;
    readonly sha256Hex: string;
  }
  const worksVectors: readonly WorksVector[] = areShared
    ? readSharedJson('line-works/signature-vectors.json')
    : [];
  test.each(worksVectors)('line-works: $name', (vector) => {
    const raw = Buffer.from(vector.rawBody);
    expect(createHash('sha256').update(raw).digest('hex')).toBe(vector.sha256Hex);
    expect(verifyWorksSignature(raw, vector.xWorksSignature, [vector.botSecret])).toBe(true);
    expect(verifyWorksSignature(raw, vector.xWorksSignature, ['another'])).toBe(false);
    const longer = Buffer.concat([raw, Buffer.from(' ')]);
    expect(verifyWorksSignature(longer, vector.xWorksSignature, [vector.botSecret])).toBe(false);
  });
});

describe.skipIf(!areShared)('messages to LINE WORKS', () => {
  /** Forms that LINE WORKS accepts and this bridge never sends. */
  const NOT_OURS = ['send-image-url.json', 'send-text-i18n.json'];
  const files = sharedFiles('line-works', /^send-.*\.json$/);

  test.each(files.filter((file) => !NOT_OURS.includes(file)))('we may send %s', (file) => {
    expect(worksContentSchema.parse(contentOf(file))).toEqual(contentOf(file));
  });

  test.each(NOT_OURS)('we never send %s', (file) => {
    expect(worksContentSchema.safeParse(contentOf(file)).success).toBe(false);
  });

  test('we may make the room of api-channel-create-request.json', () => {
    const body = readSharedJson('line-works/api-channel-create-request.json');
    expect(worksChannelSchema.parse(body)).toEqual(body);
  });

  /** Files never uploaded here, and a sticker outside the probable list (§3.2). */
  const REFUSED = /fileid|send-sticker/;

  test('the simulated platform takes the others', async () => {
    const world = await startWorld();
    const { http, close } = createUndiciHttp({
      allowedHosts: allowedHosts({
        lineApi: world.line.apiUrl,
        lineData: world.line.dataUrl,
        worksApi: world.works.apiUrl,
        worksAuth: world.works.authUrl,
      }),
    });
    try {
      const read = readConfig(environmentFor(world.line, world.works));
      if (!read.ok || read.config.mode !== 'live') throw new Error('no configuration');
      const { works } = read.config;
      const client = createWorksClient({ http, clock: world.clock, ...works, credentials: works });
      const userId = memberId(world.tanaka.user.userId);
      const outcomes: Record<string, string> = {};
      for (const file of files) {
        const body = JSON.stringify({ content: contentOf(file) });
        outcomes[file] = (await client.sendToUser(botId(BRIDGE_BOT), userId, body)).kind;
      }
      const expected = files.map((file) => [file, REFUSED.test(file) ? 'refused' : 'sent']);
      expect(outcomes).toEqual(Object.fromEntries(expected));
    } finally {
      await close();
      await world.stop();
    }
  });
});

describe.skipIf(!areShared)('answers of LINE WORKS', () => {
  test('a new room and a room looked up are read', () => {
    expect(channelIdOf(at('api-channel-create-response.json'))).toEqual({
      channelId: '12345a12-b12c-12d3-e123fghijkl',
    });
    expect(channelOf(at('api-channel-get-response.json'))).toEqual({
      channelType: 'MULTI_USERS',
      title: 'Example title',
    });
  });

  test('the directory is read', () => {
    const page = pageOf(at('api-user-list-response.json'));
    expect(page?.nextCursor).toBe('MTIzNDU2Nzg5+/==');
    expect(page?.users).toMatchObject([
      {
        email: 'localpart@example.com',
        lastName: 'ワークス',
        otherNames: [{ language: 'en_US', name: 'Taro Works' }],
        department: '組織',
        position: '社員',
      },
    ]);
    expect(userOf(at('api-user-get-response.json'))).toMatchObject({
      nickName: 'nickname',
      department: '組織',
      isAwaiting: true,
    });
  });

  test('a token’s lifetime may be a string', async () => {
    const issued = await requestToken(
      async () => at('api-token-response.json'),
      'https://auth.example/token',
      {},
      { deadlineMs: 1000, maxBytes: 1_000_000, fallbackLifeSeconds: 1 },
    );
    expect(issued).toMatchObject({
      kind: 'issued',
      lifeMs: 86_400_000,
      scope: 'bot bot.message user.read',
    });
  });

  test('a token is refused', async () => {
    const issued = await requestToken(
      async () => at('api-error-token.json', 400),
      'https://auth.example/token',
      {},
      { deadlineMs: 1000, maxBytes: 1_000_000, fallbackLifeSeconds: 1 },
    );
    expect(issued.kind).not.toBe('issued');
  });

  test.each([
    ['api-error-400.json', 400, 'refused', 'bad-request'],
    ['api-error-401.json', 401, 'refused', 'unauthorized'],
    ['api-error-403.json', 403, 'refused', 'forbidden'],
    ['api-error-404.json', 404, 'refused', 'not-found'],
    ['api-error-429.json', 429, 'retry', 'rate-limit'],
  ])('%s', (file, status, kind, reason) => {
    const failure = failedAnswer(at(file, status), 0);
    const detail = expect.stringContaining(readSharedJson(`line-works/${file}`).code);
    expect(failure).toMatchObject({ kind, reason, detail });
  });
});
