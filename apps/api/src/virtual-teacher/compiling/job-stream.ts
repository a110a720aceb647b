import type { CompileJob } from '@lockstep/contracts';
import type { Request, Response } from 'express';
import type { CompileJobs } from '../../lessons/compiles/compile-jobs.js';

/** Silence after which proxies give a connection up. */
const KEEP_ALIVE_MS = 15_000;

const hasEnded = ({ status }: CompileJob): boolean => status !== 'queued' && status !== 'running';

/** Server-sent events (HTML Living Standard, 9.2): the job as it is, then each change of it, until it has ended. */
export async function streamJob(
  jobs: CompileJobs,
  id: string,
  request: Request,
  response: Response,
): Promise<void> {
  let isOpen = false;
  let last: CompileJob | undefined;
  const tell = (job: CompileJob) => {
    last = job;
    if (!isOpen || response.writableEnded) return;
    response.write(`event: job\ndata: ${JSON.stringify(job)}\n\n`);
    if (hasEnded(job)) response.end();
  };
  const stop = jobs.onChanged((job) => {
    if (job.id === id) tell(job);
  });
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  const close = () => {
    clearInterval(keepAlive);
    stop();
  };
  try {
    const now = await jobs.get(id); // after listening began: no change falls between
    request.once('close', close);
    response.once('finish', close);
    response.status(200).type('text/event-stream').setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Accel-Buffering', 'no');
    response.flushHeaders();
    isOpen = true;
    tell(last ?? now);
  } catch (error) {
    close();
    throw error;
  }
}
