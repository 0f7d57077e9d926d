import { createHash } from 'node:crypto';
import { SECRET_NAMES } from '../../config/settings/settings-names.ts';
import { isoInstant } from '../../domain/jst.ts';
import type { ShownBody, ShownSetting } from '../../domain/operator/bodies.ts';
import { type KeptSetting, listSettings, readHosting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { type Answer, answer, type Desk } from './desk.ts';
import { openedValue, sealerOf } from './kept-settings.ts';

/** So much of a digest tells two secrets apart, and nothing about either. */
const SHOWN_DIGITS = 4;

/** The settings. Of a secret only the end of its digest is told: enough to see whether it is the one meant. */
export function show(desk: Desk, { db }: Store): Answer {
  const sealer = sealerOf(desk, readHosting(db).salt);
  const shown = (row: KeptSetting): ShownSetting => {
    const isSecret = row.sealed !== null || SECRET_NAMES.has(row.name);
    const value = openedValue(row, sealer);
    return {
      name: row.name,
      at: isoInstant(row.at),
      by: row.by,
      value: isSecret ? null : value,
      sha256Ends: isSecret && value !== null ? digestEnd(value) : null,
      keyId: row.keyId,
    };
  };
  const body: ShownBody = { settings: listSettings(db).map(shown) };
  return answer(body);
}

const digestEnd = (value: string): string =>
  createHash('sha256').update(value).digest('hex').slice(-SHOWN_DIGITS);
