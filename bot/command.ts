import type { z } from 'zod';
import type { Context } from '../src/context.ts';
import type { Actor } from '../src/domain/audit.ts';
import type { MemberId } from '../src/domain/ids.ts';
import type { Button, Speech } from '../src/domain/messages/speech.ts';
import type { Role } from '../src/services/roles/roles.ts';
import type { Words } from '../src/words/words.ts';

/** The canonical words of a command; its help stands under the same name in `words`. */
export type CommandName = keyof Words['commands'];

/** What help sorts commands by, in the order in which it shows them. */
export const COMMAND_GROUPS = ['members', 'link', 'files', 'audit', 'talks', 'other'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Who is speaking, and all that a command works with. */
export interface Session {
  readonly context: Context;
  readonly memberId: MemberId;
  readonly actor: Actor;
  readonly roles: ReadonlySet<Role>;
  readonly words: Words;
}

/** One command: the table row that parsing, permission, help and docs derive from. */
export interface Command {
  readonly name: CommandName;
  readonly group: CommandGroup;
  /** Words that mean the same; spacing, case and width are forgiven. */
  readonly aliases: readonly string[];
  /** Who may use it: holders of any of these; `any`: everyone. */
  readonly roles: readonly Role[] | 'any';
  /** Whether its effect waits for a pressed button. */
  readonly confirms: boolean;
  /** Its words are names: parted at commas and line breaks, each part as it was typed. */
  readonly takesPeople: boolean;
  /** What follows is one word, as it was typed: quotation marks and all. */
  readonly takesLine: boolean;
  /** Whether these words can follow it. */
  accepts(words: readonly string[]): boolean;
  /** Carries it out, or says why its arguments make no sense. */
  perform(session: Session, words: readonly string[], confirmed: boolean): Performed;
}

/** What a command came to. */
export type Performed =
  | { readonly kind: 'answer'; readonly speech: Speech }
  /** The answer comes when a job has run. */
  | { readonly kind: 'later' }
  /** Its arguments cannot be read: its usage is the answer. */
  | { readonly kind: 'usage' }
  /** Something to press before anything happens. */
  | ({ readonly kind: 'propose' } & Proposal);

/** What a confirmation asks, and the command's words when it is pressed. */
export interface Proposal {
  readonly text: string;
  /** What the button says that carries it out: the deed itself. */
  readonly deed: string;
  readonly words: readonly string[];
  /** Other ways, between the deed and the way back. */
  readonly buttons?: readonly Button[];
}

/** Declares a command; the arguments are read by its schema, so `run` sees them typed. */
export function command<Schema extends z.ZodType>(definition: {
  readonly name: CommandName;
  readonly group: CommandGroup;
  readonly aliases: readonly string[];
  readonly roles: readonly Role[] | 'any';
  readonly args: Schema;
  readonly takesPeople?: true;
  readonly takesLine?: true;
  /** Says in numbers what it would do. Null: it runs without a question. */
  readonly confirm?: (session: Session, args: z.output<Schema>) => Proposal | null;
  readonly run: (session: Session, args: z.output<Schema>) => Speech | 'later';
}): Command {
  return {
    name: definition.name,
    group: definition.group,
    aliases: definition.aliases,
    roles: definition.roles,
    confirms: definition.confirm !== undefined,
    takesPeople: definition.takesPeople === true,
    takesLine: definition.takesLine === true,
    accepts: (words) => definition.args.safeParse(words).success,
    perform: (session, words, confirmed) => {
      const args = definition.args.safeParse(words);
      if (!args.success) return { kind: 'usage' };
      const proposal = confirmed ? null : (definition.confirm?.(session, args.data) ?? null);
      if (proposal !== null) return { kind: 'propose', ...proposal };
      const answer = definition.run(session, args.data);
      return answer === 'later' ? { kind: 'later' } : { kind: 'answer', speech: answer };
    },
  };
}

/** Whether someone with these roles may use a command. */
export function isAllowed(command: Command, roles: ReadonlySet<Role>): boolean {
  return command.roles === 'any' || command.roles.some((role) => roles.has(role));
}
