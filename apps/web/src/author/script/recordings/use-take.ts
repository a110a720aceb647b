import { useCallback, useEffect, useRef, useState } from 'react';
import { Recording } from '../../../stage/recorder.js';

/** One recording on its way: of which sentence, and what is to be decided about it. */
export type Take =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly sentence: string }
  | { readonly kind: 'recording'; readonly sentence: string; readonly recording: Recording }
  | { readonly kind: 'made'; readonly sentence: string; readonly audio: Blob }
  | { readonly kind: 'failed'; readonly sentence: string; readonly error: unknown };

/** Records one sentence at a time; the microphone is released when the page goes away. */
export function useTake() {
  const [take, setTake] = useState<Take>({ kind: 'none' });
  const held = useRef<Recording | undefined>(undefined);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      held.current?.cancel();
    };
  }, []);
  const start = useCallback((sentence: string) => {
    held.current?.cancel();
    held.current = undefined;
    setTake({ kind: 'asking', sentence });
    Recording.start().then(
      (recording) => {
        if (isGone.current) return recording.cancel();
        held.current = recording;
        setTake({ kind: 'recording', sentence, recording });
      },
      (error: unknown) => setTake({ kind: 'failed', sentence, error }),
    );
  }, []);
  const stop = useCallback(() => {
    const recording = held.current;
    if (!recording) return;
    held.current = undefined;
    recording.stop().then(
      (audio) => setTake((now) => ({ kind: 'made', sentence: 'sentence' in now ? now.sentence : '', audio })),
      (error: unknown) =>
        setTake((now) => ({ kind: 'failed', sentence: 'sentence' in now ? now.sentence : '', error })),
    );
  }, []);
  const drop = useCallback(() => setTake({ kind: 'none' }), []);
  return { take, start, stop, drop };
}
