/** A small typed emitter. A listener that throws is reported and does not keep the others from hearing. */
export class Listeners<Events extends Record<string, unknown>> {
  readonly #byType = new Map<keyof Events, Set<(payload: never) => void>>();

  constructor(private readonly onError: (error: unknown) => void) {}

  /** @returns a function that takes the listener away again */
  on<T extends keyof Events>(type: T, listener: (payload: Events[T]) => void): () => void {
    const listeners = this.#byType.get(type) ?? new Set();
    this.#byType.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<T extends keyof Events>(type: T, payload: Events[T]): void {
    const listeners = this.#byType.get(type) as Set<(payload: Events[T]) => void> | undefined;
    if (listeners === undefined || listeners.size === 0) return;
    for (const listener of [...listeners]) {
      try {
        listener(payload);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}

/** Where an error of a listener goes when nobody asked for it: said once, and the stream goes on. */
export const warnOf = (error: unknown): void =>
  process.emitWarning(
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    'LockstepMedia',
  );
