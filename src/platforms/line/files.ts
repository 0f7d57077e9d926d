import { joinUrl, pathWith } from '../calls.ts';
import { drop, FILE_PATIENCE, streamWithToken, takeDownload, wholeAnswer } from '../download.ts';
import type { HttpStreamPort } from '../http-stream.ts';
import { type AccountCalls, NO_ADDRESS, NO_CHANNEL } from './account-calls.ts';
import { transcodingOf } from './answers.ts';
import type { LineClient } from './api.ts';

/**
 * Files that LINE users send (line.md §3).
 *
 * @param baseUrl where LINE keeps them
 */
export function lineFiles(
  calls: AccountCalls,
  stream: HttpStreamPort,
  baseUrl: string,
): Pick<LineClient, 'content' | 'transcoding'> {
  return {
    async content(channelId, messageId, sink) {
      const source = calls.tokensOf(channelId);
      if (source === null) return NO_CHANNEL;
      const path = pathWith`/v2/bot/message/${messageId}/content`;
      if (path === null) return NO_ADDRESS;
      const url = joinUrl(baseUrl, path);
      const call = { method: 'GET' as const, url, headers: {}, ...FILE_PATIENCE };
      const result = await streamWithToken(stream, source, call);
      if (result.kind !== 'answered') return result;
      const { answer } = result;
      if (answer.status === 200) return takeDownload(answer, sink);
      if (answer.status === 202) {
        await drop(answer);
        return { kind: 'retry', reason: 'preparing', afterMs: null, detail: 'HTTP 202' };
      }
      const whole = await wholeAnswer(answer);
      return whole.kind === 'answer' ? calls.failed(whole) : whole;
    },

    transcoding: (channelId, messageId) => {
      const path = pathWith`/v2/bot/message/${messageId}/content/transcoding`;
      return calls.read(channelId, path, transcodingOf, undefined, baseUrl);
    },
  };
}
