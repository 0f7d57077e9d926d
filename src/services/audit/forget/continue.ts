import type { Context } from '../../../context.ts';
import { readForgetting } from '../../../store/audit/forgettings.ts';
import { createPace, type Pace } from '../pace.ts';
import { endTalks } from './end-talks.ts';
import { eraseContentsOf } from './erase-contents.ts';
import { eraseTraces } from './erase-traces.ts';
import { type Whose, whoseOf } from './whose.ts';

/** Entries of one slice: with their later files no entry lists more than 500. */
const MOST_ENTRIES = 400;
/** Between two slices webhooks and messages have their turn. */
const PAUSE_MS = 10;

/** Goes on with forgetting LINE users, a slice a turn; what was done stays done after a kill. */
export interface Forgetter {
  /** @returns when to go on, ms; null: it is complete */
  next(id: number): number | null;
}

export function createForgetter(context: Context): Forgetter {
  const contents = createPace(MOST_ENTRIES);
  const traces = createPace(MOST_ENTRIES);
  return {
    next: (id) =>
      context.store.transaction(() => {
        const forgetting = readForgetting(context.db, id);
        if (forgetting === null || forgetting.stage === 'done') return null;
        const whose = whoseOf(context, forgetting);
        const afterMs = step(context, whose, { contents, traces });
        context.reached?.('erase.write');
        return afterMs === null ? null : Math.max(afterMs, PAUSE_MS);
      }),
  };
}

function step(
  context: Context,
  whose: Whose,
  paces: { readonly contents: Pace; readonly traces: Pace },
): number | null {
  const { contents, traces } = paces;
  const { stage } = whose.forgetting;
  switch (stage) {
    case 'ending':
      return endTalks(context, whose);
    case 'contents':
      return contents.run(() => eraseContentsOf(context, whose, contents.size));
    case 'traces':
      return traces.run(() => eraseTraces(context, whose, traces.size));
    case 'done':
      return null;
    default:
      return stage satisfies never;
  }
}
