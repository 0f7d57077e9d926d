import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { runWorkspaceCommand } from './run.ts';

/* `npm run workspace -- …`: workspaces of a deployment on Workers, or the data of one bridge on this machine. */

const NONCE_BYTES = 16;
const { stdin, stderr, env: environment, argv } = process;

/** Asks on the error stream, so that what is printed can be piped on. */
async function question(prompt: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return await lines.question(`${prompt} `);
  } finally {
    lines.close();
  }
}

process.exitCode = await runWorkspaceCommand({
  args: argv.slice(2),
  environment,
  print: (line) => console.log(line),
  warn: (line) => console.error(line),
  outside: {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    nonce: () => randomBytes(NONCE_BYTES).toString('base64url'),
    readSecret: async (prompt) =>
      stdin.isTTY ? question(prompt) : (await text(stdin)).replace(/\r?\n$/, ''),
    waitForPerson: async (prompt) => {
      if (!stdin.isTTY) return false;
      await question(prompt);
      return true;
    },
  },
});
