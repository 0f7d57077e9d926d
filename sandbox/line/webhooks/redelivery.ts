import type { EventDoc } from '../documents.ts';
import { accountOf, type State } from '../state.ts';
import type { LineAccount } from '../types.ts';
import { deliverEvent, postEvents } from './events.ts';
import type { WebhookSender } from './sender.ts';

/** Posts stored events of an account again, or for the first time. */
export function redeliveryOf(
  state: State,
  sender: WebhookSender,
  channelId: string,
): Pick<LineAccount, 'redeliver' | 'redeliverFailed' | 'deliver'> {
  const isOn = () => accountOf(state, channelId).redelivery;
  const ownEvent = (id: string): EventDoc | null => {
    const event = state.events.get(id);
    return event?.channelId === channelId ? event : null;
  };
  return {
    async redeliver(webhookEventId) {
      const event = ownEvent(webhookEventId);
      if (event === null || !isOn()) return null;
      return (await deliverEvent(state, sender, event, true)).status;
    },
    async redeliverFailed() {
      if (!isOn()) return 0;
      const failed = [...state.events.values()].filter(
        (event) => event.channelId === channelId && !event.delivered,
      );
      await Promise.all(failed.map((event) => deliverEvent(state, sender, event, true)));
      return failed.length;
    },
    deliver(webhookEventIds) {
      const events = webhookEventIds.map(ownEvent).filter((event) => event !== null);
      return sender.inLane(`${channelId}:batch`, () => postEvents(state, sender, events, false));
    },
  };
}
