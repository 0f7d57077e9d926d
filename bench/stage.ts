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

/** The result of one measurement. */
export interface Found extends Counted {
  /** Arrivals per second. */
  readonly perSecond: number;
  /** Processor time of the measured server per arrived message, ms. */
  readonly cpuMs: number;
  /** Share of one processor that it used. */
  readonly busy: number;
  /** The same for the platforms and the load. */
  readonly worldBusy: number;
  /** Of its event loop, where turns are watched. */
  readonly longestTurnMs: number;
}

/** The platforms' process, with a measured server in front of it. */
export interface Stage {
  readonly lineUrl: string;
  readonly worksUrl: string;
  /** Points the load at this server; all rooms talk, or the first `rooms`. */
  aim(
    measured: Measured,
    how?: {
      readonly echoes?: boolean;
      readonly rooms?: number;
      readonly filesEvery?: number | null;
    },
  ): Promise<void>;
  /** Keeps this many messages on their way. */
  closed(wanted: Omit<Extract<Order, { do: 'closed' }>, 'do'>): Promise<Found>;
  /** Sends this many messages a second, whatever becomes of them. */
  open(wanted: {
    readonly way: Way;
    readonly perSecond: number;
    readonly ms: number;
  }): Promise<Found>;
  /** All arrivals, and the messages that will not arrive any more. */
  tell(): Promise<Told>;
  stop(): Promise<void>;
}

let stages = 0;

/** Starts the platforms of a company with this many rooms. */
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
    aim: async (measured, { echoes = false, rooms: talking = rooms, filesEvery = null } = {}) => {
      current = measured;
      const { port } = measured;
      world.tell({ do: 'aim', port, echoes, rooms: talking, filesEvery } satisfies Order);
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
 * Throws when a message went astray, came twice or never came, or when a message arrived that was
 * never said. `mayLeave`: an overrun queue is not waited for.
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
