/** The workspace that the deployment's own environment configures; its paths carry no name. */
export const DEFAULT_WORKSPACE = 'default';

const NAME = /^[a-z0-9](?:-?[a-z0-9]){1,38}$/u;

/** Whether a workspace may be named so in `/w/{name}/…`. */
export const isWorkspaceName = (name: string): boolean =>
  name !== DEFAULT_WORKSPACE && NAME.test(name);
