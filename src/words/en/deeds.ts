import type { Words } from '../ja.ts';

export const deeds: Words['deeds'] = {
  linkOff: 'Switch off',
  remove: 'Remove',
  scopeAll: 'Change to "all"',
  scopeSelected: 'Change to "selected"',
  grant: 'Grant',
  revoke: 'Revoke',
  closeTalk: 'End the talk',
  handOver: 'Hand over',
};
