import type { Placement } from './playout-item.js';
import type { QueuedItem } from './queued-item.js';

const RANK: Readonly<Record<Placement, number>> = { now: 0, next: 1, last: 2 };
/** What was interrupted goes on before anything else that is not a reaction. */
const INTERRUPTED_RANK = 0.5;

/** Items in the order in which they are to be played. */
export class ItemQueue {
  readonly #items: { readonly rank: number; readonly item: QueuedItem }[] = [];

  get head(): QueuedItem | undefined {
    return this.#items[0]?.item;
  }

  get length(): number {
    return this.#items.length;
  }

  get items(): readonly QueuedItem[] {
    return this.#items.map(({ item }) => item);
  }

  /** Behind all of its kind. */
  add(item: QueuedItem): void {
    this.#insert(item, RANK[item.placement], (rank, other) => other > rank);
  }

  /** Before all of its kind: it was scheduled or playing, and did not come to its end. */
  putBack(item: QueuedItem): void {
    const rank = item.hasBegun ? Math.min(RANK[item.placement], INTERRUPTED_RANK) : RANK[item.placement];
    this.#insert(item, rank, (own, other) => other >= own);
  }

  /** @returns whether it was there */
  remove(item: QueuedItem): boolean {
    const index = this.#items.findIndex((queued) => queued.item === item);
    if (index >= 0) this.#items.splice(index, 1);
    return index >= 0;
  }

  #insert(item: QueuedItem, rank: number, isBefore: (own: number, other: number) => boolean): void {
    const index = this.#items.findIndex((queued) => isBefore(rank, queued.rank));
    this.#items.splice(index < 0 ? this.#items.length : index, 0, { rank, item });
  }
}
