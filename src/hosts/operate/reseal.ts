import { record } from '../../context.ts';
import { asCode } from '../../domain/audit-facts.ts';
import type { ResealedBody } from '../../domain/operator/bodies.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import { listSettings, readHosting, writeSetting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { recording } from './change-settings.ts';
import { type Answer, actingOperator, answer, type Desk, refuse } from './desk.ts';
import { openedValue, sealerOf, unopenedFaults } from './kept-settings.ts';

/** Seals with the newest key what an older one sealed, so that the older one can go. The values stay as they are. */
export function reseal(desk: Desk, store: Store, by: Operator): Answer {
  const sealer = sealerOf(desk, readHosting(store.db).salt);
  if (sealer === null)
    return refuse('master-keys', { faults: unopenedFaults([], desk.masterKeys) });
  const older = listSettings(store.db).filter(
    ({ keyId }) => keyId !== null && keyId !== sealer.newest,
  );
  const opened = older.map((row) => ({ row, value: openedValue(row, sealer) }));
  const resealed = opened.flatMap(({ row, value }) =>
    value === null ? [] : [{ ...row, ...sealer.seal(row.name, value) }],
  );
  const names = resealed.map(({ name }) => name);
  if (resealed.length > 0) {
    store.transaction(() => {
      for (const row of resealed) writeSetting(store.db, row);
      record(recording(desk, store), {
        action: 'settings.reseal',
        actor: actingOperator(by),
        outcome: 'ok',
        facts: { names: names.map(asCode), key: asCode(sealer.newest) },
      });
    });
  }
  const unopened = opened.flatMap(({ row, value }) => (value === null ? [row.name] : []));
  const body: ResealedBody = { resealed: names, unopened, keyId: sealer.newest };
  return answer(body);
}
