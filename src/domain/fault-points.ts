/*
 * The boundaries between the steps of the house. A crash test ends the process at each of them; nothing else knows
 * them. They are told to what the test's own entry hands to the bridge: a start of the product hands nothing, and no
 * variable of the environment can change that.
 */

/**
 * `write`: written, not committed. `commit`: committed, and nobody knows yet. `leaves`: a call leaves now.
 * `answered`: the platform has answered, and that is not written yet.
 */
export const FAULT_POINTS = [
  'receive.write',
  'receive.commit',
  'relay.write',
  'relay.commit',
  'claim.write',
  'claim.commit',
  'settle.write',
  'settle.commit',
  'send-line.leaves',
  'send-line.answered',
  'send-line-works.leaves',
  'send-line-works.answered',
  'create-room.leaves',
  'create-room.answered',
  'fetch.leaves',
  /** The bytes are here, without their name. */
  'fetch.half',
  /** They have their name, and no row knows them. */
  'fetch.named',
  /** The request under way names them. */
  'fetch.held',
  'fetch.answered',
  'upload.leaves',
  'upload.answered',
  'look.leaves',
  'look.answered',
  /** A command has been carried out, in the transaction of its event. */
  'run.command',
  /** A job has begun. */
  'run.begin',
  /** Its work is done, and it is still planned. */
  'run.done',
  'run.commit',
  /** A slice of forgetting a LINE user. */
  'erase.write',
  'erase.commit',
  /** The bytes of a file are gone, and their row is not. */
  'erase.bytes',
  'erase.bytes-commit',
  'erase.scrub',
  'erase.scrubbed',
  'migrate.write',
  /** A slice of a migration. */
  'migrate.slice',
  /** One of several transactions of an upgrade is done. */
  'migrate.sliced',
  'migrate.commit',
  'migrate.anew',
  'migrate.rewritten',
] as const;

export type FaultPoint = (typeof FAULT_POINTS)[number];

/** What a call to a platform is for. */
export type CallArea =
  | 'send-line'
  | 'send-line-works'
  | 'create-room'
  | 'fetch'
  | 'upload'
  | 'look';

/** Is told when the process comes to a boundary. Absent outside crash tests. */
export type Reached = (point: FaultPoint) => void;
