import type { Milliseconds } from '@lockstep/sei';
import { beginsWithRandomAccess } from './cell.js';
import type { CellSource } from './cell-source.js';
import type { EnqueueOptions, Placement, PlayoutEnd, PlayoutItem, PlayoutItemState } from './playout-item.js';

/** An item as the program sees it: where it goes on, and for how long it has been waited for. */
export class QueuedItem implements PlayoutItem {
  readonly placement: Placement;
  readonly ended: Promise<PlayoutEnd>;
  state: PlayoutItemState = 'waiting';
  /** The cell that comes next. */
  position = 0;
  /** Some of it was shown; up to here. */
  shownUntilMs: Milliseconds | undefined;
  /** Beats for which the playout had nothing else to do than to wait for its cells. */
  waitedBeats = 0;
  #resolveEnd: (end: PlayoutEnd) => void = () => undefined;

  constructor(
    readonly source: CellSource,
    readonly options: EnqueueOptions,
    private readonly onCancel: (item: QueuedItem) => void,
  ) {
    this.placement = options.placement ?? 'last';
    this.ended = new Promise((resolve) => (this.#resolveEnd = resolve));
  }

  get hasBegun(): boolean {
    return this.shownUntilMs !== undefined;
  }

  get isReady(): boolean {
    return this.position < this.source.readyCells;
  }

  /** Nothing is left of it. */
  get isOver(): boolean {
    return this.source.isComplete && !this.isReady;
  }

  /** To be shown as soon as possible: a reaction, or what was interrupted. */
  get isUrgent(): boolean {
    return this.placement === 'now' || this.hasBegun;
  }

  /** It is left before `position`: it can go on only where a decoder may begin. */
  interrupt(): void {
    this.state = 'waiting';
    const { source } = this;
    while (
      this.position > 0 &&
      source.cell(this.position) &&
      !beginsWithRandomAccess(source.cell(this.position))
    ) {
      this.position--;
    }
  }

  cancel(): void {
    if (this.state !== 'ended') this.onCancel(this);
  }

  settle(end: PlayoutEnd): void {
    this.state = 'ended';
    this.#resolveEnd(end);
  }
}
