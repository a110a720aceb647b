import { Injectable, Logger } from '@nestjs/common';

/** A class of events: each lies beside the subject that publishes it. */
type EventClass<E extends object> = abstract new (...parameters: never[]) => E;
type Listener = (event: object) => unknown;

/**
 * Tells the rest of the process what happened. A subject publishes and does not know who listens; a listener that fails
 * is logged, and never fails what was published.
 */
@Injectable()
export class EventBus {
  readonly #logger = new Logger('Events');
  readonly #listeners = new Map<unknown, Set<Listener>>();

  /**
   * @param type the class of the events
   * @param listener called in the moment of publishing; a promise that it returns is not waited for
   * @returns a function that takes the listener away again
   */
  on<E extends object>(type: EventClass<E>, listener: (event: E) => unknown): () => void {
    const listeners = this.#listeners.get(type) ?? new Set<Listener>();
    this.#listeners.set(type, listeners);
    const added: Listener = (event) => listener(event as E);
    listeners.add(added);
    return () => void listeners.delete(added);
  }

  /** Never throws. */
  publish(event: object): void {
    for (const listener of [...(this.#listeners.get(event.constructor) ?? [])]) {
      try {
        const done = listener(event);
        if (done instanceof Promise) done.catch((error: unknown) => this.#logger.error(error));
      } catch (error) {
        this.#logger.error(error);
      }
    }
  }
}
