import type { StreamHeaders } from '../stream/media-frame.js';
import type { Cell } from './cell.js';

/** A clip to be played: whole, or still growing while it plays. */
export interface CellSource {
  readonly headers: StreamHeaders;
  /** Cells that may be played by now. */
  readonly readyCells: number;
  /** No more cells come. */
  readonly isComplete: boolean;
  /** Why no more cells come, where that is not the end of the clip. */
  readonly failure?: unknown;
  /** @returns undefined for a cell that is not ready */
  cell(index: number): Cell | undefined;
  /** Calls back whenever one of the above changes. @returns a function that takes the listener away again */
  onChange?(listener: () => void): () => void;
}
