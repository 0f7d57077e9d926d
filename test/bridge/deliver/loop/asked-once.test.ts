import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';

/**
 * Between its claim and its end a message finds its facts in memory: its row, its request, its
 * talk, its words, its LINE user's state. Of these tables only the head of a lane is read.
 */
const IN_MEMORY =
  /from "(requests|friendships|media|member_absences|audit_contents|audit_entries|official_accounts|members|line_users|link)"/;
const BY_ID = /from "(outbox|talk_rooms)" where "(outbox|talk_rooms)"."id" =/;

/** Notes the database reads during `work`. */
async function readsDuring(work: () => Promise<void>): Promise<string[]> {
  const statement: object = Object.getPrototypeOf(new Sqlite(':memory:').prepare('SELECT 1'));
  const seen: string[] = [];
  const restore = ['get', 'all'].map((name) => {
    const original: unknown = Reflect.get(statement, name);
    if (typeof original !== 'function') throw new Error(`There is no ${name}.`);
    Reflect.set(statement, name, function noted(this: object, ...values: unknown[]): unknown {
      seen.push('source' in this ? String(this.source) : '');
      return Reflect.apply(original, this, values);
    });
    return () => Reflect.set(statement, name, original);
  });
  try {
    await work();
  } finally {
    for (const each of restore) each();
  }
  return seen;
}

test('a message that goes out reads no known fact from the database', async () => {
  const world = await startLinkedWorld();
  try {
    const hanako = world.lineUser('山田花子');
    const talk = async () => {
      await hanako.says('こんにちは');
      await world.tanaka.says('山田花子', 'はい、田中です');
    };
    await hanako.says('トークID: tanaka');
    await talk();
    const reads = await readsDuring(talk);
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.filter((sql) => IN_MEMORY.test(sql) || BY_ID.test(sql))).toEqual([]);
  } finally {
    await world.stop();
  }
});
