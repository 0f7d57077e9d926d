import { z } from 'zod';
import type { Context } from '../../context.ts';
import { readOwner, writeOwner } from '../../store/link.ts';
import { storedJson } from '../../store/memory/stored-json.ts';

/** The owner of the data in a database. */
export interface Owner {
  readonly domainId: string;
  /** The bridge bot. */
  readonly botId: string;
  readonly channelIds: readonly string[];
}

const ownerJson = storedJson<Owner>(
  'owner',
  1,
  z.looseObject({ domainId: z.string(), botId: z.string(), channelIds: z.array(z.string()) }),
);

/** The database belongs to another domain, bot or set of OAs: stopping beats mixing customers. */
export class ForeignDatabase extends Error {
  constructor(owner: Owner, wanted: Owner) {
    super(
      `This database belongs to LINE WORKS domain ${owner.domainId}, bot ${owner.botId}, ` +
        `LINE channels ${owner.channelIds.join(', ')}; the configuration names domain ` +
        `${wanted.domainId}, bot ${wanted.botId}, channels ${wanted.channelIds.join(', ')}.`,
    );
    this.name = 'ForeignDatabase';
  }
}

/**
 * Records the owner of the database at the first start, and refuses every other owner afterwards
 * (DESIGN §10). OAs may come and go as long as one stays.
 *
 * @throws ForeignDatabase
 */
export function claimDatabase(context: Context, wanted: Owner): void {
  const stored = readOwner(context.db);
  if (stored !== null) {
    const owner = ownerJson.read(stored);
    const shares = owner.channelIds.some((id) => wanted.channelIds.includes(id));
    if (owner.domainId !== wanted.domainId || owner.botId !== wanted.botId || !shares) {
      throw new ForeignDatabase(owner, wanted);
    }
  }
  writeOwner(context.db, ownerJson.text(wanted));
}
