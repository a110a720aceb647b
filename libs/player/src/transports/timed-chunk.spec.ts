import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrderOfTime, type TimedChunk } from './timed-chunk.js';

async function* given(chunks: readonly TimedChunk[]): AsyncGenerator<TimedChunk, void> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

/** Fragments that follow each other, each with its track and number as its bytes. */
function fragments(track: number, startMs: number, durations: readonly number[]): TimedChunk[] {
  let at = startMs;
  return durations.map((durationMs, index) => {
    const chunk = { bytes: Uint8Array.of(track, index), startMs: at, endMs: at + durationMs };
    at += durationMs;
    return chunk;
  });
}

async function all(sources: readonly AsyncIterator<TimedChunk>[]): Promise<string[]> {
  const out: string[] = [];
  for await (const bytes of inOrderOfTime(sources)) out.push(bytes.join('.'));
  return out;
}

describe('inOrderOfTime', () => {
  it('gives what is there of two tracks in the order of its times', async () => {
    const video = fragments(0, 1000, [200, 200, 200]);
    const audio = fragments(1, 1010, [192, 213, 192]);
    expect(await all([given(video), given(audio)])).toEqual(['0.0', '1.0', '0.1', '1.1', '0.2', '1.2']);
  });

  it('gives all of each track in its order, whatever their lengths', async () => {
    const durations = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 8 });
    const tracks = fc.array(fc.tuple(fc.nat(1000), durations), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(tracks, async (some) => {
        const chunks = some.map(([startMs, lengths], track) => fragments(track, startMs, lengths));
        const out = await all(chunks.map(given));
        for (const [track, own] of chunks.entries())
          expect(out.filter((one) => one.startsWith(`${track}.`))).toEqual(
            own.map(({ bytes }) => bytes.join('.')),
          );
        expect(out).toHaveLength(chunks.flat().length);
        const starts = out.map((one) => {
          const [track = 0, index = 0] = one.split('.').map(Number);
          return chunks[track]?.[index]?.startMs ?? NaN;
        });
        // Fragments begin and end with whole frames: a track may be a little ahead.
        for (const [index, start] of starts.entries())
          expect(Math.max(...starts.slice(0, index)) - start).toBeLessThanOrEqual(60);
      }),
      { numRuns: 50 },
    );
  });

  it('goes on where one track stands still, and ends when that one does', async () => {
    let end: (() => void) | undefined;
    const silent: AsyncIterator<TimedChunk> = {
      next: () => new Promise((resolve) => (end = () => resolve({ done: true, value: undefined }))),
    };
    const out: string[] = [];
    for await (const bytes of inOrderOfTime([given(fragments(0, 0, [200, 200])), silent])) {
      out.push(bytes.join('.'));
      if (out.length === 2) end?.();
    }
    expect(out).toEqual(['0.0', '0.1']);
  });

  it('throws what a track throws', async () => {
    const broken: AsyncIterator<TimedChunk> = { next: () => Promise.reject(new Error('broken')) };
    await expect(all([broken, given(fragments(0, 0, [200]))])).rejects.toThrow('broken');
  });
});
