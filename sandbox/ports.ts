import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { privateFile } from './private-files.ts';

const port = z.int().min(0).max(65_535).default(0);

const portsSchema = z.object({
  lineApi: port,
  lineData: port,
  worksApi: port,
  worksAuth: port,
  worksStorage: port,
  page: port,
  bridge: port,
});

/** Where everything listened; 0: not yet anywhere. */
export type Ports = z.output<typeof portsSchema>;

export interface KeptPorts {
  /** Of the last start. */
  readonly last: Ports;
  keep(now: Partial<Ports>): void;
}

/** The ports in a file; null keeps them nowhere. A file that cannot be read costs only the addresses. */
export function keptPorts(path: string | null): KeptPorts {
  const last = portsIn(path);
  let known = last;
  return {
    last,
    keep(now) {
      known = { ...known, ...now };
      if (path === null) return;
      writeFileSync(privateFile(`${path}.new`), JSON.stringify(known, null, 2));
      renameSync(`${path}.new`, path);
    },
  };
}

function portsIn(path: string | null): Ports {
  try {
    return portsSchema.parse(path === null ? {} : JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return portsSchema.parse({});
  }
}

/** Starts something on the ports it had, or on free ones when another program has one of these now. */
export async function onTheirPorts<Started>(
  ports: readonly number[],
  start: (ports: readonly number[]) => Promise<Started>,
): Promise<Started> {
  try {
    return await start(ports);
  } catch (error) {
    if (!isInUse(error)) throw error;
    return start(ports.map(() => 0));
  }
}

const isInUse = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

export const portOf = (url: string): number => Number(new URL(url).port);
