import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { LiveConfig } from '../config/types.ts';
import type { Context } from '../context.ts';
import { lastMigration } from '../store/kept/last-migration.ts';
import { keepState, keptState } from '../store/kept/states.ts';

/**
 * Notes the configuration and the version of the database.
 *
 * @returns whether the start before this one had others, or there was none
 */
export function noteConfiguration({ db }: Context, config: LiveConfig): boolean {
  // Only the hash is stored; the private key in it keeps anybody from guessing the rest.
  const hash = createHash('sha256')
    .update(JSON.stringify([config, lastMigration(db)]))
    .digest('hex');
  if (keptState(db, 'configuration', z.string()) === hash) return false;
  keepState(db, 'configuration', hash);
  return true;
}
