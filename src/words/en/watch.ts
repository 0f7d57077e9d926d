import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const watch: Words['watch'] = {
  gap: {
    toAdmins: (from, to, rooms) =>
      `The system was down from ${from} to ${to}, and nothing could be received.\n- Messages and actions from LINE WORKS did not arrive and will not arrive later.${rooms > 0 ? ` The ${plural(rooms, 'talk room', 'talk rooms')} used in the hour before ${rooms === 1 ? 'is' : 'are'} being asked to send again.` : ''}\n- Messages of LINE users come again from LINE if "Webhook redelivery" is on in the LINE Developers Console. Otherwise they are lost.\nAsk whoever runs the server to look into its log for the cause.`,
    toRoom: (from, to) =>
      `The system was down from ${from} to ${to}. Messages sent here in that time did not reach the LINE user. Please send them again. Messages of the LINE user arrive later if LINE sends them again (that depends on the settings of the LINE Official Account).`,
    status: (from, to) => `Nothing could be received (latest): from ${from} to ${to}`,
  },
  alerts: {
    waiting: (platform, since) =>
      `[Alert] Delivery to ${platform} is late. The oldest message has been waiting since ${since}. Messages are sent in order, but take long to arrive. "status" shows how many are waiting. If it lasts, ask whoever runs the server to look into its log.`,
    failing: (platform, since) =>
      `[Alert] Delivery to ${platform} has stopped (since ${since}). ${platform} does not answer or refuses what is sent. Waiting messages are sent again automatically, and whoever wrote a message that does not arrive is told. Check "status" and "doctor" for the cause.`,
    silentLine: (last) =>
      `[Alert] Nothing has come from LINE for longer than usual (last at ${last}). Messages of LINE users may not be arriving. Check the webhook with "doctor". If today is a day off, nothing is wrong.`,
    silentWorks: (last) =>
      `[Alert] Nothing has come from LINE WORKS for longer than usual (last at ${last}). Messages of members may not be arriving, and those do not arrive later. Check the bots' Callback settings with "doctor". If today is a day off, nothing is wrong.`,
    diskLow: (free, floor) =>
      `[Alert] The server's disk is nearly full (${free} free). Below ${floor}, images, videos, audio and files are no longer passed on; later on, no message can be received. Free some space, or keep files for fewer days with MEDIA_RETENTION_DAYS.`,
    storeNear: (stored) => `The stored files have nearly reached their limit (${stored}).`,
    certificateNear: (address, end) =>
      `[Alert] The server certificate of ${address} is about to expire (valid until ${end}). After that, nothing can be received from LINE or LINE WORKS. Have its automatic renewal checked, and renew it before then.`,
    certificateOver: (address, end) =>
      `[Alert] The server certificate of ${address} has expired (it was valid until ${end}). Nothing can be received from LINE or LINE WORKS. Renew it now.`,
  },
  cleared: {
    delivery: (platform, since) =>
      `[Resolved] Delivery to ${platform} is back to normal (alert since ${since}). Whoever wrote a message that did not arrive is told.`,
    silence: (platform) => `[Resolved] Events from ${platform} are arriving again.`,
    disk: "[Resolved] The server's disk has enough free space again.",
    store:
      '[Resolved] The stored files take less than 85% of their limit. Images, videos, audio and files can be passed on.',
    certificate: (address) => `[Resolved] The server certificate of ${address} was renewed.`,
  },
  certificateUntil: (end) => `valid until ${end}`,
  certificateUnseen: (why) =>
    `cannot be checked from this server (${why}); nothing is wrong if it is reached from outside`,
};
