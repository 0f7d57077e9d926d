import { startPassingServer } from '../helpers/passing-server.ts';

/** The public address of a bridge on Node: a proxy, as docs/operations.md has it, that can be led elsewhere. */
export interface Door {
  readonly url: string;
  /** Where requests go from now on, perhaps below a path; null: nobody is there. */
  leadsTo(base: string | null): void;
  stop(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  let base: string | null = null;
  const { port, stop } = await startPassingServer(() =>
    base === null ? null : { base, headers: { host: new URL(base).host } },
  );
  return {
    url: `http://127.0.0.1:${port}`,
    leadsTo: (next) => {
      base = next;
    },
    stop,
  };
}
