import { type DeckReference } from '@lockstep/contracts';

/** What compiling a script made: the clips lie in the clip store, the slides in a deck. */
export type CompiledRecord = {
  /** null for a lesson without slides. */
  readonly deck: DeckReference | null;
  readonly durationMs: number;
  readonly manifest: object;
};
