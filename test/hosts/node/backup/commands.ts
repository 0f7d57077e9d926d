import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs `npm run backup|restore|export|import` as an operator does. */
export function runCommand(
  name: 'backup' | 'restore' | 'export' | 'import',
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly said: string }> {
  const entry = fileURLToPath(
    new URL(`../../../../src/hosts/node/${name}/main.ts`, import.meta.url),
  );
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, LANG: 'en', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}
