/*
 * The public address of a workspace: an origin where it has a host of its own, and an origin with a path where many
 * share one (`/w/{workspace}`). Inside, paths begin at the workspace; the front takes the path off.
 */

/** Where a named workspace is reached, without a trailing slash. */
export const publicBase = (origin: string, workspace: string): string => `${origin}/w/${workspace}`;

/** The path of a public address, without a trailing slash; empty for an origin. */
export const publicPath = (publicUrl: string): string =>
  new URL(publicUrl).pathname.replace(/\/$/, '');

/** The origin of a public address, as browsers send it. */
export const publicOrigin = (publicUrl: string): string => new URL(publicUrl).origin;
