/** `[[rules]] type = "Text"` in wrangler.toml: the import gives the file's text. */
declare module '*.sql' {
  const text: string;
  export default text;
}
