/**
 * The one door to the platforms. Node opens it with undici, Workers with fetch; both promise a
 * deadline, a size cap, no redirect followed on its own, and only the given hosts.
 */
export type HttpPort = (request: HttpRequest) => Promise<HttpResult>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From the call to the last byte of the answer. */
  readonly deadlineMs: number;
  /** A larger answer is cut off and counts as unreadable. Bytes. */
  readonly maxBytes: number;
}

export type HttpResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** The connection was never made, or the host is not allowed: the request was not sent. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** A request went out, and no whole answer came back. */
  | {
      readonly kind: 'no-answer';
      readonly reason: 'timeout' | 'cut-off' | 'too-large';
      readonly detail: string;
    };
