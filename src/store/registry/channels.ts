import * as z from 'zod';
import { type RegistryDatabase, rowsOf } from './database.ts';

const channelRow = z.object({
  channel_id: z.string(),
  /** Of the workspace. */
  name: z.string(),
  /** The setting that names it. */
  variable: z.string(),
  /** The call that claims it, until that has ended; null: the workspace has it. */
  call_id: z.number().nullable(),
});

export type ChannelRow = z.output<typeof channelRow>;

/** Whose an OA is; null: nobody's. */
export function findChannel(db: RegistryDatabase, channelId: string): ChannelRow | null {
  const rows = db.all('SELECT * FROM channels WHERE channel_id = ?', channelId);
  return rowsOf(channelRow, rows)[0] ?? null;
}

export const channelsOf = (db: RegistryDatabase, name: string): ChannelRow[] =>
  rowsOf(channelRow, db.all('SELECT * FROM channels WHERE name = ? ORDER BY channel_id', name));

/** Writes the claim of an OA that is free or this workspace's own. */
export const writeChannel = (db: RegistryDatabase, row: ChannelRow): void => {
  db.all(
    `INSERT INTO channels (channel_id, name, variable, call_id) VALUES (?, ?, ?, ?)
      ON CONFLICT (channel_id) DO UPDATE SET variable = excluded.variable, call_id = excluded.call_id`,
    row.channel_id,
    row.name,
    row.variable,
    row.call_id,
  );
};

export const removeChannel = (db: RegistryDatabase, channelId: string): void => {
  db.all('DELETE FROM channels WHERE channel_id = ?', channelId);
};
