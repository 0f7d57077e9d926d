/** In the place of the package debug (`alias` in wrangler.toml): nothing reads its lines, and a Worker would carry it. */
export default () => () => undefined;
