import type { Clock } from '../../domain/clock.ts';
import type { Database } from '../sqlite/store.ts';
import { type Queue, queueChanges } from './queue-changes.ts';

/** When a queue is next due, remembered until its rows or its surroundings change. */
export interface Due {
  /** Epoch ms; null: not until something changes. */
  nextAt(): number | null;
  /** Whether that instant has come. */
  isNow(): boolean;
  /** Something besides the queue's own rows has changed: places became free, a row is under way. */
  changed(): void;
}

/** @param ask reads it from the database; epoch ms, null: the queue is empty */
export function createDue(db: Database, clock: Clock, queue: Queue, ask: () => number | null): Due {
  let known: { readonly version: number; readonly at: number | null } | null = null;
  const nextAt = () => {
    const version = queueChanges(db)[queue];
    if (known?.version !== version) known = { version, at: ask() };
    return known.at;
  };
  return {
    nextAt,
    isNow: () => {
      const at = nextAt();
      return at !== null && at <= clock.now();
    },
    changed: () => {
      known = null;
    },
  };
}
