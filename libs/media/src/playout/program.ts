import { milliseconds, type Milliseconds } from '@lockstep/sei';
import type { StreamHeaders } from '../stream/media-frame.js';
import { CELL_VIDEO_FRAMES, VIDEO_FRAME_MS, type Cell } from './cell.js';
import type { CellSource } from './cell-source.js';
import { ItemQueue } from './item-queue.js';
import type { EnqueueOptions, PlayoutOutcome, ScheduledRun } from './playout-item.js';
import { QueuedItem } from './queued-item.js';

export type ProgramOptions = {
  readonly idle: CellSource;
  /** An item that is in no hurry is scheduled at least so many beats ahead. */
  readonly leadBeats: number;
  /** Beats after which an item whose cells do not come is given up. */
  readonly starveBeats: number;
  /** Takes a call to a listener; makes it when the program is in order again, in turn. */
  readonly tell: (call: () => void) => void;
};

type Run = {
  readonly item: QueuedItem;
  readonly scheduled: ScheduledRun;
  readonly startCell: number;
  readonly fromCell: number;
};

/**
 * What is shown: the idle clip, and items at cell borders. It knows no clock: a beat is one frame of video. Every switch to an
 * item is decided a whole beat before the border, so that its times can be announced before its first frame.
 *
 *                  plan(): its start is certain             enterCell() at its border
 *   waiting ─────────────────────────────────► scheduled ────────────────────────────► playing ──► ended
 *      ▲  │                                        │                                      │    finished, failed: no cell is left
 *      │  └─► ended: cancelled, starved            │ pause, clear, hand-over              │    cancelled: skip, or cut with
 *      ◄───────────────────────────────────────────┘                                      │    `whenCut: 'cancel'`
 *      ◄──────────────────────────────────────────────────────────────────────────────────┘
 *         interrupted: paused, cut by a reaction, out of ready cells, hand-over
 */
export class Program {
  readonly queue = new ItemQueue();
  readonly #options: ProgramOptions;
  #idle: CellSource;
  #idleCell = 0;
  /** The next one to be shown. Counts from the beginning of the publication; at a cell border the cell is not entered yet. */
  #beat = 0;
  /** Stream time of beat 0; undefined until it was shown. */
  #originMs: number | undefined;
  #playing: Run | undefined;
  #next: Run | undefined;
  /** The item that plays is left at this border. */
  #stop: { readonly cell: number; readonly isCancelled: boolean } | undefined;
  #isPaused = false;
  /** The cell of this beat is entered, its first frame not yet shown. */
  #isEntered = false;

  constructor(options: ProgramOptions) {
    this.#options = options;
    this.#idle = options.idle;
  }

  get beat(): number {
    return this.#beat;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get playing(): QueuedItem | undefined {
    return this.#playing?.item;
  }

  get scheduled(): QueuedItem | undefined {
    return this.#next?.item;
  }

  set idle(idle: CellSource) {
    this.#idle = idle;
    this.#idleCell = 0;
  }

  /** The first frame of the publication is at this time of the stream. */
  begin(originMs: Milliseconds): void {
    this.#originMs = originMs;
  }

