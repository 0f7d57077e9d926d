import type { SettingsResult } from '../../config/settings/read-settings.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { Database } from '../../store/sqlite/store.ts';
import type { DeskParts } from './desk.ts';
import { configOfSettings } from './kept-settings.ts';

type Sealed = 'configuredBy' | 'objectId' | 'masterKeys' | 'chance' | 'deployment' | 'onFault';

export interface UnreadyParts extends Pick<DeskParts, Sealed> {
  /** What the environment configures, where it does. */
  readonly readEnvironment: () => SettingsResult;
  /** Its database as it stands, where it need not be up to date: only its settings are read. Absent: there is none. */
  readonly unready?: () => Database;
}

/**
 * What a workspace is configured with whose database is not up to date. A migration may be about to change the very table
 * of its settings, or have changed the half of it: null, they cannot be read.
 */
export function unreadyConfig(parts: UnreadyParts): LiveConfig | null {
  try {
    const read =
      parts.configuredBy === 'environment'
        ? parts.readEnvironment()
        : parts.unready && configOfSettings({ db: parts.unready() }, parts);
    return read?.ok === true ? read.config : null;
  } catch (error) {
    parts.onFault?.('settings', error);
    return null;
  }
}
