import * as z from 'zod';
import type { Verb } from '../../../domain/operator/verbs.ts';
import { ask } from './ask.ts';
import { settingsFrom } from './env-file.ts';
import { EXIT, type ExitCode, type Invocation, need, WrongUse } from './invocation.ts';

/* The commands about the settings of a workspace. A value is typed or piped in: an argument would stay in the history. */

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

const variableOf = (text: string | undefined, say: Invocation['say']): string => {
  const name = need(text, say.needsVariable);
  if (!VARIABLE.test(name)) throw new WrongUse(say.needsVariable);
  return name;
};

/** `set NAME VARIABLE`, the value from the terminal or a pipe; or `set NAME --from FILE`. */
export async function set(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say, outside } = invocation;
  const [name, variable] = args;
  const workspace = need(name, say.needsName);
  if (flags.from !== undefined) {
    const settings = settingsFrom(invocation, flags.from);
    return change(invocation, 'set', { workspace, settings });
  }
  const named = variableOf(variable, say);
  const value = need(await outside.readSecret(say.valueOf(named)), say.needsValue);
  return change(invocation, 'set', { workspace, settings: { [named]: value } });
}

/** `unset NAME VARIABLE…` */
export async function unset(invocation: Invocation): Promise<ExitCode> {
  const [name, ...variables] = invocation.args;
  const workspace = need(name, invocation.say.needsName);
  need(variables[0], invocation.say.needsVariable);
  const names = variables.map((each) => variableOf(each, invocation.say));
  return change(invocation, 'unset', { workspace, names });
}

/**
 * `rotate NAME VARIABLE`: the new secret beside the old; then, once the console has the new one, the old goes. With
 * `--drop` only that last step.
 */
export async function rotate(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say, print, outside } = invocation;
  const workspace = need(args[0], say.needsName);
  const name = variableOf(args[1], say);
  if (flags.drop !== true) {
    const value = need(await outside.readSecret(say.valueOf(name)), say.needsValue);
    const begun = await change(invocation, 'rotate', { workspace, name, value });
    if (begun !== EXIT.done) return begun;
    if (!(await outside.waitForPerson(say.consoleStep(name)))) {
      print(say.dropLater(workspace, name));
      return EXIT.done;
    }
  }
  return change(invocation, 'rotate', { workspace, name, drop: true });
}

const changedBody = z.object({ changed: z.array(z.string()) });

async function change(
  invocation: Invocation,
  verb: Verb,
  body: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
  const { say, print } = invocation;
  const asked = await ask(invocation, verb, body);
  if (!asked.ok) {
    print(asked.text);
    return asked.exit;
  }
  const changed = changedBody.safeParse(asked.body).data?.changed ?? [];
  print(changed.length === 0 ? say.nothingChanged : say.changed(changed.join(', ')));
  return EXIT.done;
}

const shownBody = z.object({
  settings: z.array(
    z.object({
      name: z.string(),
      at: z.string(),
      by: z.string(),
      value: z.string().nullable(),
      sha256Ends: z.string().nullable(),
      keyId: z.string().nullable(),
    }),
  ),
});

/** `show NAME`: the settings; of a secret only the end of its digest. */
export async function show(invocation: Invocation): Promise<ExitCode> {
  const { args, say, print } = invocation;
  const asked = await ask(invocation, 'show', { workspace: need(args[0], say.needsName) });
  if (!asked.ok) {
    print(asked.text);
    return asked.exit;
  }
  for (const { name, value, sha256Ends, keyId, at, by } of shownBody.parse(asked.body).settings) {
    const shown = value ?? say.secret(sha256Ends ?? '?', keyId ?? '?');
    print(`${name} = ${shown}  (${at}, ${by})`);
  }
  return EXIT.done;
}
