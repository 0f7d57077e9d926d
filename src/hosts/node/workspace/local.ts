import type { Verb } from '../../../domain/operator/verbs.ts';
import { runCopyCommand, tellFilled, tellGaps } from '../copy-command.ts';
import { exportWorkspace } from '../export/export-workspace.ts';
import { importWorkspace } from '../import/import-workspace.ts';
import { ownFolder } from '../own-folder.ts';
import { restoreBackup } from '../restore/restore-backup.ts';
import { changeHere, statusHere } from './here.ts';
import { EXIT, type ExitCode, type Invocation, need, WrongUse } from './invocation.ts';
import { showStatus } from './state.ts';

/*
 * The verbs on Node, against the `DATA_DIR` of one bridge: what concerns its data is done here, and for what the
 * environment or the running bridge answers, the words say where.
 */

type Local = (invocation: Invocation, dataDir: string) => Promise<number>;

const exportHere: Local = ({ args, say, outside }, dataDir) =>
  runCopyCommand({
    asked: { file: need(args[0], say.needsFile) },
    place: ({ file }) => file,
    usage: (copies) => copies.exportUsage,
    failed: (copies) => copies.notExported,
    run: async ({ file }, copies) => {
      const { path, isSandbox } = ownFolder(dataDir);
      if (isSandbox) console.log(copies.ofSandbox(path));
      const wish = { dataDir: path, file, withFiles: true, now: outside.now() };
      const { lines, blobs, missing } = await exportWorkspace(wish);
      console.log(copies.exported(file, lines, blobs));
      return tellGaps(missing, copies.exportGaps);
    },
  });

const importHere: Local = ({ args, flags, say, outside }, dataDir) =>
  runCopyCommand({
    asked: { file: need(args[0], say.needsFile), dataDir, replaces: flags.replace === true },
    place: () => dataDir,
    usage: (copies) => copies.importUsage,
    failed: (copies) => copies.notImported,
    run: async (asked, copies) => {
      const done = await importWorkspace({ ...asked, now: outside.now() });
      tellFilled(copies, copies.imported(done.rows, dataDir), done);
      return 0;
    },
  });

const restoreHere: Local = ({ args, flags, say, outside }, dataDir) =>
  runCopyCommand({
    asked: { from: need(args[0], say.needsFolder), dataDir, replaces: flags.replace === true },
    place: () => dataDir,
    usage: (copies) => copies.restoreUsage,
    failed: (copies) => copies.notRestored,
    run: async (asked, copies) => {
      const done = await restoreBackup({ ...asked, now: outside.now() });
      tellFilled(copies, copies.restored(done.from, done.at, dataDir), done);
      return 0;
    },
  });

const standHere =
  (verb: 'pause' | 'resume' | 'status'): Local =>
  (invocation, dataDir) =>
    runCopyCommand({
      asked: ownFolder(dataDir),
      place: () => dataDir,
      usage: () => [invocation.say.usage],
      failed: () => invocation.say.notDone,
      run: async ({ path, isSandbox }, copies) => {
        const { environment, say, print } = invocation;
        if (isSandbox) print(copies.ofSandbox(path));
        if (verb === 'status') return showStatus(invocation, statusHere(path, environment).body);
        await changeHere(verb, path, environment);
        print(verb === 'pause' ? say.pausedHere : say.resumedHere);
        return EXIT.done;
      },
    });

const HERE: Partial<Record<Verb, Local>> = {
  export: exportHere,
  import: importHere,
  restore: restoreHere,
  status: standHere('status'),
  pause: standHere('pause'),
  resume: standHere('resume'),
};

/** Where each other verb is answered on Node. */
const ELSEWHERE = {
  create: 'environment',
  set: 'environment',
  unset: 'environment',
  show: 'environment',
  rotate: 'environment',
  reseal: 'workers',
  doctor: 'bot',
  bookmarks: 'workers',
  delete: 'machine',
  list: 'workers',
  calls: 'workers',
} as const satisfies Partial<Record<Verb, string>>;

/** Does a verb on the data of one bridge on this machine. Returns the exit code. */
export async function runHere(
  verb: Verb,
  invocation: Invocation,
  dataDir: string,
): Promise<number> {
  const here = HERE[verb];
  if (here !== undefined) return here(invocation, dataDir);
  if (!isElsewhere(verb)) throw new WrongUse(invocation.say.wrongUse);
  invocation.print(invocation.say.onNode[ELSEWHERE[verb]](verb));
  return EXIT.refused satisfies ExitCode;
}

const isElsewhere = (verb: Verb): verb is keyof typeof ELSEWHERE => Object.hasOwn(ELSEWHERE, verb);
