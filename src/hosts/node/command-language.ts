/** The language of a command in a terminal: Japanese or English, by the variables in the order that POSIX gives them. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): 'ja' | 'en' {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((each) => each) ?? '';
  return locale.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}
