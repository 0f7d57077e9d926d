import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type RequestFacts,
  type Route,
  routeOf,
  styleAnswer,
} from '../../../src/hosts/worker/front.ts';
import { noBlobs } from '../../../src/media/blob-store.ts';
import { createAuditPage } from '../../../src/web/audit/audit-page.ts';
import { STYLE_PATH } from '../../../src/web/audit/style.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const SIGNATURE = `${'A'.repeat(43)}=`;
const TOKEN = `blob-1-${'0'.repeat(64)}.abc.${'A'.repeat(43)}`;
const LINE = { 'x-line-signature': SIGNATURE };
const ENGLISH = { 'accept-language': 'en-GB,en;q=0.9' };
const JAPANESE = { 'accept-language': 'ja' };
const WORKS = { 'x-works-signature': SIGNATURE, 'x-works-botid': '1' };

type Headers = Readonly<Record<string, string>>;

const asked = (said: string, headers: Headers = {}): RequestFacts => {
  const [method = '', path = ''] = said.split(' ');
  return { method, path, header: (name) => headers[name] };
};
const routed = (said: string, headers?: Headers): Route => routeOf(asked(said, headers));

const within = (workspace: string, base: string) =>
  test.each<[string, Headers, object]>([
    [
      `POST ${base}/line/webhook`,
      LINE,
      { kind: 'webhook', workspace, path: '/line/webhook', isPlausible: true },
    ],
    [
      `POST ${base}/line/webhook`,
      {},
      { kind: 'webhook', workspace, path: '/line/webhook', isPlausible: false },
    ],
    [
      `POST ${base}/works/callback`,
      WORKS,
      { kind: 'webhook', workspace, path: '/works/callback', isPlausible: true },
    ],
    [
      `GET ${base}/media/${TOKEN}/%E8%A6%8B%E7%A9%8D%2F.pdf`,
      {},
      { kind: 'media', workspace, token: TOKEN, name: '見積/.pdf' },
    ],
    [
      `HEAD ${base}/media/${TOKEN}/%E8`,
      {},
      { kind: 'media', workspace, token: TOKEN, name: '%E8' },
    ],
    [`HEAD ${base}/audit/style.css`, {}, { kind: 'style', workspace }],
    [`GET ${base}/audit`, {}, { kind: 'pass', workspace, path: '/audit' }],
    [
      `GET ${base}/audit/log`,
      { ...ENGLISH, cookie: 'a=b; __Secure-kakehashi-audit=x' },
      { kind: 'pass', workspace, path: '/audit/log' },
    ],
    [
      `GET ${base}/audit/entry/7`,
      { ...ENGLISH, 'sec-fetch-site': 'cross-site' },
      { kind: 'pass', workspace, path: '/audit/entry/7' },
    ],
    [`GET ${base}/audit/open/x`, ENGLISH, { kind: 'pass', workspace, path: '/audit/open/x' }],
    [`POST ${base}/audit/export`, {}, { kind: 'pass', workspace, path: '/audit/export' }],
    [`GET ${base}/readyz`, {}, { kind: 'pass', workspace, path: '/readyz' }],
    [
      `GET ${base}/metrics`,
      { authorization: 'Bearer x' },
      { kind: 'pass', workspace, path: '/metrics' },
    ],
  ])('%s with %j wakes it', (said, headers, route) => {
    expect(routed(said, headers)).toEqual(route);
  });

describe('what may concern the deployment’s own workspace', () => within('default', ''));
describe('what may concern a named workspace', () => within('midori-2', '/w/midori-2'));

describe('what concerns no workspace', () => {
  test.each([
    'GET /w/a/readyz',
    'GET /w/-a/readyz',
    'GET /w/a--b/readyz',
    'GET /w/Midori/readyz',
    `GET /w/${'a'.repeat(40)}/readyz`,
    'GET /w/default/readyz',
    'GET /w/midori',
    'GET /w/midori/',
    'GET /w/midori/healthz',
    'GET /w/midori/w/midori/readyz',
    'GET /w/midori/operator/v1/status',
    'POST /operator/v1/',
    'POST /operator/v1/Status',
    'POST /operator/v1/status/all',
  ])('%s is not found', (said) => {
    expect(routed(said)).toMatchObject({ kind: 'answer', status: 404 });
  });

  test('an operator’s verb goes to the operator’s endpoint, by POST only', () => {
    expect(routed('POST /operator/v1/status')).toEqual({ kind: 'operate', verb: 'status' });
    expect(routed('GET /operator/v1/status')).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    });
  });

  test('figures are for who has a token', () => {
    expect(routed('GET /metrics', { authorization: 'Basic x' })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="metrics"' },
    });
  });
});

