import type { FaultPoint } from '../../src/domain/fault-points.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import { sliced } from '../store/sqlite/made-up-migrations.ts';

/* A start of a version with slices, as far as its database: `sliced-start.ts FOLDER POINT PASSES` ends with SIGKILL. */

const [, , folder = '', point, passes] = process.argv;
let left = Number(passes);

const reached = (here: FaultPoint) => {
  if (here !== point) return;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
};

openNodeStore(folder, { migrations: sliced(2), reached }).close();
