import type { HttpAnswer, HttpRequest } from '../../http.ts';
import type { AccountDoc } from '../documents.ts';
import type { OpenCall } from '../server/calls.ts';
import type { State } from '../state.ts';
import type { ApiName } from '../types.ts';
import type { WebhookSender } from '../webhooks/sender.ts';

/** A call, as far as it is known before its route runs. */
export interface Exchange {
  readonly state: State;
  readonly sender: WebhookSender;
  readonly request: HttpRequest;
  /** Values of the `:names` in the path, in order, percent-decoded. */
  readonly params: readonly string[];
  /** Parsed JSON of a route that takes it, parsed form of a token route. */
  readonly body: unknown;
  readonly call: OpenCall;
}

export interface AuthorizedExchange extends Exchange {
  readonly account: AccountDoc;
}

interface RouteFacts {
  readonly api: ApiName;
  readonly method: string;
  /** Exact path with `:names` for single segments. */
  readonly path: string;
  readonly takes: 'json' | 'form' | 'nothing';
}

export type Route =
  | (RouteFacts & {
      readonly open: true;
      handle(exchange: Exchange): HttpAnswer | Promise<HttpAnswer>;
    })
  | (RouteFacts & {
      readonly open?: false;
      handle(exchange: AuthorizedExchange): HttpAnswer | Promise<HttpAnswer>;
    });

/** line.md §1.4 */
export const USER_ID = /^U[0-9a-f]{32}$/;
export const CHAT_ID = /^[UCR][0-9a-f]{32}$/;
