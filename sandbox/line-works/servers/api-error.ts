import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An answer in the platform's error shape `{code, description}` (line-works.md §3.4). */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(status: ContentfulStatusCode, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

/** 400: the request is not as documented. */
export const invalid = (description: string): ApiError =>
  new ApiError(400, 'INVALID_PARAMETER', description);

/** 401: no token, an unknown one, or an expired one (line-works.md §1.1). */
export const unauthorized = (): ApiError =>
  new ApiError(401, 'UNAUTHORIZED', 'Authentication failed');

/** 403: the token lacks the scope. */
export const forbidden = (description = 'Forbidden'): ApiError =>
  new ApiError(403, 'FORBIDDEN', description);

/** 403: the bot is not in the room, or not released to the member (line-works.md §3.4). */
export const accessDenied = (): ApiError => new ApiError(403, 'ACCESS_DENIED', 'Access denied');

/** 404. */
export const notFound = (): ApiError => new ApiError(404, 'NOT_FOUND', 'Resource not found');

/** 429 (line-works.md §3.3). */
export const tooMany = (): ApiError =>
  new ApiError(429, 'TOO_MANY_REQUESTS', 'API rate limit exceeded');

const CODES: Record<number, [string, string]> = {
  400: ['BAD_REQUEST', 'Bad request'],
  401: ['UNAUTHORIZED', 'Authentication failed'],
  403: ['FORBIDDEN', 'Forbidden'],
  404: ['NOT_FOUND', 'Resource not found'],
  409: ['CONFLICT', 'Conflict'],
  429: ['TOO_MANY_REQUESTS', 'API rate limit exceeded'],
  503: ['SERVICE_UNAVAILABLE', 'Service unavailable'],
};

/** The usual error body of a status, for planned failures. */
export function errorBody(status: number): { code: string; description: string } {
  const [code, description] = CODES[status] ?? ['INTERNAL_SERVER_ERROR', 'Internal server error'];
  return { code, description };
}
