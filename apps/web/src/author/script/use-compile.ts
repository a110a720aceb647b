import type { CompileJob, ScriptDraft } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { queries } from '../../api/queries.js';
import { cancelCompile, compileScript, followCompile } from '../../api/scripts.js';

/** How long to wait before a lost line to the server is tried again, ms. */
const tryAgainMs = 1500;

export const isRunning = (job: CompileJob | null): boolean =>
  job?.status === 'queued' || job?.status === 'running';

export type Compiling = {
  readonly job: CompileJob | null;
  readonly cancel: () => void;
  readonly again: () => void;
  readonly error: Error | null;
};

/** The latest compile job of the draft, followed while it runs. `onDone` is called once for each that was seen to end. */
export function useCompile({ lessonId, compile: job }: ScriptDraft, onDone: () => void): Compiling {
  const cache = useQueryClient();
  const write = useCallback(
    (told: CompileJob) =>
      cache.setQueryData(queries.script(lessonId).queryKey, (held) => held && { ...held, compile: told }),
    [cache, lessonId],
  );
  const running = isRunning(job) ? (job?.id ?? null) : null;
  useEffect(() => {
    if (running === null) return;
    return follow(running, (told) => {
      write(told);
      if (!isRunning(told)) onDone();
    });
  }, [running, write, onDone]);
  const { mutate, error } = useMutation({
    mutationFn: (work: () => Promise<CompileJob>) => work(),
    onSuccess: write,
  });
  return {
    job,
    cancel: () => job && mutate(() => cancelCompile(job.id)),
    again: () => mutate(() => compileScript(lessonId, 'draft')),
    error,
  };
}

/** Calls back with every change of a job until it has ended, over as many connections as that takes. */
function follow(jobId: string, onJob: (job: CompileJob) => void): () => void {
  const aborter = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const hear = (told: CompileJob) => {
    if (aborter.signal.aborted || ended) return;
    ended = !isRunning(told);
    onJob(told);
  };
  const connect = () => {
    const again = () => {
      if (!ended && !aborter.signal.aborted) timer = setTimeout(connect, tryAgainMs);
    };
    followCompile(jobId, hear, aborter.signal).then(again, again);
  };
  connect();
  return () => {
    clearTimeout(timer);
    aborter.abort();
  };
}
