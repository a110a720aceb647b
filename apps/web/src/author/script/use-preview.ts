import type { Preview } from '@lockstep/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { startPreview, type Which } from '../../api/scripts.js';

export type Previewing = {
  readonly preview: Preview | null;
  readonly starting: boolean;
  readonly error: unknown;
  /** Begins to show the lesson at this time; what was shown before ends. */
  readonly playFrom: (atMs: number) => void;
  readonly stop: () => void;
};

/** A preview of the lesson for its author alone. Every jump is a new preview, which begins at once where it is wanted. */
export function usePreview(lessonId: string, version: Which): Previewing {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const stop = useCallback(() => {
    running.current?.abort();
    setPreview(null);
    setStarting(false);
  }, []);
  const playFrom = useCallback(
    (atMs: number) => {
      running.current?.abort();
      const aborter = new AbortController();
      running.current = aborter;
      setStarting(true);
      setError(undefined);
      startPreview(lessonId, { version, atMs: Math.round(atMs) }, aborter.signal)
        .then(setPreview, (refusal: unknown) => {
          if (!aborter.signal.aborted) setError(refusal);
        })
        .finally(() => {
          if (running.current === aborter) setStarting(false);
        });
    },
    [lessonId, version],
  );
  return { preview, starting, error, playFrom, stop };
}
