import { createMiddleware } from 'hono/factory';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Keeps other sites out of a page that has no login: a foreign name that resolves to this machine
 * shows in `Host`, and a foreign page's POST shows in `Origin` or cannot be JSON without a
 * preflight, which this server does not answer.
 */
export const guard = createMiddleware(async (c, next) => {
  const host = c.req.header('host') ?? '';
  if (!LOOPBACK.test(host)) return c.json({ error: 'unknown host' }, 403);
  if (c.req.method === 'POST') {
    if (c.req.header('origin') !== `http://${host}`) return c.json({ error: 'other origin' }, 403);
    const type = c.req.header('content-type') ?? '';
    if (!/^application\/json *(;|$)/i.test(type)) return c.json({ error: 'JSON only' }, 415);
  }
  await next();
});

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // The bridge serves the pictures it sends to LINE users from another port of this machine.
  "img-src 'self' data: http://127.0.0.1:*",
  "media-src 'self' http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page loads only its own files, and an upload never runs. */
export const safeHeaders = createMiddleware(async (c, next) => {
  await next();
  c.header('content-security-policy', POLICY);
  c.header('cross-origin-resource-policy', 'same-origin');
  c.header('referrer-policy', 'no-referrer');
  c.header('x-content-type-options', 'nosniff');
  c.header('cache-control', 'no-store');
});
