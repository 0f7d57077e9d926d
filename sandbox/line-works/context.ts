import type { HttpBindings } from '@hono/node-server';
import type { CallBook } from './servers/call-book.ts';
import type { FaultPlan } from './servers/faults.ts';
import type { RateLimits } from './servers/rate-limits.ts';
import type { Tokens } from './servers/tokens.ts';
import type { Settings } from './settings.ts';
import type { Callbacks } from './talk/callbacks.ts';
import type { TalkRooms } from './talk/talk-rooms.ts';
import type { BotRecord, TokenRecord } from './tenant/records.ts';
import type { World } from './tenant/world.ts';
import type { ApiCall, WorksClock } from './types.ts';

/** Everything a route needs. */
export interface Context {
  clock: WorksClock;
  settings: Settings;
  world: World;
  tokens: Tokens;
  limits: RateLimits;
  faults: FaultPlan;
  calls: CallBook;
  callbacks: Callbacks;
  talk: TalkRooms;
  /** Origin of the storage host, known once it listens. */
  storageUrl(): string;
  changed(): void;
}

/** The Hono environment of all three servers. */
export interface Env {
  Bindings: HttpBindings;
  Variables: { call: ApiCall; token: TokenRecord; bot: BotRecord };
}
