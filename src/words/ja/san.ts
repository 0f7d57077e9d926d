/** A name that somebody chose for themselves may bring its honorific along. */
const HONORIFIC = /(?:さん|さま|様|殿|先生|ちゃん|くん)$/u;

/** A person spoken of: 田中 花さん, and さくら様 as it is. */
export const san = (name: string): string => (HONORIFIC.test(name) ? name : `${name}さん`);

/** A LINE user, whose name anybody may choose: 「山田」さん, and 「さくら様」 as it is. */
export const quotedSan = (name: string): string =>
  `「${name}」${HONORIFIC.test(name) ? '' : 'さん'}`;
