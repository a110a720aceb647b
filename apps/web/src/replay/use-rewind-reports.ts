import { useEffect } from 'react';
import type { LessonView } from '../stage/lesson-view.js';
import { RewindWatch } from './rewind-watch.js';

/** Tells the server to which moment, in stream time, somebody went back. */
export type TellRewind = (ptsMs: number) => Promise<unknown>;

/** A count that does not arrive changes nothing for the person who watches. */
const lost = () => undefined;

/** @param tell undefined: nobody counts here */
export function useRewindReports(view: LessonView, tell: TellRewind | undefined): void {
  useEffect(() => {
    if (!tell) return;
    const watch = new RewindWatch((ptsMs) => void tell(ptsMs).catch(lost));
    const stop = view.onFrame((ptsMs) => watch.frame(ptsMs));
    const leave = () => watch.flush();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      stop();
      watch.flush();
    };
  }, [view, tell]);
}
