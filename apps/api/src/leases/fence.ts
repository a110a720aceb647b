/**
 * What a statement checks before it writes about sessions. Its rows are `given`, each with the `epoch` in which it is written.
 */
export type Fence = {
  /** False: no other process can be there, and nothing is checked. */
  readonly isUp: boolean;
  /** For the name of the statement: a name has one text. */
  readonly suffix: string;
  /** Leaves only rows of sessions that this process carries. @param sessionId the column of `given` that names the session */
  join(sessionId: string): string;
  /** Makes a process that takes a session over wait until this is committed. Behind all other conditions. */
  readonly lock: string;
};

/** Of a database that several processes may write to. */
export const FENCE: Fence = {
  isUp: true,
  suffix: '-fenced',
  join: (sessionId) =>
    `JOIN session_lease lease ON lease.session_id = ${sessionId} AND lease.epoch = given.epoch`,
  lock: 'FOR SHARE OF lease',
};

/** Of the embedded database, whose folder one process holds. A lock of a row is a write, and each airing would pay for it. */
export const NO_FENCE: Fence = { isUp: false, suffix: '', join: () => '', lock: '' };
