/** What settings name that only one workspace can have. */
export interface Claims {
  /** The LINE WORKS domain; null: the settings name none. */
  readonly domainId: string | null;
  /** The OAs, by the setting that names them. Settings that name none of theirs give them back. */
  readonly channels: readonly NamedChannels[];
}

export interface NamedChannels {
  readonly variable: string;
  readonly channelIds: readonly string[];
}

export const NO_CLAIMS: Claims = { domainId: null, channels: [] };
