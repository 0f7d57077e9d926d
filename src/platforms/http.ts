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
  /** From when it leaves to the last byte of the answer. */
  readonly deadlineMs: number;
  /** A larger answer is cut off and counts as unreadable. Bytes. */
  readonly maxBytes: number;
  /** Words, or what words wait for: these go first where connections are few. */
  readonly carries?: 'words';
  /** The last look of its caller, taken once more by a door that makes the call wait. */
  readonly permit?: () => boolean;
  /** The headers of the answer have come; told where connections are few. */
  readonly onHeaders?: () => void;
}

export type HttpResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** None of our own few connections came free in time: it has not been tried. */
  | { readonly kind: 'none-free' }
  /** The last look said no after a wait for a connection: nothing left this process. */
  | { readonly kind: 'withheld' }
  /** The connection was never made, or the host is not allowed: the request was not sent. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** A request went out, and no whole answer came back. */
  | {
      readonly kind: 'no-answer';
      readonly reason: 'timeout' | 'cut-off' | 'too-large';
      readonly detail: string;
    };
