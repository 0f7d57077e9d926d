/** How a job ended. */
export type BotJobEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly afterMs: number };
