import { SALT_BYTES } from '../../config/settings/seal.ts';
import { record } from '../../context.ts';
import { asCode } from '../../domain/audit-facts.ts';
import type { ChangedBody, SettingValues } from '../../domain/operator/bodies.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import { changeHosting } from '../../store/settings.ts';
import { placedOf, recording, sealedRows, writeRows } from './change-settings.ts';
import {
  type Answer,
  actingOperator,
  answer,
  bytesOf,
  type Desk,
  operatorName,
  refuse,
} from './desk.ts';
import { judgeSettings, sealerOf, unopenedFaults } from './kept-settings.ts';

const CREATED = 201;
const SECRET_KEY_BYTES = 32;

/** Makes the workspace of this name: nothing is stored before its settings are sound as a whole. */
export async function createNamed(
  desk: Desk,
  name: string,
  given: SettingValues,
  by: Operator,
): Promise<Answer> {
  // It signs links, and the audit log's checkpoints: sealed like what the company gives.
  const settings = { SECRET_KEY: desk.chance.token(SECRET_KEY_BYTES), ...given };
  const judged = judgeSettings(desk.deployment, settings, { name, store: null });
  if (!judged.ok) return refuse('settings', { faults: judged.faults });
  const salt = bytesOf(desk.chance, SALT_BYTES);
  const rows = sealedRows(settings, sealerOf(desk, salt));
  if (rows === null) return refuse('master-keys', { faults: unopenedFaults([], desk.masterKeys) });
  const store = desk.make();
  const names = Object.keys(settings).sort();
  store.transaction(() => {
    const since = desk.clock.now();
    changeHosting(store.db, { name, salt, since, by: operatorName(by) });
    writeRows(desk, store, rows, by);
    record(recording(desk, store), {
      action: 'workspace.create',
      actor: actingOperator(by),
      outcome: 'ok',
      facts: { workspace: asCode(name), names: names.map(asCode) },
    });
  });
  await desk.renew();
  if (desk.workspace === null) return refuse('not-running', { faults: desk.faults });
  const body: ChangedBody = { changed: names, placed: placedOf(judged.config) };
  return answer(body, CREATED);
}
