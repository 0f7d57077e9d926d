import type { Words } from '../ja.ts';

export const auditPage: Words['auditPage'] = {
  name: 'Audit log',
  titleOf: (title) => `${title} - Audit log`,
  skip: 'Skip to the content',
  tabsLabel: 'Pages of the audit log',
  tabs: {
    messages: 'Messages',
    administration: 'Administration',
    people: 'Members and LINE users',
    rooms: 'Talk rooms',
    system: 'System records',
    log: 'State of the log',
    export: 'Export',
  },
  logout: 'Log out',
  looksAreRecorded: 'Searches and views are recorded in the audit log, too.',
  link: (url) =>
    `This link opens the audit log in a browser. It is valid for ten minutes and works once. Do not pass it on.\n${url}`,
  openTitle: 'Open the audit log',
  openMeans:
    'The button opens the audit log in this browser for one hour. The link is valid for ten minutes and works once. The opening is recorded, too.',
  open: 'Open',
  back: 'Back to the audit log, which is open here',
  continueHere: 'Open this page',
  askForLink: (command) => `For a new link, type ${command} in your 1:1 room with the admin bot.`,
  notices: {
    'unknown-link': {
      title: 'This link does not work',
      text: 'The address was cut off or changed. Please open the whole link again.',
    },
    'link-used': {
      title: 'This link has been used',
      text: 'A link works once. If you did not open it yourself, tell another auditor.',
    },
    'link-expired': {
      title: 'This link is no longer valid',
      text: 'A link is valid for ten minutes.',
    },
    role: {
      title: 'You may not read the audit log',
      text: 'Only auditors may. Your role was revoked, or your account is suspended. Ask an auditor for the role.',
    },
    'other-auditor': {
      title: 'This link belongs to another auditor',
      text: 'In this browser another auditor has opened the audit log. Use your own link, or log out first and open this one again.',
    },
    'no-session': {
      title: 'The audit log is not open',
      text: 'The audit log has not been opened in this browser.',
    },
    'session-ended': {
      title: 'The hour is over',
      text: 'The audit log closes after one hour. To continue, open it by a new link.',
    },
    'logged-out': {
      title: 'You have logged out',
      text: 'The audit log is closed in this browser.',
    },
    'not-from-here': {
      title: 'Nothing was changed',
      text: 'The request did not come from a page of the audit log, as far as we can tell. Please load the page again and retry.',
    },
    elsewhere: {
      title: 'A page of the audit log',
      text: 'Another site or app sent you here, so nothing is shown yet. Follow the link to continue.',
    },
  },
  notFound: 'Page not found',
  notFoundMeans: 'There is no such entry, or the address is wrong.',
  toSearch: 'To the search of messages',
};
