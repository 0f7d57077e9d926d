import type { LiveConfig } from '../../config/types.ts';
import { record } from '../../context.ts';
import { asCode } from '../../domain/audit-facts.ts';
import type { ChangedBody, PlacedBody, SettingValues } from '../../domain/operator/bodies.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import {
  dropSetting,
  type KeptSetting,
  listSettings,
  readHosting,
  writeSetting,
} from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { type Answer, actingOperator, answer, type Desk, operatorName, refuse } from './desk.ts';
import {
  judgeSettings,
  openSettings,
  sealerOf,
  settingOf,
  unopenedFaults,
} from './kept-settings.ts';

/** What settings are to be, by name; null: that one goes. */
export type Wished = Readonly<Record<string, string | null>>;

/**
 * Changes settings all at once, or none: they are judged as they would be together. What is stored takes effect at
 * once.
 */
export async function changeSettings(
  desk: Desk,
  store: Store,
  wished: Wished,
  by: Operator,
): Promise<Answer> {
  const { values, unopened } = openSettings(store, desk);
  const lost = unopened.filter(({ name }) => !Object.hasOwn(wished, name));
  if (lost.length > 0) {
    return refuse('master-keys', { faults: unopenedFaults(lost, desk.masterKeys) });
  }
  const { name, salt } = readHosting(store.db);
  const judged = judgeSettings(desk.deployment, settingsWith(values, wished), {
    name: name ?? '',
    store,
  });
  if (!judged.ok) return refuse('settings', { faults: judged.faults });

  const kept = new Set(listSettings(store.db).map((row) => row.name));
  const changed = Object.entries(wished).filter(([key, value]) =>
    value === null ? kept.has(key) : values[key] !== value,
  );
  const rows = sealedRows(settingsWith({}, Object.fromEntries(changed)), sealerOf(desk, salt));
  if (rows === null) return refuse('master-keys', { faults: unopenedFaults([], desk.masterKeys) });
  const names = changed.map(([key]) => key).sort();
  if (names.length > 0) {
    store.transaction(() => {
      for (const [key, value] of changed) if (value === null) dropSetting(store.db, key);
      writeRows(desk, store, rows, by);
      record(recording(desk, store), {
        action: 'settings.change',
        actor: actingOperator(by),
        outcome: 'ok',
        facts: { names: names.map(asCode) },
      });
    });
    await desk.renew();
    if (desk.workspace === null) return refuse('not-running', { faults: desk.faults });
  }
  const body: ChangedBody = { changed: names, placed: placedOf(judged.config) };
  return answer(body);
}

/** Settings as they would be after a change. */
function settingsWith(values: SettingValues, wished: Wished): Record<string, string> {
  const all = Object.entries({ ...values, ...wished });
  return Object.fromEntries(
    all.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])),
  );
}

type Row = NonNullable<ReturnType<typeof settingOf>>;

/** Settings as they are to be kept; null: there is a secret among them, and nothing to seal it with. */
export function sealedRows(
  values: SettingValues,
  sealer: Parameters<typeof settingOf>[2],
): readonly Row[] | null {
  const rows = Object.entries(values).map(([name, value]) => settingOf(name, value, sealer));
  return rows.every((row) => row !== null) ? rows : null;
}

/** In the caller's transaction. */
export function writeRows(
  { clock }: Pick<Desk, 'clock'>,
  { db }: Store,
  rows: readonly Row[],
  by: Operator,
): void {
  const at = clock.now();
  for (const row of rows)
    writeSetting(db, { ...row, at, by: operatorName(by) } satisfies KeptSetting);
}

/** What an entry of the log is written with, also where no workspace runs. */
export const recording = ({ clock, chance }: Pick<Desk, 'clock' | 'chance'>, { db }: Store) => ({
  db,
  clock,
  chance,
});

export const placedOf = ({ publicUrl, works, line }: LiveConfig): PlacedBody => ({
  publicUrl,
  lineWebhook: `${publicUrl}/line/webhook`,
  worksCallback: `${publicUrl}/works/callback`,
  domainId: works.domainId,
  channelIds: line.channels.map(({ channelId }) => channelId),
  lineApiBaseUrl: line.apiBaseUrl,
});
