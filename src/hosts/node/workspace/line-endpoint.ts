import { readConfig } from '../../../config/config.ts';
import type { LineConfig } from '../../../config/types.ts';
import type { Outcome } from '../../../domain/delivery/outcome.ts';
import type { PlacedBody, SettingValues } from '../../../domain/operator/bodies.ts';
import { createUndiciHttp } from '../../../platforms/http-undici.ts';
import { setWebhookEndpoint } from '../../../platforms/line/webhook-setting.ts';
import type { Invocation } from './invocation.ts';

/** Says to LINE where each of a workspace's accounts has its webhook. What LINE refuses is left to the console. */
export async function pointLineHere(
  { say, print, outside }: Invocation,
  settings: SettingValues,
  placed: PlacedBody,
): Promise<void> {
  const line = lineOf(settings, placed);
  if (line === null) return;
  const base = new URL(line.apiBaseUrl);
  const { http, close } = createUndiciHttp({
    allowedHosts: ({ hostname, protocol }) =>
      hostname === base.hostname && protocol === base.protocol,
  });
  const clock = { now: outside.now };
  try {
    for (const { channelId } of line.channels) {
      const options = { http, clock, apiBaseUrl: line.apiBaseUrl, accounts: line.channels };
      const set = await setWebhookEndpoint(options, channelId, placed.lineWebhook);
      print(
        set.kind === 'sent' ? say.lineSet(channelId) : say.lineNotSet(channelId, reasonOf(set)),
      );
    }
  } finally {
    await close();
  }
}

/** The workspace has judged these settings; with what its deployment gives they are whole. */
function lineOf(settings: SettingValues, placed: PlacedBody): LineConfig | null {
  const { origin: PUBLIC_URL } = new URL(placed.publicUrl);
  const { lineApiBaseUrl: LINE_API_BASE_URL } = placed;
  const read = readConfig({ ...settings, PUBLIC_URL, LINE_API_BASE_URL, SANDBOX: '0' });
  return read.ok && read.config.mode === 'live' ? read.config.line : null;
}

const reasonOf = (outcome: Exclude<Outcome<true>, { kind: 'sent' }>): string =>
  outcome.kind === 'withheld' ? '' : `${outcome.reason} ${outcome.detail}`.trim();
