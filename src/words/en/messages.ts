import type { Words } from '../ja.ts';

export const kinds: Words['kinds'] = {
  names: {
    text: 'Text',
    sticker: 'Sticker',
    location: 'Location',
    image: 'Image',
    video: 'Video',
    audio: 'Audio',
    file: 'File',
    unknown: 'Message',
  },
  sticker: (words) => (words ? `[Sticker] ${words}` : '[Sticker]'),
  seeSticker: 'See the sticker',
  location: (title, url) => `[Location] ${title}${url === null ? '' : `\n${url}`}`,
  locationTitle: 'Location',
  several: (kind, count) => (count === 1 ? kind : `${kind} × ${count}`),
  between: ', ',
  media: (kind, name) => (name ? `[${kind}] ${name}` : `[${kind}]`),
  fileLink: (name, size, url) => `${name} (${size})\n${url}`,
  fileCard: (name, size) => `${name}\n${size}`,
  openFile: 'Open the file',
  unknown: '[A message of a kind that cannot be shown]',
};

export const media: Words['media'] = {
  toLineUser: {
    denied: (kind) => `We do not accept this kind of message (${kind}) here.`,
    'blocked-extension': (kind) => `We do not accept this type (${kind}) here.`,
    'too-large': (kind) =>
      `What you sent (${kind}) is too large and has not reached your contact. Please send a smaller one.`,
    external: (kind) =>
      `What you sent (${kind}) is kept outside LINE and has not reached your contact. Please send it directly from the chat.`,
    gone: (kind) =>
      `What you sent (${kind}) was no longer available from LINE and has not reached your contact. Please send it again.`,
    failed: (kind) =>
      `What you sent (${kind}) could not be passed on and has not reached your contact. Please send it again, or write it.`,
    'not-taken': (kind) =>
      `What you sent (${kind}) is of a form that we cannot take and has not reached your contact. Please send it in another form, or write it.`,
    empty: (kind) =>
      `What you sent (${kind}) was empty and has not reached your contact. Please send it again, or write it.`,
    'no-room': (kind) =>
      `We cannot take this (${kind}) right now, and it has not reached your contact. Please write instead.`,
  },
  toMember: {
    denied: (kind) => `By the administrator's settings this was not sent (${kind}).`,
    'blocked-extension': (kind) => `By the administrator's settings this was not sent (${kind}).`,
    'too-large': (kind) => `This is too large and was not sent (${kind}).`,
    external: (kind) => `This could not be fetched and was not sent (${kind}).`,
    gone: (kind) =>
      `This was no longer available from LINE WORKS and was not sent (${kind}). Please send it again.`,
    failed: (kind) => `This could not be fetched and was not sent (${kind}). Please send it again.`,
    'not-taken': (kind) => `This is of a form that cannot be taken and was not sent (${kind}).`,
    empty: (kind) => `This was empty and was not sent (${kind}). Please send it again.`,
    'no-room': (kind) =>
      `Files cannot be stored at the moment, so this was not sent (${kind}). Please tell an administrator.`,
  },
  notShown: (user, kind, why) =>
    `${user} sent something that cannot be shown here (${kind}). ${why} ${user} is being told that it did not arrive.`,
  why: {
    denied: "The administrator's settings do not allow it.",
    'blocked-extension': "The administrator's settings do not allow this extension.",
    'too-large': 'It is over the size limit.',
    external: 'It is kept outside LINE and was not fetched.',
    gone: 'It was no longer available from LINE.',
    failed: 'It could not be passed on.',
    'not-taken': 'LINE WORKS does not take files of this form.',
    empty: 'It was empty.',
    'no-room': 'Files cannot be stored at the moment. Please tell an administrator.',
  },
  whyBlockedByWorks: 'LINE WORKS does not allow this extension.',
};

export const files: Words['files'] = {
  title: 'File policy',
  subject: 'Files',
  receiving: 'in',
  sending: 'out',
  incoming: 'Incoming (LINE users → members)',
  outgoing: 'Outgoing (members → LINE users)',
  allowed: 'allowed',
  denied: 'denied',
  blocked: 'Blocked extensions',
  limit: 'Size limit',
  none: 'none',
  megabytes: (size) => `${size} MB`,
  covers: 'It covers images, videos, audio and files; text, stickers and locations always pass.',
  changed: 'The file policy has been changed.',
  unchanged: 'It is so already. Nothing was changed.',
  stopped: (count) =>
    `Files that were waiting and are no longer sent: ${count}. Their senders are being told.`,
  platformBlocks: (extensions) =>
    `LINE WORKS does not take these extensions, so they cannot be received either: ${extensions}`,
  badExtension: (word) => `"${word}" cannot be read as an extension. Example: exe`,
  badLimit: (word, most) =>
    `"${word}" cannot be read as a limit. Type a number (MB) greater than 0 and at most ${most}, or "off".`,
  toLineUser: {
    denied: (kind) =>
      `We do not accept this here: ${kind}. It did not reach anybody. Please write in words instead.`,
    'blocked-extension': (kind, extension) =>
      `We do not accept ".${extension}" here (${kind}). It did not reach anybody.`,
    'too-large': (kind, limit) =>
      `It is too large and did not reach anybody: ${kind}. Please send at most ${limit}.`,
  },
  toMember: {
    denied: (kind) =>
      `The administrator does not allow this to be sent to LINE: ${kind}. It was not sent.`,
    'blocked-extension': (kind, extension) =>
      `The administrator does not allow ".${extension}" to be sent to LINE (${kind}). It was not sent.`,
    'too-large': (kind, limit) => `Too large, not sent: ${kind}. At most ${limit} can be sent.`,
  },
};
