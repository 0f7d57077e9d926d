import type { Keeper } from '../endurance/conversation.ts';
import { verifyCopy } from '../worker/verify-copy.ts';
import type { Deployment } from './workerd.ts';

/** Walked by the bridge itself: `small/` and `sha256/` name digests, `bytes/` places that `sha256/` leads to. */
const [SMALL, POINTER, BYTES] = ['small/', 'sha256/', 'bytes/'];

/** What a bridge on Workers keeps in its object and below its prefix in the bucket. */
export function objectKeeper(deployment: Deployment, workspace: string): Keeper {
  const rows: Keeper['rows'] = (sql) => deployment.query(workspace, sql);
  return {
    rows,
    files: async () => {
      const { keys, open } = await deployment.bucket(workspace);
      const named = (prefix: string) =>
        keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      const places = new Set((await rows('SELECT place FROM blobs')).map(({ place }) => place));
      const strays = keys.filter((key) => key.startsWith(BYTES) && !places.has(key));
      const larger = new Set(
        (await rows('SELECT sha256, place FROM blobs')).flatMap(({ sha256, place }) =>
          keys.includes(String(place)) ? [String(sha256)] : [],
        ),
      );
      // A large file is there when both its digest and its bytes are.
      const led = named(POINTER).filter((digest) => larger.has(digest));
      const lost = named(POINTER).filter((digest) => !larger.has(digest));
      return {
        there: [...named(SMALL), ...led, ...strays, ...lost.map((digest) => `pointer ${digest}`)],
        halves: open,
      };
    },
    verify: async () => {
      const { verdict } = await verifyCopy({
        query: async (sql) => [...(await deployment.query(workspace, sql))],
      });
      return verdict.ok ? [] : [`the audit log: ${JSON.stringify(verdict)}`];
    },
    holding: async (words) => {
      const found: string[] = [];
      for (const word of words) {
        const [row] = await rows(
          `SELECT count(*) AS n FROM audit_content_rows WHERE instr(text, '${word}') > 0`,
        );
        if (Number(row?.n) > 0) found.push(`${word} in audit_content_rows`);
      }
      return found;
    },
  };
}
