import { acceptLine } from '../../../bridge/receive/line.ts';
import { acceptWorks } from '../../../bridge/receive/line-works.ts';
import type { LiveConfig } from '../../config/types.ts';
import { lineKeysOf, worksKeysOf } from '../receivers.ts';
import type { Callback } from './callback.ts';

/**
 * What a webhook that cannot be kept now deserves by its signature: 200, it may wait. Without that strangers could fill the
 * room for those of the platforms, a thousand small bodies being enough.
 *
 * @param now epoch ms
 */
export function judgeSignature(
  config: LiveConfig,
  { path, headers, bytes }: Callback,
  now: number,
): 200 | 400 | 401 {
  if (path === '/line/webhook') {
    const keys = { ...lineKeysOf(config), destinationOf: () => null };
    return acceptLine(keys, bytes, headers['x-line-signature'], now).status;
  }
  const keys = { ...worksKeysOf(config), skewMs: () => null };
  const signed = { botId: headers['x-works-botid'], signature: headers['x-works-signature'] };
  return acceptWorks(keys, bytes, signed, now).status;
}
