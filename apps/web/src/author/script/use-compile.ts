import type { CompileJob } from '@lockstep/contracts';
import { useCallback, useEffect, useState } from 'react';
import { cancelCompile, compileScript, followCompile } from '../../api/scripts.js';

/** How long to wait before a lost line to the server is tried again, ms. */
const tryAgainMs = 1500;

export const isRunning = (job: CompileJob | null): boolean =>
  job?.status === 'queued' || job?.status === 'running';

export type Compiling = {
  readonly job: CompileJob | null;
  readonly cancel: () => Promise<void>;
  readonly again: () => Promise<void>;
};

/** The latest compile job of the draft, followed while it runs. `onDone` hears once of each one that was seen to end. */
export function useCompile(
  lessonId: string,
  token: string,
  latest: CompileJob | null,
  onDone: () => void,
): Compiling {
  const [told, setTold] = useState<CompileJob | null>(latest);
  // Of two words about one job that of the stream is the newer one.
  const job = latest !== null && latest.id !== told?.id ? latest : told;
  const running = isRunning(job) ? (job?.id ?? null) : null;

  useEffect(() => {
    if (running === null) return;
    const aborter = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const hear = (heard: CompileJob) => {
      if (aborter.signal.aborted) return;
      setTold(heard);
      if (!isRunning(heard) && !ended) {
        ended = true;
        onDone();
      }
    };
    const follow = () => {
      const again = () => {
        if (!ended && !aborter.signal.aborted) timer = setTimeout(follow, tryAgainMs);
      };
      followCompile(running, token, hear, aborter.signal).then(again, again);
    };
    follow();
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [running, token, onDone]);

  const cancel = useCallback(async () => {
    if (job) setTold(await cancelCompile(job.id, token));
  }, [job, token]);
  const again = useCallback(async () => {
    setTold(await compileScript(lessonId, token, 'draft'));
  }, [lessonId, token]);
  return { job, cancel, again };
}
