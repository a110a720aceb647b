import { useCallback, useEffect, useState } from 'react';

export type Resource<T> = {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  /** Loads again; what is there stays until the new value has come. */
  readonly reload: () => void;
  /** Changes what is held by what has just been heard; nothing while nothing is held. */
  readonly update: (change: (held: T) => T) => void;
};

/** What `load` answers; loaded again when it changes, so give it a stable function. */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [held, setHeld] = useState<{ value?: T; error?: unknown; loading: boolean }>({ loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const aborter = new AbortController();
    setHeld((before) => ({ ...before, loading: true }));
    load(aborter.signal).then(
      (value) => {
        if (!aborter.signal.aborted) setHeld({ value, loading: false });
      },
      (error: unknown) => {
        if (!aborter.signal.aborted) setHeld((before) => ({ ...before, error, loading: false }));
      },
    );
    return () => aborter.abort();
  }, [load, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const update = useCallback(
    (change: (held: T) => T) =>
      setHeld((before) => (before.value === undefined ? before : { ...before, value: change(before.value) })),
    [],
  );
  return { value: held.value, error: held.error, loading: held.loading, reload, update };
}

/** Loads again every `everyMs` for as long as the page can be seen. */
export function useReloadEvery(everyMs: number, reload: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);
}
