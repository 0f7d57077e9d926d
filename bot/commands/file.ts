import * as z from 'zod';
import {
  type FilePolicy,
  normaliseExtension,
  WORKS_BLOCKS,
} from '../../src/domain/files/file-policy.ts';
import type { SayButton, Speech } from '../../src/domain/messages/speech.ts';
import { clip } from '../../src/domain/text/text.ts';
import { inMegabytes } from '../../src/services/files/refuse.ts';
import { setFilePolicy } from '../../src/services/files/set-policy.ts';
import { readFilePolicy } from '../../src/store/files/file-policy.ts';
import type { Words } from '../../src/words/words.ts';
import { runButton } from '../answers/run-button.ts';
import { command, type Session } from '../command.ts';

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 10_000;
const MOST_EXTENSIONS = 50;
const SAID_MAX = 30;

const DIRECTIONS: Readonly<Record<string, 'inbound' | 'outbound'>> = {
  in: 'inbound',
  inbound: 'inbound',
  受信: 'inbound',
  out: 'outbound',
  outbound: 'outbound',
  送信: 'outbound',
};

const direction = z
  .string()
  .transform((word) => DIRECTIONS[word.toLowerCase()])
  .pipe(z.enum(['inbound', 'outbound']));
/** Both directions unless one is named. */
const directionArgs = z
  .array(direction)
  .max(2)
  .transform((named): ('inbound' | 'outbound')[] =>
    named.length === 0 ? ['inbound', 'outbound'] : [...new Set(named)],
  );

const extensionArgs = z
  .array(z.string())
  .transform((words) => words.flatMap((word) => word.split(/[,、]/u)).filter((word) => word !== ''))
  .pipe(z.array(z.string()).min(1).max(MOST_EXTENSIONS));

export const fileShow = command({
  name: 'file',
  group: 'files',
  aliases: ['ファイル', 'ファイル 設定'],
  roles: ['link-admin'],
  args: z.tuple([]),
  run: ({ context, words }) => {
    const policy = readFilePolicy(context.db);
    const text = [...policyLines(words, policy), words.files.covers].join('\n');
    return { text, buttons: switches(words, policy) };
  },
});

export const fileAllow = command({
  name: 'file allow',
  group: 'files',
  aliases: ['ファイル 許可'],
  roles: ['link-admin'],
  args: directionArgs,
  run: (session, sides) => change(session, switched(sides, 'allow')),
});

export const fileDeny = command({
  name: 'file deny',
  group: 'files',
  aliases: ['ファイル 禁止'],
  roles: ['link-admin'],
  args: directionArgs,
  run: (session, sides) => change(session, switched(sides, 'deny')),
});

export const fileBlock = command({
  name: 'file block',
  group: 'files',
  aliases: ['ファイル 拡張子 禁止', 'ファイル ブロック'],
  roles: ['link-admin'],
  args: extensionArgs,
  run: (session, typed) =>
    withExtensions(session, typed, (known, named) => [...new Set([...known, ...named])].sort()),
});

export const fileUnblock = command({
  name: 'file unblock',
  group: 'files',
  aliases: ['ファイル 拡張子 許可', 'ファイル ブロック解除'],
  roles: ['link-admin'],
  args: extensionArgs,
  run: (session, typed) =>
    withExtensions(session, typed, (known, named) => known.filter((each) => !named.includes(each))),
});

export const fileLimit = command({
  name: 'file limit',
  group: 'files',
  aliases: ['ファイル 上限'],
  roles: ['link-admin'],
  args: z.union([z.tuple([z.string()]), z.tuple([z.string(), z.string()])]),
  run: (session, typed) => {
    const said = typed.join('');
    const limitBytes = readLimit(said);
    if (limitBytes !== undefined) return change(session, { limitBytes });
    const { files } = session.words;
    return { text: files.badLimit(clip(said, SAID_MAX), String(MOST_MEGABYTES)) };
  },
});

