/** In the place of hono's router that compiles itself and of the one that chooses (`alias` in wrangler.toml). */
export { TrieRouter as RegExpRouter, TrieRouter as SmartRouter } from 'hono/router/trie-router';
