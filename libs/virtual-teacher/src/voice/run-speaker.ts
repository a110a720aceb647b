import { spawn } from 'node:child_process';
import { VoiceFailed } from './voice-failed.js';

export type RunSpeakerOptions = {
  /** Written to its standard input. */
  readonly input: string;
  readonly patienceMs: number;
  /** Default: five minutes of one channel at 22 kHz. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
};

/** Nobody says a sentence for longer. */
const MAX_BYTES = 22_050 * 2 * 300;

/** Runs a speaking program to its end and returns its audio; the program is dead when this settles. @throws VoiceFailed, or the signal's reason */
export async function runSpeaker(
  program: string,
  args: readonly string[],
  options: RunSpeakerOptions,
): Promise<Buffer> {
  const { input, patienceMs, maxBytes = MAX_BYTES, signal } = options;
  signal?.throwIfAborted();
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], killSignal: 'SIGKILL' });
  let failure: unknown;
  const end = (reason: unknown): void => {
    failure ??= reason;
    child.kill('SIGKILL');
  };
  const abandon = (): void => end(signal?.reason);
  signal?.addEventListener('abort', abandon);
  const patience = setTimeout(
    () => end(new VoiceFailed('timeout', `${program} took longer than ${String(patienceMs)} ms`)),
    patienceMs,
  );
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) end(new VoiceFailed('bad-audio', `${program} wrote sound without end`));
    else chunks.push(chunk);
  });
  child.stdin.on('error', () => undefined); // a program that ended early; its status says so
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', (cause) =>
        reject(new VoiceFailed('unavailable', `${program} does not run; install it`, { cause })),
      );
      child.on('close', resolve);
      child.stdin.end(input);
    });
    if (failure !== undefined) throw failure;
    if (status !== 0 || length === 0)
      throw new VoiceFailed(
        'bad-audio',
        `${program} ended with ${String(status)} and ${String(length)} bytes of sound`,
      );
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', abandon);
  }
}
