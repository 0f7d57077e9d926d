import type Sqlite from 'better-sqlite3';

/** Lists of varying length would otherwise fill the memory with texts; ours are a few hundred. */
const KEPT_STATEMENTS = 600;

/**
 * Lets a connection prepare each SQL text once: preparing costs about ten times as much as running
 * (toolchain.md §3), and drizzle asks for it with every query it builds.
 */
export function prepareEachTextOnce(sqlite: Sqlite.Database): void {
  const prepare = sqlite.prepare.bind(sqlite);
  const kept = new Map<string, SharedStatement>();
  Object.assign(sqlite, {
    prepare: (text: string): SharedStatement => {
      const known = kept.get(text);
      if (known !== undefined) return known;
      const [oldest] = kept.keys();
      if (kept.size >= KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest);
      const fresh = new SharedStatement(prepare(text));
      kept.set(text, fresh);
      return fresh;
    },
  });
}

/**
 * One statement for all users of the same text. Rows as arrays or as objects is a mode of the
 * statement, so it is switched when the next user wants the other.
 */
class SharedStatement {
  readonly #statement: Sqlite.Statement;
  readonly #arrays: Pick<Sqlite.Statement, 'all' | 'get'>;
  #givesArrays = false;

  constructor(statement: Sqlite.Statement) {
    this.#statement = statement;
    this.#arrays = {
      all: (...values) => this.#giving(true).all(...values),
      get: (...values) => this.#giving(true).get(...values),
    };
  }

  run(...values: unknown[]) {
    return this.#statement.run(...values);
  }

  all(...values: unknown[]) {
    return this.#giving(false).all(...values);
  }

  get(...values: unknown[]) {
    return this.#giving(false).get(...values);
  }

  raw() {
    return this.#arrays;
  }

  #giving(arrays: boolean): Sqlite.Statement {
    if (this.#givesArrays !== arrays) {
      this.#statement.raw(arrays);
      this.#givesArrays = arrays;
    }
    return this.#statement;
  }
}
