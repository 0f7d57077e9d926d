import type { Config } from './types.ts';

/** Every secret of a configuration: none of them may stand in a log. */
export function secretsOf({ secretKey, auditKeyPem, metricsToken, line, works }: Config): string[] {
  const channels = (line?.channels ?? []).flatMap(({ secrets, accessToken }) => [
    ...secrets,
    accessToken,
  ]);
  const bots = [works?.bridgeBot, works?.adminBot].flatMap((bot) => bot?.secrets ?? []);
  const others = [secretKey, auditKeyPem, metricsToken, works?.clientSecret, works?.privateKeyPem];
  return [...channels, ...bots, ...others].flatMap((secret) => secret ?? []);
}
