import { type Claims, type NamedChannels, NO_CLAIMS } from '../domain/operator/claims.ts';
import type { Environment } from './config.ts';
import { withoutQuotes } from './quotes.ts';
import { listedChannelsVariables } from './variables.ts';

const SHARED = 'LINE_CHANNEL_ID';
const LISTED = 'LINE_CHANNELS';
const DECIMAL = /^\d{1,19}$/;

/**
 * What settings name that only one workspace can have. What cannot be read claims nothing: `readConfig` refuses it.
 *
 * @param settings an empty one is to be removed
 */
export function claimsOf(settings: Environment): Claims {
  const domainId = decimalOf(settings.WORKS_DOMAIN_ID);
  const shared = settings[SHARED];
  const listed = settings[LISTED];
  return {
    domainId,
    channels: [
      ...(shared === undefined ? [] : named(SHARED, [decimalOf(shared)].filter(isThere))),
      ...(listed === undefined ? [] : named(LISTED, listedIn(listed))),
    ],
  };
}

/** What is named by settings that are to be removed. */
export const claimsWithout = (names: readonly string[]): Claims => ({
  ...NO_CLAIMS,
  channels: [SHARED, LISTED]
    .filter((variable) => names.includes(variable))
    .flatMap((variable) => named(variable, [])),
});

const named = (variable: string, channelIds: readonly string[]): NamedChannels[] => [
  { variable, channelIds },
];

const isThere = (id: string | null): id is string => id !== null;

function decimalOf(value: string | undefined): string | null {
  const bare = withoutQuotes(value ?? '');
  return DECIMAL.test(bare) ? bare : null;
}

function listedIn(value: string): readonly string[] {
  const read = listedChannelsVariables.safeParse({ LINE_CHANNELS: value });
  return (read.data?.LINE_CHANNELS ?? []).map(({ id }) => id);
}
