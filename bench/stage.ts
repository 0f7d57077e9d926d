import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';
import type { Measured } from './measured.ts';
import type { Way } from './traffic.ts';
import {
  aimed,
  begun,
  type Counted,
  counted,
  type Order,
  opened,
  rested,
  type Told,
  told,
} from './world-orders.ts';

const WORLD = fileURLToPath(new URL('./world.ts', import.meta.url));

/** What one measurement found. */
export interface Found extends Counted {
  /** Arrived per second. */
  readonly perSecond: number;
  /** Processor time of what is measured per message that arrived, ms. */
  readonly cpuMs: number;
  /** Share of one processor that it used. */
  readonly busy: number;
  /** The same of the platforms and the load. */
  readonly worldBusy: number;
  /** Of its event loop, where they are watched. */
  readonly longestTurnMs: number;
}

/** The platforms' process, with something measured in front of it. */
export interface Stage {
  readonly lineUrl: string;
  readonly worksUrl: string;
  /** From now on this is measured; all rooms talk, or the first so many. */
  aim(
    measured: Measured,
    how?: { readonly echoes?: boolean; readonly rooms?: number },
  ): Promise<void>;
  /** So many messages on their way at any time. */
  closed(wanted: Omit<Extract<Order, { do: 'closed' }>, 'do'>): Promise<Found>;
  /** So many messages a second, whatever becomes of them. */
  open(wanted: {
    readonly way: Way;
    readonly perSecond: number;
    readonly ms: number;
  }): Promise<Found>;
  /** All that has arrived, and what will not any more. */
  tell(): Promise<Told>;
  stop(): Promise<void>;
}

let stages = 0;

/** Starts the platforms of a company with so many rooms. */
export async function openStage(rooms: number): Promise<Stage> {
  stages += 1;
  const world: Child = startChild({ file: WORLD, args: [`s${stages}`, String(rooms)] });
  const { lineUrl, worksUrl } = await world.hear(opened);
  let current: Measured | null = null;

  const measure = async (order: Order): Promise<Found> => {
    if (current === null) throw new Error('Nothing has been aimed at.');
    world.tell(order);
    await world.hear(begun);
    const before = await current.usage();
    const found = await world.hear(counted);
    const after = await current.usage();
    await world.hear(rested);
    const cpuMs = after.cpuMs - before.cpuMs;
    return {
      ...found,
      perSecond: (found.messages / found.ms) * 1000,
      cpuMs: cpuMs / found.messages,
      busy: cpuMs / found.ms,
      worldBusy: found.worldMs / found.ms,
      longestTurnMs: after.longestTurnMs,
    };
  };

  return {
    lineUrl,
    worksUrl,
    aim: async (measured, { echoes = false, rooms: talking = rooms } = {}) => {
      current = measured;
      const { port } = measured;
      world.tell({ do: 'aim', port, echoes, rooms: talking } satisfies Order);
      await world.hear(aimed);
    },
    closed: (wanted) => measure({ do: 'closed', ...wanted }),
    open: (wanted) => measure({ do: 'open', ...wanted }),
    tell: async () => {
      world.tell({ do: 'tell' } satisfies Order);
      return world.hear(told);
    },
    stop: () => world.end('SIGKILL'),
  };
}

/**
 * Throws when a message went astray, came twice, never came, or something was said that nobody said.
 * `mayLeave`: a queue that was overrun is not waited for.
 */
export function insistOnOrder(what: string, told: Told, mayLeave = false): void {
  const { arrivals, refused, underWay, faults } = told;
  const { wrongRoom, twice, foreign, invalid } = arrivals;
  const neverCame = mayLeave ? 0 : underWay;
  const counts = { wrongRoom, twice, foreign, invalid, refused, neverCame };
  const broken = Object.entries(counts).filter(([, n]) => n > 0);
  if (broken.length === 0) return;
  throw new Error(
    `${what}: ${broken.map(([name, n]) => `${name} ${n}`).join(', ')}\n${faults.join('\n')}`,
  );
}
