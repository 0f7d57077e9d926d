import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const roomRow: Words['roomRow'] = {
  messages: (count) => plural(count, 'message', 'messages'),
  messagesAtLeast: (count) => `${count} messages or more`,
};
