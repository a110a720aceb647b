import { describe, expect, it } from 'vitest';
import { FliteThreads } from './flite-threads.js';

const SPEAK = ['-voice', 'kal', '-psdur', '-t', 'one', '-o', '/out/speech.wav'];
/** Some seconds of work, or as good as endless where patience is short. */
const LONG = ['-voice', 'slt', '-psdur', '-t', 'on and on and on '.repeat(60), '-o', '/out/speech.wav'];

describe('the threads that speak', () => {
  it('give up one that does not end, and go on with another', async () => {
    await using threads = await FliteThreads.start({ threads: 1, patienceMs: 1500 });
    const many = ['-voice', 'slt', '-l', '-t', 'again', '-o', 'none']; // speaks in an endless loop
    await expect(threads.run(many)).rejects.toMatchObject({ name: 'VoiceFailed', reason: 'timeout' });
    expect((await threads.run(SPEAK)).stdout).toContain('w:');
  });

  it('tell who waits and who asks later that they were shut down', async () => {
    const threads = await FliteThreads.start({ threads: 1 });
    const ends = [threads.run(LONG), threads.run(SPEAK)].map((run) =>
      expect(run).rejects.toMatchObject({ name: 'VoiceFailed', reason: 'closed' }),
    );
    await threads[Symbol.asyncDispose]();
    await Promise.all(ends);
    await expect(threads.run(SPEAK)).rejects.toMatchObject({ reason: 'closed' });
  });

  it('leave no trace of one run in the next', async () => {
    await using threads = await FliteThreads.start({ threads: 1 });
    const first = await threads.run(SPEAK);
    await threads.run(LONG);
    expect(await threads.run(SPEAK)).toMatchObject({ stdout: first.stdout, sound: first.sound });
  });

  it('can read and write no file but their own', async () => {
    await using threads = await FliteThreads.start({ threads: 1 });
    for (const file of ['/etc/passwd', '/out/../etc/passwd', '/out/other']) {
      const { stderr, sound } = await threads.run(['-voice', 'kal', '-f', file, '-o', '/out/speech.wav']);
      expect(stderr).toContain('failed to open file');
      expect(sound).toHaveLength(0);
    }
    expect((await threads.run(SPEAK)).sound.length).toBeGreaterThan(1000);
  });
});
