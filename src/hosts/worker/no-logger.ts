/*
 * What a Worker reads as `@logtape/logtape` (`alias` in wrangler.toml). The net of our log (`src/log/net.ts`) is of
 * `@logtape/redaction`, which asks the library's logger only to say that an object was too deep: our lines are texts.
 */

export const getLogger = (): Readonly<Record<string, never>> => ({});
