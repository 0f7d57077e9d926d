/** A name chosen by its bearer may already contain an honorific. */
const HONORIFIC = /(?:さん|さま|様|殿|先生|ちゃん|くん)$/u;

/** A person spoken of: 田中 花さん, and さくら様 unchanged. */
export const san = (name: string): string => (HONORIFIC.test(name) ? name : `${name}さん`);

/** A LINE user, whose name is freely chosen: 「山田」さん, and 「さくら様」 unchanged. */
export const quotedSan = (name: string): string =>
  `「${name}」${HONORIFIC.test(name) ? '' : 'さん'}`;
