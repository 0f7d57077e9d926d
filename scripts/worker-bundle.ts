import { spawnSync } from 'node:child_process';

/**
 * `npm run worker:bundle`: how large the Worker's upload is, and what reading it costs at a cold start. Fails above
 * what we allow ourselves; Cloudflare allows 3 MB, and takes no Worker that starts longer than a second.
 */
const MOST_KIB = 480;
/** Where it is to go. What is in it: file-type 22, logtape 13, JSON schemas of zod 6. */
const AIM_KIB = 400;

function wrangler(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync('npx', ['wrangler', ...args], { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

const built = wrangler('deploy', '--dry-run');
const gzip = /gzip: ([\d.]+) KiB/.exec(built)?.[1];
if (gzip === undefined) {
  console.error(built);
  process.exit(1);
}
console.log(`the Worker's bundle: ${gzip} KiB gzip, of at most ${MOST_KIB}; the aim is ${AIM_KIB}`);

// Printed only: it depends on what else this machine does.
const started = wrangler('check', 'startup', '--outfile', '/dev/null');
console.log(started.trim().split('\n').slice(-12).join('\n'));

if (Number(gzip) > MOST_KIB) {
  console.error(
    `More than ${MOST_KIB} KiB: npx wrangler deploy --dry-run --metafile says what is in it.`,
  );
  process.exit(1);
}