  /** The publication is over, perhaps within a cell; what was playing goes on in the next one. */
  suspend(): void {
    this.#withdrawNext();
    const frameInCell = this.#beat % CELL_VIDEO_FRAMES;
    if (this.#playing !== undefined) {
      const { item } = this.#playing;
      if (this.#stop?.isCancelled) this.#end(item, 'cancelled');
      else if (frameInCell === 0 && !this.#isEntered && item.isOver) this.#end(item, outcomeOf(item));
      else {
        if (frameInCell > 0 || this.#isEntered) item.position--;
        this.#interrupt(item, item.position * CELL_VIDEO_FRAMES + frameInCell);
      }
    }
    this.#beat = 0;
    this.#isEntered = false;
    this.#idleCell = 0;
    this.#originMs = undefined;
  }

  enqueue(source: CellSource, options: EnqueueOptions): QueuedItem {
    const item = new QueuedItem(source, options, (cancelled) => this.cancel(cancelled));
    this.queue.add(item);
    this.plan();
    return item;
  }

  cancel(item: QueuedItem): void {
    if (this.#playing?.item === item) return this.skip();
    if (this.#next?.item === item) this.#withdrawNext();
    if (this.queue.remove(item)) this.#settle(item, 'cancelled');
    this.plan();
  }

  /** Leaves the item that plays at the next border. */
  skip(): void {
    if (this.#playing === undefined) return;
    this.#stop = { cell: this.#stop?.cell ?? this.#earliestCell, isCancelled: true };
    this.plan();
  }

  pause(): void {
    this.#isPaused = true;
    this.#withdrawNext();
    if (this.#playing !== undefined) this.#stop ??= { cell: this.#earliestCell, isCancelled: false };
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#stop?.isCancelled === false) this.#stop = undefined;
    this.plan();
  }

  /** The cell that begins with this beat. */
  enterCell(): { readonly cell: Cell; readonly headers: StreamHeaders } {
    this.#leave(this.#beat / CELL_VIDEO_FRAMES);
    this.#startNext(this.#beat / CELL_VIDEO_FRAMES);
    this.#isEntered = true;
    const item = this.#playing?.item;
    const cell = item?.source.cell(item.position);
    if (item === undefined || cell === undefined) return this.#enterIdleCell();
    item.position++;
    return { cell, headers: item.source.headers };
  }

  /** The frame of this beat was shown. */
  advance(): void {
    this.#beat++;
    this.#isEntered = false;
    this.#waitForHead();
    this.plan();
  }

  /** Schedules the head of the queue as soon as its start is certain. */
  plan(): void {
    if (this.#originMs === undefined || this.#next !== undefined || this.#isPaused) return;
    for (let { head } = this.queue; head?.isOver; { head } = this.queue) {
      this.queue.remove(head);
      this.#settle(head, outcomeOf(head));
    }
    const { head } = this.queue;
    if (!head?.isReady) return;
    const startCell = this.#startCellFor(head);
    if (startCell === undefined) return;
    this.queue.remove(head);
    head.state = 'scheduled';
    head.waitedBeats = 0;
    const fromCell = head.position;
    const fromFrame = fromCell * CELL_VIDEO_FRAMES;
    const startPtsMs = this.#ptsOfBeat(startCell * CELL_VIDEO_FRAMES);
    const ptsOf = (frame: number): Milliseconds =>
      milliseconds(startPtsMs + (frame - fromFrame) * VIDEO_FRAME_MS);
    const scheduled: ScheduledRun = { fromFrame, startPtsMs, ptsOf };
    this.#next = { item: head, scheduled, startCell, fromCell };
    this.#options.tell(() => head.options.onScheduled?.(scheduled));
  }

  /** The first border that leaves a whole beat to tell of it. */
  get #earliestCell(): number {
    return Math.ceil((this.#beat + 1) / CELL_VIDEO_FRAMES);
  }

  /** Where the item that plays will be over; undefined while it grows. */
  get #endCell(): number | undefined {
    if (this.#playing === undefined) return undefined;
    const { item, startCell, fromCell } = this.#playing;
    const end = item.source.isComplete ? startCell + item.source.readyCells - fromCell : Infinity;
    const cell = Math.min(end, this.#stop?.cell ?? Infinity);
    return cell === Infinity ? undefined : cell;
  }

  #startCellFor(head: QueuedItem): number | undefined {
    const earliest = this.#earliestCell;
    const unhurried = Math.ceil((this.#beat + this.#options.leadBeats) / CELL_VIDEO_FRAMES);
    if (this.#playing === undefined) return head.isUrgent ? earliest : Math.max(earliest, unhurried);
    if (head.placement === 'now' && this.#playing.item.placement !== 'now') return earliest;
    const end = this.#endCell;
    if (end === undefined) return undefined;
    const start = Math.max(end, earliest);
    return start * CELL_VIDEO_FRAMES - this.#beat <= this.#options.leadBeats ? start : undefined;
  }

  /** What plays ends at this border, is cut by what comes next, or has no cell ready. */
  #leave(cell: number): void {
    if (this.#playing === undefined) return;
    const { item } = this.#playing;
    const departure = this.#departureOf(item, cell);
    if (departure === 'interrupted') this.#interrupt(item, item.position * CELL_VIDEO_FRAMES);
    else if (departure !== undefined) this.#end(item, departure);
  }

  /** How an item leaves at this border; undefined: it stays. */
  #departureOf(item: QueuedItem, cell: number): PlayoutOutcome | 'interrupted' | undefined {
    if (item.isOver) return outcomeOf(item);
    const isStopped = this.#stop !== undefined && this.#stop.cell <= cell;
    const isCut = this.#next?.startCell === cell;
    if (isStopped && this.#stop?.isCancelled) return 'cancelled';
    if (isCut && item.options.whenCut === 'cancel') return 'cancelled';
    return isStopped || isCut || !item.isReady ? 'interrupted' : undefined;
  }

  #startNext(cell: number): void {
    const next = this.#next;
    if (next?.startCell !== cell) return;
    this.#next = undefined;
    this.#playing = next;
    this.#idleCell = 0;
    next.item.state = 'playing';
    this.#options.tell(() => next.item.options.onStarted?.(next.scheduled));
  }

  #enterIdleCell(): { readonly cell: Cell; readonly headers: StreamHeaders } {
    const cell = this.#idle.cell(this.#idleCell);
    if (cell === undefined) throw new RangeError('The idle clip has no cell.');
    this.#idleCell = (this.#idleCell + 1) % this.#idle.readyCells;
    return { cell, headers: this.#idle.headers };
  }

  #waitForHead(): void {
    const { head } = this.queue;
    if (head === undefined || head.isReady || this.#playing !== undefined || this.#isPaused) return;
    if (++head.waitedBeats <= this.#options.starveBeats || head.isOver) return;
    this.queue.remove(head);
    this.#settle(head, 'starved');
  }

  #withdrawNext(): void {
    if (this.#next === undefined) return;
    const { item, scheduled } = this.#next;
    this.#next = undefined;
    item.interrupt();
    this.queue.putBack(item);
    const at = { frame: scheduled.fromFrame, ptsMs: scheduled.startPtsMs };
    this.#options.tell(() => item.options.onInterrupted?.(at));
  }

  #interrupt(item: QueuedItem, frame: number): void {
    const ptsMs = this.#left(item);
    item.interrupt();
    this.queue.putBack(item);
    this.#options.tell(() => item.options.onInterrupted?.({ frame, ptsMs }));
  }

  #end(item: QueuedItem, outcome: PlayoutOutcome): void {
    this.#left(item);
    this.#settle(item, outcome);
  }

  /** Nothing plays any more, from this beat on. */
  #left(item: QueuedItem): Milliseconds {
    this.#playing = undefined;
    this.#stop = undefined;
    item.shownUntilMs = this.#ptsOfBeat(this.#beat);
    return item.shownUntilMs;
  }

  #settle(item: QueuedItem, outcome: PlayoutOutcome): void {
    const { failure } = item.source;
    const end = {
      outcome,
      endPtsMs: item.shownUntilMs,
      ...(outcome === 'failed' ? { error: failure } : {}),
    };
    item.settle(end);
    this.#options.tell(() => item.options.onEnded?.(end));
  }

  #ptsOfBeat(beat: number): Milliseconds {
    return milliseconds((this.#originMs ?? 0) + beat * VIDEO_FRAME_MS);
  }
}

const outcomeOf = ({ source }: QueuedItem): PlayoutOutcome =>
  source.failure === undefined ? 'finished' : 'failed';
