export { milliseconds, type Milliseconds } from '@lockstep/sei';

/** A cue is numbered this long before its frame: early enough for the ledger, late enough that numbers follow time. */
export const CUE_LEAD_MS = 250;
