/** The tables of migrations/, typed. */
export * from './schema/checkpoints.ts';
export * from './schema/exports.ts';
export * from './schema/keeping.ts';
export * from './schema/log.ts';
export * from './schema/people.ts';
export * from './schema/queue.ts';
export * from './schema/settings.ts';
export * from './schema/talk-rooms.ts';
export * from './schema/watch.ts';
export * from './schema/workspace.ts';
