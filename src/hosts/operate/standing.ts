import { type Context, record } from '../../context.ts';
import type { AuditAction } from '../../domain/audit.ts';
import { DAY_MS } from '../../domain/durations.ts';
import { formatInstant, isoInstant } from '../../domain/jst.ts';
import type { Standing, StandingBody } from '../../domain/operator/bodies.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import { tellAdmins } from '../../services/say/say.ts';
import { databaseSql } from '../../store/copy/database-sql.ts';
import { isImporting } from '../../store/copy/import-progress.ts';
import { changeHosting, type Hosting, readHosting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import type { Words } from '../../words/words.ts';
import { recording } from './change-settings.ts';
import { type Answer, actingOperator, answer, type Desk, operatorName, refuse } from './desk.ts';

/** Between the two steps of a deletion. */
const LEAVING_MS = 7 * DAY_MS;

/** How long a workspace that is paused may still send what waits, such as the word that it is paused. */
const LAST_WORDS_MS = 3000;

const ACTION = {
  live: 'workspace.resume',
  paused: 'workspace.pause',
  leaving: 'workspace.leave',
} as const satisfies Record<Standing, AuditAction>;

/** From when on the second step may come; epoch ms, null: it is not leaving. */
export const deletableFrom = ({ standing, since }: Hosting): number | null =>
  standing === 'leaving' ? since + LEAVING_MS : null;

/** Pauses the workspace, or lets it run again. Its administrators are told, before it is silent or once it speaks. */
export async function changeStanding(
  desk: Desk,
  store: Store,
  standing: Standing,
  by: Operator,
): Promise<Answer> {
  const before = readHosting(store.db);
  if (before.standing !== standing) {
    const since = desk.clock.now();
    const { workspace } = desk;
    store.transaction(() => {
      changeHosting(store.db, { standing, since, by: operatorName(by) });
      const actor = actingOperator(by);
      record(recording(desk, store), { action: ACTION[standing], actor, outcome: 'ok' });
      if (workspace !== null) tell(workspace.context, standing, since);
    });
    if (before.standing === 'live' && workspace !== null) {
      workspace.engine.wake();
      await workspace.engine.idle(AbortSignal.timeout(LAST_WORDS_MS));
    }
    await desk.renew();
  }
  return answer(standingBody(readHosting(store.db)));
}

function tell(context: Context, standing: Standing, since: number): void {
  const say = ({ hosting }: Words): string => {
    switch (standing) {
      case 'live':
        return hosting.resumed;
      case 'paused':
        return hosting.paused;
      case 'leaving':
        return hosting.leaving(formatInstant(since + LEAVING_MS));
      default:
        return standing satisfies never;
    }
  };
  tellAdmins(context, say);
}

function standingBody(hosting: Hosting): StandingBody {
  const from = deletableFrom(hosting);
  return { standing: hosting.standing, deletableFrom: from === null ? null : isoInstant(from) };
}

/**
 * Deletes the workspace in two steps, seven days apart: the first pauses it, and `resume` takes it back; the second
 * removes all it has stored.
 */
export async function deleteInSteps(
  desk: Desk,
  store: Store,
  confirm: string | null,
  by: Operator,
): Promise<Answer> {
  const { erase } = desk;
  if (erase === null) return refuse('not-here');
  // All there is stands in the file it came from.
  const isPart = isImporting(databaseSql(store.db));
  if (confirm === null && isPart) return refuse('importing');
  if (confirm === null) return changeStanding(desk, store, 'leaving', by);
  const hosting = readHosting(store.db);
  if (confirm !== hosting.name) return refuse('wrong-name');
  const from = deletableFrom(hosting);
  if (from === null && !isPart) return refuse('not-paused');
  if (from !== null && desk.clock.now() < from)
    return refuse('too-early', { from: isoInstant(from) });
  await desk.workspace?.engine.stop(0);
  await erase();
  desk.gone();
  return answer({ deleted: confirm });
}
