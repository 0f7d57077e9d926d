import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An operator at a terminal, who has the commands of docs/cloudflare.md. */
export interface Terminal {
  /** Files that commands read and write. */
  readonly folder: string;
  /**
   * `npm run NAME -- ARGS`.
   *
   * @param wanted exit codes; any other one is a fault
   */
  run(name: Command, args: readonly string[], wanted?: readonly number[]): Promise<Ran>;
  close(): void;
}

interface Ran {
  readonly code: number;
  /** What was printed. */
  readonly output: string;
}

type Command = 'workspace' | 'export' | 'import';

/** @param dataDir that of the bridge on Node; @param at the deployment */
export function openTerminal(dataDir: string, at: string): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-moves-'));
  const key = join(folder, 'taro.key');
  // The key of `taro` in test/worker/operators.ts.
  const seed = Buffer.alloc(32, 1).toString('base64');
  writeFileSync(key, `kakehashi-operator-key taro ${seed}\n`, { mode: 0o600 });
  // Each command reads the same hundreds of files.
  const NODE_COMPILE_CACHE = join(folder, 'compiled');
  const environment = { LANG: 'en_US.UTF-8', PATH: process.env.PATH, NODE_COMPILE_CACHE };
  return {
    folder,
    run: async (name, args, wanted = [0]) => {
      const place =
        name === 'workspace' ? { KAKEHASHI_AT: at, KAKEHASHI_KEY: key } : { DATA_DIR: dataDir };
      const entry = fileURLToPath(new URL(`../../src/hosts/node/${name}/main.ts`, import.meta.url));
      const child = spawn(process.execPath, [entry, ...args], {
        env: { ...environment, ...place },
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      const code = await new Promise<number>((resolve) =>
        child.once('close', (ended) => resolve(ended ?? -1)),
      );
      if (process.env.MOVES_TELL) console.log(name, args[0], code, Math.round(performance.now()));
      if (!wanted.includes(code))
        throw new Error(`${name} ${args.join(' ')} ended with ${code}: ${output}`);
      return { code, output };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Settings in the form of `.env`. */
export function writeSettings(path: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(path, lines.join(''), { mode: 0o600 });
}
