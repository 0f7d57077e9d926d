/** Names the story's workspace in each request: its paths are those of a deployment. */
export const STORY = 'x-story';

/** Below this path, a story orders its runtime about. */
export const ORDERS = '/story/';

/** What a story can order, as JSON in the body. */
export interface Orders {
  /** Sets the clock, and makes the workspace on the first call. */
  readonly begin: {
    readonly now: number;
    readonly variables: Readonly<Record<string, string>>;
    /** Members who have chosen Japanese. */
    readonly japanese: readonly string[];
  };
  /** Sets the clock, and does what is due. */
  readonly settle: { readonly now: number };
  /** Whether everything that came in has been worked on. */
  readonly heard: { readonly now: number };
  readonly query: { readonly sql: string };
  /** Verifies the audit log in the object. */
  readonly verify: Record<string, never>;
  /** The digests of the files that are in the bucket. */
  readonly files: Record<string, never>;
  /** Resets the object, as a deploy does. */
  readonly reset: Record<string, never>;
}

export type Order = keyof Orders;
