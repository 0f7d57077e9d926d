import { parseAst } from 'vitest/node';
import { readText } from './sources.ts';

export interface MeasuredFunction {
  readonly path: string;
  /** Its own name, or that of what it is given to. */
  readonly name: string;
  readonly lines: number;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Every function of a file of the project, those within others too. */
export const functionsOf = (path: string): MeasuredFunction[] =>
  functionsIn(readText(path)).map((each) => ({ path, ...each }));

/** Every function of a TypeScript text. Lines from its first to its last, both counted. */
export function functionsIn(text: string): Omit<MeasuredFunction, 'path'>[] {
  const found: Omit<MeasuredFunction, 'path'>[] = [];
  const lineAt = (offset: unknown) => text.slice(0, Number(offset)).split('\n').length;
  const walk = (node: unknown, given: string): void => {
    if (Array.isArray(node)) for (const each of node) walk(each, given);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const name = nameIn(node) ?? given;
    const type = fieldOf(node, 'type');
    if (typeof type === 'string' && FUNCTIONS.has(type)) {
      const lines = lineAt(fieldOf(node, 'end')) - lineAt(fieldOf(node, 'start')) + 1;
      found.push({ name, lines });
    }
    for (const part of Object.values(node)) walk(part, name);
  };
  walk(parseAst(text, { lang: 'ts', astType: 'ts' }).body, '?');
  return found;
}

const fieldOf = (node: object, field: string): unknown => Reflect.get(node, field);

function nameIn(node: object): string | null {
  for (const field of ['id', 'key']) {
    const named = fieldOf(node, field);
    if (typeof named !== 'object' || named === null) continue;
    const name = fieldOf(named, 'name');
    if (typeof name === 'string') return name;
  }
  return null;
}
