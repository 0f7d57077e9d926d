import type { HttpAnswer } from '../../http.ts';

/** A fault of one property (line.md §2.10). */
export interface Detail {
  readonly message: string;
  readonly property: string;
}

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

export function refusal(
  status: number,
  message: string,
  details: readonly Detail[] = [],
): HttpAnswer {
  return json(status, details.length === 0 ? { message } : { message, details });
}

/** OAuth endpoints have their own shape (line.md §2.10). */
export function oauthError(status: number, error: string, description: string): HttpAnswer {
  return json(status, { error, error_description: description });
}

export const NOT_FOUND = refusal(404, 'Not found');

export function badProperty(name: string): HttpAnswer {
  return refusal(
    400,
    `The property, '${name}', in the request body is invalid (line: -, column: -)`,
  );
}
