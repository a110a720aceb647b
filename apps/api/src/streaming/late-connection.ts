import type { WhepViewer } from '@lockstep/media';

/** The connection of a viewer that is counted before it is made: while its offer is answered. */
export class LateConnection {
  readonly #listeners: (() => void)[] = [];
  #viewer: WhepViewer | undefined;
  #isClosed = false;

  onClose(listener: () => void): void {
    if (this.#isClosed) listener();
    else this.#listeners.push(listener);
  }

  close(): void {
    this.#viewer?.close();
    this.#ended();
  }

  /** The viewer is there. */
  made(viewer: WhepViewer): void {
    this.#viewer = viewer;
    viewer.onClose(() => this.#ended());
    if (this.#isClosed) viewer.close();
  }

  /** The request is over: without a viewer there is nobody. */
  answered(): void {
    if (!this.#viewer) this.#ended();
  }

  #ended(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
