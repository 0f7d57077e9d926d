import type { HttpPort, HttpResult } from './http.ts';
import type { HttpStreamPort, HttpStreamResult } from './http-stream.ts';

/** Whom an exchange is with. Files of LINE WORKS lie on hosts that its answers name. */
export type CallHost =
  | 'line'
  | 'line-files'
  | 'line-works'
  | 'line-works-tokens'
  | 'line-works-files';

/** The addresses of the platforms, without a trailing slash. */
export interface PlatformAddresses {
  readonly lineApi: string;
  readonly lineData: string;
  readonly worksApi: string;
  readonly worksAuth: string;
}

/** An exchange that has ended. */
export interface EndedCall {
  readonly host: CallHost;
  /** The answer's HTTP status, or why there is none. */
  readonly status: string;
  /** The platform's own id of it, where it gives one. */
  readonly request: string | null;
  /** Until the answer; of a file until its headers. */
  readonly tookMs: number;
}

export type NoteCall = (call: EndedCall) => void;

/** Tells how each exchange with the platforms ended. */
export function countCalls(http: HttpPort, addresses: PlatformAddresses, note: NoteCall): HttpPort {
  return async (request) => {
    const begunAt = performance.now();
    const result = await http(request);
    if (wasMade(result)) note(ended(callHostOf(request.url, addresses), result, begunAt));
    return result;
  };
}

/** The same for files. */
export function countStreams(
  stream: HttpStreamPort,
  addresses: PlatformAddresses,
  note: NoteCall,
): HttpStreamPort {
  return async (request) => {
    const begunAt = performance.now();
    const result = await stream(request);
    if (wasMade(result)) note(ended(callHostOf(request.url, addresses), result, begunAt));
    return result;
  };
}

type Made = Exclude<HttpResult | HttpStreamResult, { kind: 'none-free' | 'withheld' }>;

const wasMade = (result: HttpResult | HttpStreamResult): result is Made =>
  result.kind !== 'none-free' && result.kind !== 'withheld';

const ended = (host: CallHost, result: Made, begunAt: number): EndedCall => ({
  host,
  status: statusOf(result),
  request: result.kind === 'answer' ? (result.headers['x-line-request-id'] ?? null) : null,
  tookMs: performance.now() - begunAt,
});

/** Whom an address belongs to. */
export function callHostOf(
  url: string,
  { lineApi, lineData, worksApi, worksAuth }: PlatformAddresses,
): CallHost {
  if (isBelow(url, lineApi)) return 'line';
  if (isBelow(url, lineData)) return 'line-files';
  if (isBelow(url, worksApi)) return 'line-works';
  return isBelow(url, worksAuth) ? 'line-works-tokens' : 'line-works-files';
}

const isBelow = (url: string, address: string) =>
  url.startsWith(address) && url[address.length] === '/';

/** A platform gives a few dozen statuses; what is none counts as one. */
function statusOf(result: Made): string {
  switch (result.kind) {
    case 'answer':
      return result.status >= 100 && result.status <= 599 ? String(result.status) : 'other';
    case 'not-sent':
      return 'not-sent';
    case 'no-answer':
      return result.reason;
    default:
      return result satisfies never;
  }
}
