import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const roomRow: Words['roomRow'] = {
  spokeAt: (who, at) => `${who} (${at})`,
  messages: (count) => plural(count, 'message', 'messages'),
  messagesAtLeast: (count) => `${count} messages or more`,
};
