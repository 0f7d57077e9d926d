import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const dashboard: Words['dashboard'] = {
  title: 'Status',
  autoAdd: 'Auto-add',
  autoAddOn: 'on',
  autoAddOff: 'off',
  autoAddAll: 'everyone is added (the scope is "all")',
  waiting: (count) => `${count}`,
  waitingSince: (count, since, age) => `${count} (the oldest since ${since}, ${age})`,
  triedAgain: (line, works) =>
    `to be tried again: ${[line > 0 ? `LINE ${line}` : '', works > 0 ? `LINE WORKS ${works}` : ''].filter(Boolean).join(', ')}`,
  justNow: 'less than a minute',
  minutes: (count) => plural(count, 'minute', 'minutes'),
  hours: (count) => plural(count, 'hour', 'hours'),
  days: (count) => plural(count, 'day', 'days'),
  failing: 'sending fails (the access token is valid)',
  faltering: 'ok (some sends failed)',
  lately: (made, failed, at, why) =>
    `${failed} of ${made} failed in the last 10 minutes (last at ${at}, ${why})`,
  paused: (at) => `sending is paused, trying again at ${at}`,
  fileHosts: {
    'line-files': 'Files from LINE',
    'line-works-files': 'Files from LINE WORKS',
    'line-works-uploads': 'Files to LINE WORKS',
  },
  filesFailing: 'failing',
  filesFaltering: 'some fail',
};
