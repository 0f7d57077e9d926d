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
  unknown: '[A kind of message that cannot be shown]',
};

export const media: Words['media'] = {
  toLineUser: {
    denied: (kind) =>
      `We are sorry, but this account cannot receive this: ${kind}. It has not reached your contact. Please send a text instead.`,
    'blocked-extension': (kind) =>
      `We are sorry, but this account cannot receive this file type: ${kind}. It has not reached your contact. Please send it in another format, or send a text instead.`,
    'too-large': (kind) =>
      `What you sent (${kind}) is too large and has not reached your contact. Please send a smaller one.`,
    external: (kind) =>
      `What you sent (${kind}) is stored outside LINE and has not reached your contact. Please send it directly from the chat.`,
    gone: (kind) =>
      `What you sent (${kind}) was no longer available from LINE and has not reached your contact. Please send it again.`,
    failed: (kind) =>
      `What you sent (${kind}) could not be delivered to your contact. Please send it again, or send a text instead.`,
    'not-taken': (kind) =>
      `What you sent (${kind}) is in a format that we cannot accept and has not reached your contact. Please send it in another format, or send a text instead.`,
    empty: (kind) =>
      `What you sent (${kind}) was empty and has not reached your contact. Please send it again, or send a text instead.`,
    'no-room': (kind) =>
      `We cannot accept this (${kind}) right now, and it has not reached your contact. Please send a text instead.`,
  },
  toMember: {
    denied: (kind) =>
      `The administrator's settings do not allow this, so it was not sent (${kind}).`,
    'blocked-extension': (kind) =>
      `The administrator's settings do not allow this extension, so it was not sent (${kind}).`,
    'too-large': (kind) => `This is too large and was not sent (${kind}).`,
    external: (kind) => `This could not be retrieved and was not sent (${kind}).`,
    gone: (kind) =>
      `This was no longer available from LINE WORKS and was not sent (${kind}). Please send it again.`,
    failed: (kind) =>
      `This could not be retrieved and was not sent (${kind}). Please send it again.`,
    'not-taken': (kind) => `This format is not supported, so it was not sent (${kind}).`,
    empty: (kind) => `This was empty and was not sent (${kind}). Please send it again.`,
    'no-room': (kind) =>
      `Files cannot be stored at the moment, so this was not sent (${kind}). Please tell an administrator.`,
  },
  notTaken: (user, kind, why) =>
    `${user} sent something that cannot be received (${kind}). ${why} ${user} is being told, too.`,
  notShown: (user, kind, why) =>
    `${user} sent something that cannot be shown here (${kind}). ${why} ${user} is being told that it did not arrive.`,
  why: {
    denied: "The administrator's settings do not allow it.",
    'blocked-extension': "The administrator's settings do not allow this extension.",
    'too-large': 'It is over the size limit.',
    external: 'It is stored outside LINE and was not retrieved.',
    gone: 'It was no longer available from LINE.',
    failed: 'It could not be delivered.',
    'not-taken': 'LINE WORKS does not accept files in this format.',
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
  sides: (incoming, outgoing) => `incoming ${incoming}, outgoing ${outgoing}`,
  incoming: 'Incoming (LINE users → members)',
  outgoing: 'Outgoing (members → LINE users)',
  allowed: 'allowed',
  denied: 'denied',
  blocked: 'Blocked extensions',
  limit: 'Size limit',
  none: 'none',
  megabytes: (size) => `${size} MB`,
  covers:
    'It applies to images, videos, audio and files; text, stickers and locations are always allowed.',
  changed: 'The file policy has been changed.',
  unchanged: 'No change: it is already set that way.',
  stopped: (count) =>
    `Waiting files that will not be sent: ${count}. Their senders are being told.`,
  platformBlocks: (extensions) =>
    `LINE WORKS does not accept these extensions, so such files cannot be received either: ${extensions}`,
  badExtension: (word) => `"${word}" is not a file extension. Example: exe`,
  badLimit: (word, most) =>
    `"${word}" cannot be used as a limit. Type a number of MB greater than 0 and up to ${most}, or "off".`,
  toLineUser: {
    denied: (kind) =>
      `We are sorry, but this account cannot receive this: ${kind}. It has not reached your contact. Please send a text instead.`,
    'blocked-extension': (kind, extension) =>
      `We are sorry, but this account cannot receive ".${extension}" files (${kind}). It has not reached your contact. Please send it in another format, or send a text instead.`,
    'too-large': (kind, limit) =>
      `We are sorry, but what you sent (${kind}) is too large and has not reached your contact. Please send at most ${limit}.`,
  },
  toMember: {
    denied: (kind) =>
      `The administrator's settings do not allow this to be sent to LINE (${kind}). It was not sent.`,
    'blocked-extension': (kind, extension) =>
      `The administrator's settings do not allow ".${extension}" files to be sent to LINE (${kind}). It was not sent.`,
    'too-large': (kind, limit) =>
      `This is too large and was not sent (${kind}). The limit is ${limit}.`,
  },
};
