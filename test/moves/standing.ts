import type { Keeper } from '../endurance/conversation.ts';

export type Standing = Readonly<Record<string, readonly string[]>>;

/** What a move must leave as it was. */
const STANDING: Readonly<Record<string, string>> = {
  rooms: `SELECT id, channel_id, line_user_id, member_id, state, works_channel_id FROM talk_rooms ORDER BY id`,
  'link members':
    'SELECT member_id, status, talk_id, room_mode FROM link_members ORDER BY member_id',
  'LINE users': 'SELECT line_user_id, display_name FROM line_users ORDER BY line_user_id',
  files: 'SELECT entry_id, sha256, file_name, size FROM media ORDER BY entry_id',
  entries: 'SELECT id, hex(hash) AS hash FROM audit_entry_rows ORDER BY id',
};

/** Rooms, people, files and the log, as they stand. */
export async function standing(keeper: Keeper): Promise<Standing> {
  const found: Record<string, readonly string[]> = {};
  for (const [what, sql] of Object.entries(STANDING)) {
    found[what] = (await keeper.rows(sql)).map((row) => JSON.stringify(row));
  }
  return found;
}

/** What a move has changed, in words. Entries may only follow; everything else is the same. */
export function changed(before: Standing, after: Standing): string[] {
  return Object.entries(before).flatMap(([what, rows]) => {
    const now = new Set(after[what]);
    const gone = rows.filter((row) => !now.has(row));
    const isMore = what !== 'entries' && now.size > rows.length;
    return [
      ...(rows.length === 0 ? [`there were no ${what}`] : []),
      ...gone.slice(0, 3).map((row) => `gone of the ${what}: ${row}`),
      ...(isMore ? [`more ${what} than before`] : []),
    ];
  });
}
