import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/**
 * `npm run worker:place -- 12:3456 …`: where a place in a Worker's log (`main.js:12:3456`) is in our sources. From the
 * same commit as the deployed Worker: the bundle is made again.
 */
const places = process.argv.slice(2).flatMap((text) => [...text.matchAll(/(\d+):(\d+)/g)]);
const folder = mkdtempSync(join(tmpdir(), 'kakehashi-bundle-'));
try {
  const { status, stderr } = spawnSync(
    'npx',
    ['wrangler', 'deploy', '--dry-run', '--outdir', folder],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  const map = new SourceMap(JSON.parse(readFileSync(join(folder, 'main.js.map'), 'utf8')));
  for (const [text, line, column] of places) {
    // Stacks count from 1.
    const found = map.findEntry(Number(line) - 1, Number(column) - 1);
    const place =
      'originalSource' in found
        ? `${relative('.', join(folder, found.originalSource))}:${found.originalLine + 1}:${found.originalColumn + 1}`
        : 'nothing of ours';
    console.log(`${text}  ${place}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
