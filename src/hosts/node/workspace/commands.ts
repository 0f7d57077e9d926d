import type { Verb } from '../../../domain/operator/verbs.ts';
import { bookmarks } from './bookmarks.ts';
import { create } from './create.ts';
import { doctor } from './doctor.ts';
import { exportTo } from './export.ts';
import { importFrom } from './import.ts';
import type { Invocation } from './invocation.ts';
import { calls, statusOfAll } from './list.ts';
import { restore } from './restore.ts';
import { rotate, set, show, unset } from './settings.ts';
import { changeStanding, remove, reseal, status } from './state.ts';

/** A verb in the terminal, against a deployment. Returns the exit code. */
export type Command = (invocation: Invocation) => Promise<number>;

/** By its word. */
export const COMMANDS: Readonly<Record<Verb, Command>> = {
  create,
  set,
  unset,
  show,
  rotate,
  reseal,
  status,
  doctor,
  pause: changeStanding('pause'),
  resume: changeStanding('resume'),
  export: exportTo,
  import: importFrom,
  bookmarks,
  restore,
  delete: remove,
  list: statusOfAll,
  calls,
};
