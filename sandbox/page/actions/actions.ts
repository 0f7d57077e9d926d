import { Hono } from 'hono';
import * as z from 'zod';
import type { Stage } from '../stage.ts';
import { FAULTS, type FaultSwitches } from './fault-switches.ts';
import { lineActions } from './line-actions.ts';
import { wishesOn } from './wishes.ts';
import { worksActions } from './works-actions.ts';

const faults = z
  .object({
    lineSending: z.enum(FAULTS.lineSending),
    lineQuota: z.enum(FAULTS.lineQuota),
    worksSending: z.enum(FAULTS.worksSending),
    worksRooms: z.enum(FAULTS.worksRooms),
    webhooks: z.enum(FAULTS.webhooks),
  })
  .partial()
  .transform((it) => Object.fromEntries(Object.entries(it).filter(([, how]) => how !== undefined)));

/**
 * What people do on the page. All of it goes through the simulated platforms, and so through signed
 * webhooks. The answer's `status` is the webhook's; null when it was not reached.
 */
export function actions(stage: Stage, switches: FaultSwitches, changed: () => void): Hono {
  const app = new Hono();
  const on = wishesOn(app);
  lineActions(on, stage);
  worksActions(on, stage);
  on('/faults', faults, (it) => {
    switches.set(it);
    changed();
    return 200;
  });
  return app;
}
