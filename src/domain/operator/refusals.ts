/**
 * Why an operator's request is refused, before any workspace is asked, with its HTTP status. A terminal says it in
 * words (src/words/en/workspace-command.ts).
 */
export const REFUSALS = {
  /** The deployment has no operators, or its `OPERATOR_KEYS` cannot be read. */
  'no-operators': 503,
  unsigned: 401,
  /** The operator's clock is more than two minutes off. */
  'wrong-time': 401,
  forbidden: 403,
  'unknown-verb': 404,
  'not-post': 405,
  'too-large': 413,
  'broke-off': 400,
  'not-json': 400,
  /** The body has to name a workspace, in a form that can stand in an address. */
  'no-name': 400,
  /** `detail` lists those there are. */
  'unknown-location': 400,
  /** The same signed request has come before. */
  repeated: 409,
  'unknown-workspace': 404,
  /** There is, or was, a workspace of this name. */
  'name-taken': 409,
  /** Another call is creating it just now. */
  'under-way': 409,
  'domain-taken': 409,
  'channel-taken': 409,
  /** A workspace keeps the domain it was made for. */
  'domain-fixed': 409,
  /** The registry or the workspace could not answer now. */
  'no-answer': 503,
} as const satisfies Record<string, number>;

export type Refusal = keyof typeof REFUSALS;