describe('an answer that needs no workspace is the app’s', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test.each<[string, Headers]>([
    ['GET /healthz', {}],
    ['HEAD /healthz', {}],
    ['POST /healthz', {}],
    ['GET /healthz/', {}],
    ['GET /', {}],
    ['GET /wp-login.php', {}],
    ['DELETE /readyz', {}],
    ['GET /readyz/x', {}],
    ['POST /metrics', {}],
    ['GET /line', {}],
    ['GET /auditor', {}],
    ['GET /line/webhook', {}],
    ['HEAD /works/callback', {}],
    ['PUT /works/callback', LINE],
    ['DELETE /audit', {}],
    ['PATCH /audit/export', {}],
    ['GET /audit', ENGLISH],
    ['HEAD /audit', JAPANESE],
    ['GET /audit/no-such-page', JAPANESE],
    ['POST /audit/logout', { ...ENGLISH, cookie: 'other=1' }],
    ['POST /audit/style.css', JAPANESE],
    ['GET /media/a/b', {}],
    ['HEAD /media/a/b', {}],
    [`POST /media/${TOKEN}/b`, {}],
    ['GET /media/a', {}],
    ['GET /media/a/', {}],
    ['GET /media/a/b/c', {}],
    ['POST /line/webhook', { 'content-length': '2' }],
    ['POST /line/webhook', { ...LINE, 'content-length': '1000001' }],
    ['POST /line/webhook', { 'content-length': '1000001' }],
    ['POST /line/webhook', { 'x-line-signature': 'AAAA', 'content-length': '64001' }],
    ['POST /works/callback', { ...LINE, 'content-length': '10' }],
    ['POST /works/callback', { 'x-works-signature': SIGNATURE, 'content-length': '10' }],
    ['POST /works/callback', { ...WORKS, 'x-works-signature': 'A', 'content-length': '10' }],
  ])('%s with %j', async (said, headers) => {
    const route = routed(said, headers);
    const { method, path } = asked(said);
    const request = new Request(`http://bridge${path}`, { method, headers });
    const response = await world.bridge.workspace.app.fetch(request);
    expect(route).toMatchObject({
      kind: 'answer',
      status: response.status,
      headers: Object.fromEntries(response.headers),
    });
    const text = route.kind === 'answer' ? (route.text ?? '') : null;
    expect(method === 'HEAD' ? '' : text).toBe(await response.text());
  });

  test('the stylesheet comes with the headers that it has on Node, and its text is its address', async () => {
    const style = readFileSync(new URL('../../../src/assets/style.css', import.meta.url), 'utf8');
    const response = await world.bridge.workspace.app.fetch(
      new Request(`http://bridge${STYLE_PATH}`),
    );
    const { status, text, headers } = styleAnswer(style);
    expect([response.status, Object.fromEntries(response.headers)]).toEqual([status, headers]);
    expect([await response.text(), text]).toEqual([style, style]);
  });

  test('a stylesheet that cannot be had is asked for again', async () => {
    const { status, text, headers } = styleAnswer(null);
    expect([status, headers['cache-control']]).toEqual([503, 'no-store']);
    const page = createAuditPage({
      context: world.bridge.workspace.context,
      blobs: noBlobs,
      checkpoints: { make: async () => ({ kind: 'none', why: 'no-key' }), signer: null },
      readAsset: async () => null,
      onFault: () => {},
    });
    const response = await page.request('/style.css');
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(Object.fromEntries(response.headers)).toEqual(headers);
  });
});

test('the page that tells a stranger where links come from is that of a workspace’s own path', () => {
  const page = routed('GET /w/midori/audit/log', ENGLISH);
  const text = page.kind === 'answer' ? page.text : null;
  expect(text).toContain('href="/w/midori/audit/style.css?v=');
  expect(text).not.toContain('"/audit');
});

test('whatever is asked, nothing but a known path of a well-formed name wakes a workspace', () => {
  const KNOWN =
    /^(?:\/w\/[a-z0-9-]{2,39})?\/(?:line\/webhook|works\/callback|media\/[^/]+\/[^/]+|audit(?:\/.*)?|readyz|metrics)$/u;
  const known = ['w', 'midori', 'media', 'audit', 'readyz', 'metrics', 'line', 'webhook', TOKEN];
  const odd = ['', '-', '%2e', '..', 'W', 'default', '%', '日本'];
  const path = fc
    .array(fc.constantFrom(...known, ...odd), { maxLength: 5 })
    .map((pieces) => `/${pieces.join('/')}`);
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'OPTIONS');
  fc.assert(
    fc.property(method, path, (verb, where) => {
      const route = routeOf({ method: verb, path: where, header: () => undefined });
      if ('workspace' in route) expect(where).toMatch(KNOWN);
    }),
  );
});
