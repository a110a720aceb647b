/** Listeners by type, called in the order in which they were added; `Events` maps a type to what its listeners are given. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(detail: never) => void>>();
  readonly #onListenerError: (error: unknown) => void;

  /** `onListenerError` hears what a listener throws: one broken listener must not silence the others. */
  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError;
  }

  /** Returns the function that takes the listener away again. */
  on<Type extends keyof Events>(type: Type, listener: (detail: Events[Type]) => void): () => void {
    const ofType = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, ofType);
    ofType.add(listener);
    return () => void ofType.delete(listener);
  }

  emit<Type extends keyof Events>(type: Type, detail: Events[Type]): void {
    const ofType = this.#listeners.get(type);
    if (ofType === undefined) return;
    for (const listener of [...ofType] as ((detail: Events[Type]) => void)[]) {
      try {
        listener(detail);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
