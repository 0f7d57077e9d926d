import * as z from 'zod';
import { type Asked, ask } from './ask.ts';
import { EXIT, type ExitCode, type Invocation, need } from './invocation.ts';
import { forAll, statusOfAll } from './list.ts';

/* How a workspace stands, and the commands that change it. */

const waiting = z.object({ waiting: z.number(), since: z.string().nullable() });
const statusBody = z.object({
  standing: z.string(),
  since: z.string().nullable().catch(null),
  by: z.string().nullable().catch(null),
  deletableFrom: z.string().nullable().catch(null),
  placed: z.object({ publicUrl: z.string() }).nullable().catch(null),
  faults: z.array(z.string()).catch([]),
  version: z.string(),
  events: waiting,
  deliveries: z.array(waiting.extend({ side: z.string() })),
  failedEvents: z.number(),
  unkeptWebhooks: z.number().catch(0),
  auditEntries: z.number(),
  stays: z.array(z.string()).catch([]),
  databaseBytes: z.number(),
});

/** `status NAME`, or of all with `--all`. Red: it cannot run as it is configured. */
export async function status(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say } = invocation;
  if (flags.all === true) return statusOfAll(invocation);
  const asked = await ask(invocation, 'status', { workspace: need(args[0], say.needsName) });
  return asked.ok ? showStatus(invocation, asked.body) : tell(invocation, asked, '');
}

/** Shows the state of a workspace. Returns the exit code. */
export function showStatus(
  { say, print }: Pick<Invocation, 'say' | 'print'>,
  body: unknown,
): ExitCode {
  const read = statusBody.parse(body);
  print(describe(read, say));
  return read.faults.length > 0 ? EXIT.red : EXIT.done;
}

function describe(read: z.output<typeof statusBody>, say: Invocation['say']): string {
  const { standing, since, by, placed, faults, version, events, deliveries } = read;
  const state = [standing, since, by].filter((each) => each !== null).join('  ');
  const lines: (readonly [string, string | null])[] = [
    [say.status.standing, state],
    [say.status.deletableFrom, read.deletableFrom],
    [say.status.address, placed?.publicUrl ?? null],
    [say.status.version, version],
    [say.status.events, waitingLine(events)],
    ...deliveries.map(
      (each) => [`${say.status.deliveries} ${each.side}`, waitingLine(each)] as const,
    ),
    [say.status.failedEvents, String(read.failedEvents)],
    [say.status.unkept, read.unkeptWebhooks > 0 ? String(read.unkeptWebhooks) : null],
    [say.status.auditEntries, String(read.auditEntries)],
    [say.status.databaseBytes, String(read.databaseBytes)],
    ...staying(read.stays).map((file) => [say.status.stays, file] as const),
    ...faults.map((fault) => [say.status.fault, fault] as const),
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])).join('\n');
}

/** A restoration may leave hundreds. */
const MOST_NAMED = 10;

const staying = (stays: readonly string[]): readonly string[] =>
  stays.length > MOST_NAMED
    ? [...stays.slice(0, MOST_NAMED), `… (${stays.length - MOST_NAMED})`]
    : stays;

const waitingLine = (each: z.output<typeof waiting>): string =>
  [String(each.waiting), each.since].filter((part) => part !== null).join('  ');

const standingBody = z.object({
  standing: z.string().nullable().catch(null),
  deletableFrom: z.string().nullable().catch(null),
});

/** `pause NAME`, `resume NAME`: events are still taken, and nothing is sent meanwhile. */
export const changeStanding =
  (verb: 'pause' | 'resume') =>
  async (invocation: Invocation): Promise<ExitCode> => {
    const { args, say } = invocation;
    const asked = await ask(invocation, verb, { workspace: need(args[0], say.needsName) });
    return tell(invocation, asked, verb === 'pause' ? say.paused : say.resumed);
  };

/** `delete NAME`, and seven days later `delete NAME --confirm NAME`. */
export async function remove(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say } = invocation;
  const workspace = need(args[0], say.needsName);
  const { confirm } = flags;
  const body = { workspace, ...(confirm === undefined ? {} : { confirm }) };
  const asked = await ask(invocation, 'delete', body);
  const read = asked.ok ? standingBody.safeParse(asked.body).data : undefined;
  const from = read?.deletableFrom ?? null;
  const isFirst = confirm === undefined && from !== null;
  return tell(invocation, asked, isFirst ? say.leaving(workspace, from) : say.deleted(workspace));
}

/** `reseal NAME`, or of all with `--all`: everything is sealed with the newest master key. */
export async function reseal(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say } = invocation;
  if (flags.all === true) {
    return forAll(invocation, 'reseal', (name) => resealOne(invocation, name));
  }
  return resealOne(invocation, need(args[0], say.needsName));
}

const resealedBody = z.object({
  unopened: z.array(z.string()).catch([]),
  keyId: z.string().catch(''),
});

async function resealOne(invocation: Invocation, workspace: string): Promise<ExitCode> {
  const { say } = invocation;
  const asked = await ask(invocation, 'reseal', { workspace });
  const { unopened, keyId } = resealedBody.parse(asked.ok ? asked.body : {});
  if (unopened.length === 0) return tell(invocation, asked, say.resealed(keyId));
  invocation.print(say.unopened(unopened.join(', ')));
  return EXIT.red;
}

/** Says how it went. Returns the exit code. */
export function tell({ print }: Invocation, asked: Asked, done: string): ExitCode {
  print(asked.ok ? done : asked.text);
  return asked.ok ? EXIT.done : asked.exit;
}
