import type { Language } from '../../domain/language.ts';
import { wordsOf } from '../../words/words.ts';

/** The codes that an export holds, in words: the page that verifies one stands alone, and reads them from itself. */
function codesOf(language: Language): object {
  const { auditLog, auditForm, auditExport, kinds } = wordsOf(language);
  const { actions, outcomes, reasons } = auditLog;
  const { formats, rowsNames, mediaNames, breaches } = auditExport;
  const { fields, directions } = auditForm;
  return {
    ...{ actions, outcomes, reasons, breaches, fields, directions, kinds: kinds.names },
    ...{ formats, rows: rowsNames, media: mediaNames },
  };
}

const BLOCK = '<script id="codes" type="application/json">\n';

/**
 * The page that verifies an export, with its codes in words: docs/verify.html.
 *
 * @param page verify.html as it stands beside this file, without them: a Worker carries each word once
 */
export function verifyPage(page: string): string {
  const groups = (language: Language) =>
    Object.entries(codesOf(language)).map(([name, words]) => `"${name}":${JSON.stringify(words)}`);
  const codes = `{"ja":{\n${groups('ja').join(',\n')}\n},"en":{\n${groups('en').join(',\n')}\n}}`;
  // Nothing in it may end the element.
  const text = codes.replaceAll('<', '\\u003c');
  return page.replace(`${BLOCK}{}`, () => `${BLOCK}${text}`);
}
