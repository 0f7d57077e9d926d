import type { Environment } from '../../config/config.ts';
import type { MasterKeysResult } from '../../config/settings/master-keys.ts';
import { readSettings, type SettingsResult } from '../../config/settings/read-settings.ts';
import { createSealer, IV_BYTES, type Sealer } from '../../config/settings/seal.ts';
import { SECRET_NAMES } from '../../config/settings/settings-names.ts';
import { foreignPart } from '../../services/link/claim-database.ts';
import { type KeptSetting, listSettings, readHosting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { bytesOf, type DeskParts } from './desk.ts';

/** A workspace's settings, opened. */
export interface OpenedSettings {
  readonly values: Readonly<Record<string, string>>;
  /** Secrets that could not be opened: their key is not at hand, or the row is not of here. */
  readonly unopened: readonly KeptSetting[];
}

type SealParts = Pick<DeskParts, 'objectId' | 'masterKeys' | 'chance'>;

/** What seals and opens this workspace's secrets; null: the deployment has no keys. */
export function sealerOf(
  { objectId, masterKeys, chance }: SealParts,
  salt: Uint8Array | null,
): Sealer | null {
  if (!masterKeys.ok || salt === null) return null;
  return createSealer(masterKeys.keys, { objectId, salt }, () => bytesOf(chance, IV_BYTES));
}

export function openSettings({ db }: Pick<Store, 'db'>, parts: SealParts): OpenedSettings {
  const sealer = sealerOf(parts, readHosting(db).salt);
  const values: Record<string, string> = {};
  const unopened: KeptSetting[] = [];
  for (const row of listSettings(db)) {
    const value = openedValue(row, sealer);
    if (value === null) unopened.push(row);
    else values[row.name] = value;
  }
  return { values, unopened };
}

/** The value of a setting; null: it cannot be opened. */
export function openedValue(
  { name, value, sealed, keyId }: KeptSetting,
  sealer: Sealer | null,
): string | null {
  if (value !== null) return value;
  return sealed === null || keyId === null ? null : (sealer?.open(name, { sealed, keyId }) ?? null);
}

/** A setting as it is to be kept; null: it is a secret, and there is nothing to seal it with. */
export function settingOf(
  name: string,
  value: string,
  sealer: Sealer | null,
): Pick<KeptSetting, 'name' | 'value' | 'sealed' | 'keyId'> | null {
  if (!SECRET_NAMES.has(name)) return { name, value, sealed: null, keyId: null };
  return sealer === null ? null : { name, value: null, ...sealer.seal(name, value) };
}

/** The configuration that a workspace's settings make, or what is wrong with them. */
export function configOfSettings(
  store: Pick<Store, 'db'>,
  parts: SealParts & Pick<DeskParts, 'deployment'>,
) {
  const { name } = readHosting(store.db);
  const { values, unopened } = openSettings(store, parts);
  const read = readSettings(parts.deployment, values, name ?? '');
  if (unopened.length === 0) return read;
  return { ok: false, faults: unopenedFaults(unopened, parts.masterKeys) } as const;
}

/** Names of settings and of keys; neither is a secret. */
export function unopenedFaults(
  unopened: readonly KeptSetting[],
  masterKeys: MasterKeysResult,
): readonly string[] {
  const keys = masterKeys.ok ? [] : [masterKeys.fault];
  const faults = unopened.map(
    ({ name, keyId }) => `${name}: cannot be opened with the key ${keyId ?? ''} of MASTER_KEYS`,
  );
  return [...keys, ...faults];
}

/** Judges settings as a start would, together with whose database it is. Writes nothing. */
export function judgeSettings(
  deployment: Environment,
  values: Environment,
  { name, store }: { readonly name: string; readonly store: Store | null },
): SettingsResult {
  const read = readSettings(deployment, values, name);
  if (!read.ok || store === null) return read;
  const { works, line } = read.config;
  const foreign = foreignPart(store.db, {
    domainId: works.domainId,
    botId: works.bridgeBot.botId,
    channelIds: line.channels.map(({ channelId }) => channelId),
  });
  return foreign === null ? read : { ok: false, faults: [FOREIGN[foreign]] };
}

/** What the start would refuse as a database of another company. */
const FOREIGN = {
  domain: 'WORKS_DOMAIN_ID: the database belongs to another domain',
  bot: 'WORKS_BOT_ID: the database belongs to another bot',
  channels: 'LINE_CHANNEL_ID: of the channels that the database belongs to, one has to stay',
} as const;
