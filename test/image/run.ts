import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils/lib/main.js';
import { assemble, runOnce } from './folder.ts';
import { stagesOf } from './recipe.ts';

/**
 * `npm run test:image`: the Dockerfile, built where a Docker engine answers. Elsewhere a linter reads it, its
 * copies and its packages are put together in a folder, and what it starts is started there.
 */

const checkout = join(import.meta.dirname, '../..');
const text = readFileSync(join(checkout, 'Dockerfile'), 'utf8');

const faults = validate(text).map(
  ({ range, message }) => `Dockerfile:${range.start.line + 1} ${message}`,
);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}

const hasEngine = spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0;
if (hasEngine) execFileSync('docker', ['build', checkout], { stdio: 'inherit' });
else await inFolder();
console.log(hasEngine ? 'The image is built.' : 'No Docker engine: read, put together and run.');

async function inFolder(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-image-'));
  try {
    const stages = stagesOf(text);
    const root = assemble(stages, checkout, folder);
    const [image] = stages.slice(-1);
    if (image === undefined) throw new Error('The Dockerfile has no stage.');
    await runOnce(image, root, join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