/** Bytes; null for no limit; undefined when it cannot be read. */
function readLimit(said: string): number | null | undefined {
  if (['off', 'なし', '無制限', '解除'].includes(said.toLowerCase())) return null;
  const digits = /^(\d{1,5}(?:\.\d{1,3})?)(?:mb|メガバイト)?$/iu.exec(said)?.[1];
  const megabytes = digits === undefined ? 0 : Number(digits);
  if (megabytes <= 0 || megabytes > MOST_MEGABYTES) return undefined;
  return Math.round(megabytes * MEGABYTE);
}

function switched(
  sides: readonly ('inbound' | 'outbound')[],
  to: 'allow' | 'deny',
): Partial<FilePolicy> {
  return Object.fromEntries(sides.map((side) => [side, to]));
}

function withExtensions(
  session: Session,
  typed: readonly string[],
  next: (known: readonly string[], named: readonly string[]) => readonly string[],
): Speech {
  const { files } = session.words;
  const known = readFilePolicy(session.context.db).blocked;
  const named: string[] = [];
  for (const word of typed) {
    const extension = known.includes(word) ? word : normaliseExtension(word);
    if (extension === null) return { text: files.badExtension(clip(word, SAID_MAX)) };
    named.push(extension);
  }
  const blocked = next(known, named);
  const speech = change(session, { blocked });
  return { text: `${speech.text}\n${files.platformBlocks(WORKS_BLOCKS.join(' '))}` };
}

/** Changes the policy and says how it stands. */
function change({ context, actor, words }: Session, wanted: Partial<FilePolicy>): Speech {
  const done = setFilePolicy(context, actor, wanted);
  const { files } = words;
  const lines = [
    done === null ? files.unchanged : files.changed,
    ...(done !== null && done.stopped > 0 ? [files.stopped(done.stopped)] : []),
    ...policyLines(words, readFilePolicy(context.db)),
  ];
  return { text: lines.join('\n') };
}

/** A button for each direction that turns it round. */
function switches(words: Words, { inbound, outbound }: FilePolicy): SayButton[] {
  const { buttons } = words.help;
  const { receiving, sending } = words.files;
  return [
    inbound === 'allow'
      ? runButton(words, 'file deny', [receiving], buttons.denyIn)
      : runButton(words, 'file allow', [receiving], buttons.allowIn),
    outbound === 'allow'
      ? runButton(words, 'file deny', [sending], buttons.denyOut)
      : runButton(words, 'file allow', [sending], buttons.allowOut),
  ];
}

/** How the policy stands, a line for each part of it. */
function policyLines({ files, layout }: Words, policy: FilePolicy): string[] {
  const state = (side: 'allow' | 'deny') => (side === 'allow' ? files.allowed : files.denied);
  return [
    layout.heading(files.title),
    `${files.incoming}: ${state(policy.inbound)}`,
    `${files.outgoing}: ${state(policy.outbound)}`,
    `${files.blocked}: ${policy.blocked.join(' ') || files.none}`,
    `${files.limit}: ${limitOf(files, policy)}`,
  ];
}

const limitOf = (files: Words['files'], { limitBytes }: FilePolicy) =>
  limitBytes === null ? files.none : files.megabytes(inMegabytes(limitBytes));

/** The policy for `status`: both directions in a line, below it only what is set. */
export function policyInBrief({ files, layout }: Words, policy: FilePolicy): string {
  const state = (side: 'allow' | 'deny') => (side === 'allow' ? files.allowed : files.denied);
  const sides = files.sides(state(policy.inbound), state(policy.outbound));
  return [
    `${files.subject}: ${sides}`,
    ...(policy.blocked.length > 0
      ? [layout.under(`${files.blocked}: ${policy.blocked.join(' ')}`)]
      : []),
    ...(policy.limitBytes === null
      ? []
      : [layout.under(`${files.limit}: ${limitOf(files, policy)}`)]),
  ].join('\n');
}
