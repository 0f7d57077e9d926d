/** A page as a Worker's bundle carries it (wrangler.toml, `rules`). */
declare module '*.html' {
  const text: string;
  export default text;
}
