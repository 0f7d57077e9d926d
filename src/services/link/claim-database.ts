import * as z from 'zod';
import type { Context } from '../../context.ts';
import { readOwner, writeOwner } from '../../store/link.ts';
import { storedJson } from '../../store/memory/stored-json.ts';
import type { Database } from '../../store/sqlite/store.ts';

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
  const owner = ownerOf(context.db);
  if (owner !== null && partsApart(owner, wanted) !== null) {
    throw new ForeignDatabase(owner, wanted);
  }
  const text = ownerJson.text(wanted);
  if (text !== readOwner(context.db)) writeOwner(context.db, text);
}

/** In what a database belongs to another owner than this; null: it is this one's, or nobody's yet. */
export function foreignPart(db: Database, wanted: Owner): 'domain' | 'bot' | 'channels' | null {
  const owner = ownerOf(db);
  return owner === null ? null : partsApart(owner, wanted);
}

/** Whether two databases belong to different owners, by their rows; null: a database is nobody's yet. */
export const isAnothers = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && partsApart(ownerJson.read(one), ownerJson.read(other)) !== null;

function ownerOf(db: Database): Owner | null {
  const stored = readOwner(db);
  return stored === null ? null : ownerJson.read(stored);
}

function partsApart(owner: Owner, wanted: Owner): 'domain' | 'bot' | 'channels' | null {
  if (owner.domainId !== wanted.domainId) return 'domain';
  if (owner.botId !== wanted.botId) return 'bot';
  return owner.channelIds.some((id) => wanted.channelIds.includes(id)) ? null : 'channels';
}
