import type { hostingActions as jaActions } from '../ja/hosting.ts';
import type { Words } from '../ja.ts';

export const hostingActions: Readonly<Record<keyof typeof jaActions, string>> = {
  'settings.change': 'Settings of the bridge changed',
  'settings.reseal': 'Settings of the bridge sealed with a new key',
  'workspace.create': 'Bridge created',
  'workspace.import': 'Export imported',
  'workspace.pause': 'Bridge paused',
  'workspace.resume': 'Bridge resumed',
  'workspace.leave': 'Deletion of the bridge planned',
};

export const hosting: Words['hosting'] = {
  paused:
    'An operator of the bridge has paused the LINE link. Messages and commands that come in meanwhile are kept, and processed once it is resumed. Until then nothing is sent.',
  waits:
    'An operator of the bridge has paused the LINE link. This command has been received, and is processed once the link is resumed.',
  leaving: (when) =>
    `An operator of the bridge has stopped the LINE link. From ${when} on, all data of this bridge may be deleted. If you did not expect this, please contact the operator.`,
  resumed:
    'An operator of the bridge has resumed the LINE link. Messages and commands that came in meanwhile are processed now.',
};
