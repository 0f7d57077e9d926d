/*
 * In the place of four files of hono (`alias` in wrangler.toml), 2 KB of a Worker's upload: elements that move into the
 * head or take functions as actions, where ours stand where they are put and take texts (`h` in src/web/audit/html.ts);
 * bodies read as forms, and apps of others below a path, which we have neither of.
 */

/** No element is more than its tag. */
export const components_exports = {};

/** Nothing is drawn in a browser. */
export const domRenderers = {};

/** What a form's body or a mounted app would come to. */
function absent(): never {
  throw new Error('Forms and mounted apps of hono are not in the Worker (wrangler.toml, alias).');
}

export { absent as createMountedRequest, absent as parseBody };
