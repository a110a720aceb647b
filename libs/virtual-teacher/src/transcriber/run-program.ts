import { spawn } from 'node:child_process';
import { TranscriptionFailed } from './transcriber.js';

export type RunOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs: number;
  /** More output than this ends the program. */
  readonly maxBytes: number;
};

export type RunResult = { readonly status: number | null; readonly stdout: Buffer };

/** Runs a program to its end; it is dead when this returns. @throws TranscriptionFailed, or the signal's reason */
export async function runProgram(
  program: string,
  args: readonly string[],
  { signal, patienceMs, maxBytes }: RunOptions,
): Promise<RunResult> {
  signal?.throwIfAborted();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], killSignal: 'SIGKILL' });
  let failure: unknown;
  const end = (reason: unknown) => {
    failure ??= reason;
    child.kill('SIGKILL');
  };
  const abandon = () => end(signal?.reason);
  signal?.addEventListener('abort', abandon);
  const patience = setTimeout(
    () => end(new TranscriptionFailed('timeout', `${program} took too long`)),
    patienceMs,
  );
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) end(new TranscriptionFailed('too-long', `${program} wrote more than is wanted`));
    else chunks.push(chunk);
  });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', (cause) =>
        reject(new TranscriptionFailed('unavailable', `${program} does not run`, { cause })),
      );
      child.on('close', resolve);
    });
    if (failure !== undefined) throw failure;
    return { status, stdout: Buffer.concat(chunks) };
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', abandon);
  }
}
