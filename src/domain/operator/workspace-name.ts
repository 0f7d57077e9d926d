/** The workspace of a deployment that is configured by its environment: the paths without `/w/` lead to it. */
export const DEFAULT_WORKSPACE = 'default';

const NAME = /^[a-z0-9](?:-?[a-z0-9]){1,38}$/;

/** A name may stand in an address (`/w/{name}/…`) and for ever: links in customers' chats carry it. */
export const isWorkspaceName = (text: string): boolean => NAME.test(text);
