import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verify } from '../../src/hosts/node/audit/verify.ts';
import { blobFiles } from '../../src/media/disk-blobs.ts';
import { terminal } from '../../src/words/en/terminal.ts';
import { en } from '../../src/words/en.ts';
import type { Keeper, Row } from './conversation.ts';

/** What a bridge on Node keeps in its folder. */
export const folderKeeper = (folder: string): Keeper => ({
  rows: async (sql) => readDatabase(folder, (database) => database.prepare<[], Row>(sql).all()),
  files: async () => {
    const blobs = join(folder, 'blobs');
    const incoming = join(blobs, 'incoming');
    const halves = existsSync(incoming) ? readdirSync(incoming) : [];
    return { there: blobFiles(blobs).filter((name) => !halves.includes(name)), halves };
  },
  verify: () => verifyLog(folder),
  // Neither in the database nor in its log.
  holding: async (words) =>
    ['kakehashi.db', 'kakehashi.db-wal']
      .filter((name) => existsSync(join(folder, name)))
      .flatMap((name) => {
        const bytes = readFileSync(join(folder, name));
        return words.filter((word) => bytes.includes(word)).map((word) => `${word} in ${name}`);
      }),
});

/** Reads the bridge's database from outside, also while it runs. */
export function readDatabase<Result>(
  folder: string,
  read: (database: Database.Database) => Result,
): Result {
  const database = new Database(join(folder, 'kakehashi.db'), { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

async function verifyLog(folder: string): Promise<string[]> {
  const said: string[] = [];
  const print = (text: string) => said.push(text);
  const say = terminal.auditCommand;
  const code = await verify.run({ args: [folder], say, words: en, print, environment: {} });
  return code === 0 ? [] : [`the audit log: ${said.join(' ')}`];
}
