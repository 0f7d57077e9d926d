import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.stop());

/** `fetch` does not let its caller choose the host. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${theatre.url}state`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject).end();
  });
}

describe('another site', () => {
  test.each([
    ['of another origin', { origin: 'https://evil.example' }, 403],
    ['of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['from a sandboxed frame', { origin: 'null' }, 403],
    ['as a form would', { 'content-type': 'text/plain' }, 415],
    ['with a look-alike type', { 'content-type': 'application/jsonp' }, 415],
  ])('cannot post %s', async (_, headers, status) => {
    const { phone } = await theatre.state();
    const wish = { user: phone.user, text: '乗っ取り' };
    expect((await theatre.post('/line/says', wish, headers)).status).toBe(status);
    expect(theatre.deliveries).toEqual([]);
  });

  test('cannot read under a name of its own that resolves to this machine', async () => {
    expect(await statusFor('evil.example')).toBe(403);
    expect(await statusFor(new URL(theatre.url).host)).toBe(200);
  });
});

test('a wish of the wrong shape is refused', async () => {
  expect((await theatre.post('/line/says', { user: 1 })).status).toBe(400);
  expect((await theatre.post('/line/says', { user: 'Unobody', text: 'x' })).status).toBe(409);
  expect((await theatre.post('/works/nothing', {})).status).toBe(404);
});

describe('the document', () => {
  test('is Japanese, or English when asked', async () => {
    const japanese = await theatre.get('/');
    expect(await japanese.text()).toContain('<html lang="ja">');
    expect(await (await theatre.get('/?lang=en')).text()).toContain('<html lang="en">');
  });

  test('allows no script but its own files, and has none inline', async () => {
    const answer = await theatre.get('/');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
    const html = await answer.text();
    const runs = [...html.matchAll(/<script(?! type="application\/json")([^>]*)>([^<]*)/g)];
    expect(runs.map(([, , code]) => code)).toEqual(['']);
  });

  test('serves only its own assets', async () => {
    const html = await (await theatre.get('/')).text();
    const named = [...html.matchAll(/\/assets\/[\w.]+/g)].map(([path]) => path);
    expect(named.length).toBeGreaterThan(2);
    for (const path of named) expect((await theatre.get(path)).status).toBe(200);
    for (const path of ['/assets/..%2fview.ts', '/assets/view.ts', '/assets/constructor']) {
      expect((await theatre.get(path)).status).toBe(404);
    }
  });

  test('its scripts never make markup of text', async () => {
    for (const name of ['app', 'audit', 'bubble', 'chat', 'dom', 'phone', 'server', 'works']) {
      const script = await (await theatre.get(`/assets/${name}.js`)).text();
      expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
    }
  });
});
