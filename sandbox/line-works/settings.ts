import type { RoomBehaviour } from './types.ts';

/** Settings that may change while the platform runs. */
export interface Settings {
  domainId: number;
  plan: 'free' | 'standard' | 'advanced';
  tokenSeconds: number;
  roomBehaviour: RoomBehaviour;
  createChannelsPerMinute: number;
  requestsPerMinute: number;
  sendRateHeaders: boolean;
}
