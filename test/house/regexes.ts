/** A regular expression as it stands in a source. */
export interface Literal {
  readonly source: string;
  readonly flags: string;
}

/** After one of these a slash starts a regular expression; after anything else it divides. */
const BEFORE_A_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|do|else))$/u;

/**
 * The regular expression literals of a TypeScript source, in order. Knows strings, templates and
 * comments, and no more of the language.
 */
export function regexLiterals(code: string): Literal[] {
  const found: Literal[] = [];
  /** The brace depths at which a template continues. */
  const templates: number[] = [];
  let depth = 0;
  let before = '';
  let at = 0;
  while (at < code.length) {
    const rest = code.slice(at, at + 2);
    const character = code.charAt(at);
    if (rest === '//') {
      at = endOf(code, '\n', at);
    } else if (rest === '/*') {
      at = endOf(code, '*/', at + 2) + 2;
    } else if (character === "'" || character === '"') {
      at = endOfQuoted(code, character, at + 1);
      before = 'x';
    } else if (character === '`' || (character === '}' && templates.at(-1) === depth)) {
      if (character === '}') templates.pop();
      at = endOfTemplate(code, at + 1);
      const goesOn = code.startsWith('${', at - 2);
      if (goesOn) templates.push(depth);
      before = goesOn ? '{' : 'x';
    } else if (character === '/' && BEFORE_A_REGEX.test(before)) {
      const end = endOfRegex(code, at + 1);
      const [flags = ''] = /^[a-z]*/u.exec(code.slice(end)) ?? [];
      found.push({ source: code.slice(at + 1, end - 1), flags });
      at = end + flags.length;
      before = 'x';
    } else {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      if (!/\s/u.test(character)) before = `${before}${character}`.slice(-12);
      else if (/\w$/u.test(before)) before = `${before} `.slice(-12).trimEnd();
      at += 1;
    }
  }
  return found;
}

function endOf(code: string, mark: string, from: number): number {
  const at = code.indexOf(mark, from);
  return at < 0 ? code.length : at;
}

function endOfQuoted(code: string, quote: string, from: number): number {
  let at = from;
  while (at < code.length && code.charAt(at) !== quote) at += code.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

/** Skips to the end of a template's closing backtick, or of a `${`. */
function endOfTemplate(code: string, from: number): number {
  let at = from;
  while (at < code.length && code.charAt(at) !== '`') {
    if (code.startsWith('${', at)) return at + 2;
    at += code.charAt(at) === '\\' ? 2 : 1;
  }
  return at + 1;
}

function endOfRegex(code: string, from: number): number {
  let at = from;
  let inClass = false;
  while (at < code.length && (inClass || code.charAt(at) !== '/')) {
    const character = code.charAt(at);
    if (character === '[') inClass = true;
    if (character === ']') inClass = false;
    at += character === '\\' ? 2 : 1;
  }
  return at + 1;
}
