import { isWorkspaceName } from '../../../domain/workspace-name.ts';
import { ask } from './ask.ts';
import { doctor } from './doctor.ts';
import { settingsFrom } from './env-file.ts';
import { EXIT, type ExitCode, type Invocation, need, WrongUse } from './invocation.ts';
import { pointLineHere } from './line-endpoint.ts';
import { placedIn } from './placed.ts';

/**
 * `create NAME --from FILE`: makes a workspace, tells LINE where it is, and ends when all is green or says what is red.
 */
export async function create(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say, print } = invocation;
  const name = need(args[0], say.needsName);
  if (!isWorkspaceName(name)) throw new WrongUse(say.needsName);
  if (flags.jurisdiction !== undefined) throw new WrongUse(say.noJurisdiction);
  const settings = settingsFrom(invocation, flags.from);
  const asked = await ask(invocation, 'create', {
    workspace: name,
    settings,
    ...(flags.location === undefined ? {} : { location: flags.location }),
  });
  if (!asked.ok) {
    print(asked.text);
    return asked.exit;
  }
  const placed = placedIn(asked.body);
  print(say.created(name));
  if (placed !== null) {
    print(say.consoles(placed.lineWebhook, placed.worksCallback));
    if (flags['keep-webhook'] !== true) await pointLineHere(invocation, settings, placed);
  }
  const health = await doctor({ ...invocation, args: [name] });
  if (health !== EXIT.done) print(say.mendAndAsk(name));
  return health;
}
