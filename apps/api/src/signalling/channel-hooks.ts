import type { LedgerEntry } from '@lockstep/contracts';
import type { Checkpoint } from '../sessions/stored-session.js';

export type ChannelHooks = {
  readonly saveCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  /** After the frame is on record. */
  readonly onRecorded?: (entry: LedgerEntry) => void;
};
