export type PageLanguage = 'ja' | 'en';

/** The page's language: what its address asks for, else what the browser prefers, else Japanese. */
export function pageLanguage(
  asked: string | undefined,
  accepted: string | undefined,
): PageLanguage {
  if (asked === 'ja' || asked === 'en') return asked;
  const [preferred] = (accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map(readPreference)
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  // Who prefers a third language reads English more likely than Japanese.
  return preferred === undefined || preferred.tag === 'ja' ? 'ja' : 'en';
}

/** `en-US;q=0.8` as `en`, 0.8. */
function readPreference(part: string) {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
  const quality = parameters.map((it) => /^\s*q=([\d.]{1,5})\s*$/.exec(it)?.[1]).find(Boolean);
  return { tag: tag.split('-')[0] ?? '', weight: quality === undefined ? 1 : Number(quality) };
}
