import type { WorldOptions } from './world.ts';

const SECRET = 'fedcba9876543210fedcba9876543210';

/** The channel of 田中 花's own OA. */
export const OWN_OA = '1657000002';

/** A world in which 田中 花 has an OA of her own, beside the shared one. */
export const OWN_ACCOUNT = {
  furnish: (line) => {
    line.addAccount({
      channelId: OWN_OA,
      channelSecret: SECRET,
      basicId: '@456hana',
      displayName: '田中 花（専用）',
      webhookUrl: null,
    });
  },
  environment: {
    LINE_CHANNELS: JSON.stringify([{ id: OWN_OA, secret: SECRET, member: 'tanaka@midori' }]),
  },
} as const satisfies WorldOptions;
