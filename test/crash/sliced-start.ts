import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FaultPoint } from '../../src/domain/fault-points.ts';

/* A start of a version with slices, as far as its database: `sliced-start.ts FOLDER POINT PASSES` ends with SIGKILL. */

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/kakehashi', import.meta.url)));

const [, , folder = '', point, passes] = process.argv;
let left = Number(passes);

const reached = (here: FaultPoint) => {
  if (here !== point) return;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
};

const { openNodeStore } = await import('../../src/store/sqlite/node.ts');
const { sliced } = await import('../store/sqlite/made-up-migrations.ts');
openNodeStore(folder, { migrations: sliced(2), reached }).close();
