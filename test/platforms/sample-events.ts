import { botId } from '../../src/domain/ids.ts';

/* A LINE event as LINE sends it, and values for its fields that no platform would send. */

export const NOW = Date.UTC(2026, 7, 1);
export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

export const USER = 'U4af49806290123456789abcdef012345';
export const LINE_EVENT = {
  type: 'message',
  mode: 'active',
  timestamp: NOW - 1000,
  webhookEventId: '01H810YECXQQZ37VAXPF6H9E6T',
  deliveryContext: { isRedelivery: false },
  source: { type: 'user', userId: USER },
  replyToken: '0f3779fba3b349968c5d07db31eab56f',
};
export const BOT = botId('2000001');

/** Not whole, negative, huge, or no number at all. */
export const NO_AMOUNTS = [
  1707.5,
  -1,
  2 ** 53,
  1e300,
  '12',
  'NaN',
  '1e5',
  true,
  [1],
  { value: 1 },
  null,
];
