import * as z from 'zod';
import { isoInstant } from '../../../domain/jst.ts';
import type { Verb } from '../../../domain/operator/verbs.ts';
import { DEFAULT_WORKSPACE } from '../../../domain/workspace-name.ts';
import { ask } from './ask.ts';
import { EXIT, type ExitCode, type Invocation } from './invocation.ts';

/* What concerns all workspaces of a deployment. */

const listedBody = z.object({
  workspaces: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      domainId: z.string().nullable(),
      channelIds: z.array(z.string()),
      version: z.string().nullable(),
      seenAt: z.number().nullable(),
      revivedAt: z.number().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export type Listed = z.output<typeof listedBody>['workspaces'][number];

/** Every workspace, page by page; a code where that ends early. */
export async function listAll(invocation: Invocation): Promise<readonly Listed[] | ExitCode> {
  const all: Listed[] = [];
  let after: string | null = '';
  while (after !== null) {
    const asked = await ask(invocation, 'list', { after });
    if (!asked.ok) {
      invocation.print(asked.text);
      return asked.exit;
    }
    const page = listedBody.parse(asked.body);
    all.push(...page.workspaces);
    after = page.next;
  }
  return all;
}

/** `status --all`: a line for each. */
export async function statusOfAll(invocation: Invocation): Promise<ExitCode> {
  const { print, say } = invocation;
  const all = await listAll(invocation);
  if (typeof all === 'number') return all;
  for (const row of all) {
    const channels = row.channelIds.length === 0 ? '-' : row.channelIds.join(',');
    const seen = row.seenAt === null ? '-' : isoInstant(row.seenAt);
    const facts = [row.name, row.state, row.domainId ?? '-', channels, row.version ?? '-', seen];
    print(facts.join('  '));
    if (row.revivedAt !== null) print(say.revived(isoInstant(row.revivedAt)));
  }
  print(say.workspaces(String(all.length)));
  return EXIT.done;
}

/** `VERB --all`: the same for each workspace with settings, one after another; the worst of their ends. */
export async function forAll(
  invocation: Invocation,
  verb: Verb,
  one: (name: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  const all = await listAll(invocation);
  if (typeof all === 'number') return all;
  const withSettings = all.filter(
    ({ name, state }) => name !== DEFAULT_WORKSPACE && state !== 'creating' && state !== 'deleted',
  );
  let worst: ExitCode = EXIT.done;
  for (const { name } of withSettings) {
    invocation.print(`${verb} ${name}`);
    const end = await one(name);
    if (end > worst) worst = end;
  }
  return worst;
}

const callsBody = z.object({
  calls: z.array(
    z.object({
      at: z.number(),
      keyId: z.string(),
      verb: z.string(),
      workspace: z.string().nullable(),
      status: z.number().nullable(),
    }),
  ),
});

/** `calls [NAME]`: what operators asked, the newest first. */
export async function calls(invocation: Invocation): Promise<ExitCode> {
  const [workspace] = invocation.args;
  const asked = await ask(invocation, 'calls', workspace === undefined ? {} : { workspace });
  if (!asked.ok) {
    invocation.print(asked.text);
    return asked.exit;
  }
  for (const call of callsBody.parse(asked.body).calls) {
    const { keyId, verb, status } = call;
    const facts = [isoInstant(call.at), keyId, verb, call.workspace ?? '-', status ?? '-'];
    invocation.print(facts.join('  '));
  }
  return EXIT.done;
}
