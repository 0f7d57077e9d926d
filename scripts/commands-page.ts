import type { Command } from '../bot/command.ts';
import { commandTable } from '../bot/table.ts';
import type { Language } from '../src/domain/language.ts';
import type { Role } from '../src/services/roles/roles.ts';
import { wordsOf } from '../src/words/words.ts';

/** The page's words besides the table itself. */
interface PageWords {
  readonly title: string;
  readonly intro: readonly string[];
  readonly columns: readonly [
    usage: string,
    forms: string,
    role: string,
    asks: string,
    does: string,
  ];
  readonly roles: Readonly<Record<Role | 'any', string>>;
  readonly yes: string;
}

const PAGE: Readonly<Record<Language, PageWords>> = {
  ja: {
    title: '日本語',
    intro: [
      '管理ボットとの1:1のトークルームで入力します。全角・半角、大文字・小文字、空白の違いは問いません。空白を含む名前もそのまま入力できます。何人かを続けるときは「、」か改行で区切ると確実です。',
      '`<だれ>` は名前・アカウント・トークID・userIdです。当てはまる人が複数いるときは、ボタンで選びます。',
      '「確認」の欄に「あり」とあるコマンドは、ボタンを押してはじめて実行されます。押せるのは入力した本人だけで、5分間有効です。',
    ],
    columns: ['コマンド', '同じ意味の言葉', '権限', '確認', 'すること'],
    roles: { any: 'だれでも', 'link-admin': '`link-admin`', auditor: '`auditor`' },
    yes: 'あり',
  },
  en: {
    title: 'English',
    intro: [
      'Typed in the 1:1 room with the admin bot. Width, case and spacing are forgiven. A name with a space in it is typed as it is. Commas or line breaks keep several names apart.',
      '`<who>` is a name, an account, a Talk ID or a userId. When several people match, buttons offer them.',
      'A command that asks first does nothing until its button is pressed, by the person who typed it, within five minutes.',
    ],
    columns: ['Command', 'The same in other words', 'Role', 'Asks first', 'What it does'],
    roles: { any: 'anyone', 'link-admin': '`link-admin`', auditor: '`auditor`' },
    yes: 'yes',
  },
};

/** docs/commands.md, derived from the command table. */
export function commandsPage(): string {
  const table = commandTable({ worksFault: null });
  const sections = (['ja', 'en'] as const).map((language) => sectionOf(table, language));
  const head = [
    '# Commands of the admin bot / 管理ボットのコマンド',
    '',
    'Written by `npm run docs` from `bot/table.ts`. Do not edit.',
  ];
  return `${[...head, ...sections.flat()].join('\n')}\n`;
}

function sectionOf(table: readonly Command[], language: Language): string[] {
  const { title, intro, columns } = PAGE[language];
  return [
    '',
    `## ${title}`,
    '',
    ...intro.flatMap((line) => [line, '']),
    rowOf(columns),
    rowOf(columns.map(() => '---')),
    ...table.map((command) => rowOf(cellsOf(command, language))),
  ];
}

function cellsOf(command: Command, language: Language): string[] {
  const { name, args, does } = wordsOf(language).commands[command.name];
  const usage = [name, args].filter(Boolean).join(' ');
  const { roles, yes } = PAGE[language];
  const held = command.roles === 'any' ? [roles.any] : command.roles.map((role) => roles[role]);
  return [
    code(usage),
    [command.name, ...command.aliases].map(code).join(', '),
    held.join(', '),
    command.confirms ? yes : '',
    does,
  ];
}

const code = (text: string) => `\`${text}\``;

/** A bar would end the cell, even in code. */
const rowOf = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
