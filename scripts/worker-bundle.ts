import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * `npm run worker:bundle`: how large the Worker's upload is, what it consists of, and what reading it costs at a cold
 * start. Fails above what we allow ourselves; Cloudflare allows 3 MB, and takes no Worker that starts longer than a
 * second.
 */
const MOST_KIB = 400;
/** How many of its parts are shown. */
const SHOWN = 12;

function wrangler(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync('npx', ['wrangler', ...args], { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

const metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});

/** A library, or a room of the house. */
function partOf(path: string): string {
  const [, library] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return library ?? path.split('/').slice(0, 2).join('/');
}

/** The largest parts, in KB before compression. */
function largestParts(text: string): string[] {
  const sizes = new Map<string, number>();
  const outputs = Object.values(metafile.parse(JSON.parse(text)).outputs);
  for (const [path, { bytesInOutput }] of outputs.flatMap(({ inputs }) => Object.entries(inputs))) {
    sizes.set(partOf(path), (sizes.get(partOf(path)) ?? 0) + bytesInOutput);
  }
  const largest = [...sizes].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
  return largest.map(([part, bytes]) => `${part} ${Math.round(bytes / 1000)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-bundle-'));
const facts = join(folder, 'metafile.json');
const built = wrangler('deploy', '--dry-run', '--outdir', folder, '--metafile', facts);
const gzip = /gzip: ([\d.]+) KiB/.exec(built)?.[1];
if (gzip === undefined) {
  console.error(built);
  process.exit(1);
}
console.log(`the Worker's bundle: ${gzip} KiB gzip, of at most ${MOST_KIB}`);
console.log(`in it, KB before gzip: ${largestParts(readFileSync(facts, 'utf8')).join(', ')}`);
rmSync(folder, { recursive: true });

// Printed only: it depends on what else this machine does.
const started = wrangler('check', 'startup', '--outfile', '/dev/null');
console.log(started.trim().split('\n').slice(-12).join('\n'));

if (Number(gzip) > MOST_KIB) {
  console.error(
    `More than ${MOST_KIB} KiB: npx wrangler deploy --dry-run --metafile says what is in it.`,
  );
  process.exit(1);
}
