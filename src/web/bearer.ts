/** The token of an `Authorization: Bearer` header; null: there is none. */
export const bearerOf = (authorization: string | undefined): string | null =>
  /^Bearer +(\S+) *$/iu.exec(authorization ?? '')?.[1] ?? null;

/** With the 401 for figures. */
export const UNAUTHORIZED = { 'www-authenticate': 'Bearer realm="metrics"' };
