import { describe, expect, it } from 'vitest';
import { recordAndKill, type Kept } from '../bench/recorder-kill/killed-recorders.js';
import { finishRecording } from '../src/index.js';
import { makeMedia } from './support/ffmpeg.js';
import { framesIn, packets, stretchesIn } from './support/stored-frames.js';
import { TempDir } from './support/temp-dir.js';

/** The reports after which processes are killed: behind the first fragment, and somewhere in later ones. */
const moments = [0, 33, 90];
const streams = 2;
/** What recorders say is written ends behind the last frame, by what that frame lasts. */
const FRAME_MS = 40;

describe('kill -9 of a process that records', () => {
  it('leaves recordings that open with all that was written, and that the next process goes on with', async () => {
    await using dir = await TempDir.make();
    const film = await makeMedia(dir.file('film.flv'), { seconds: 2, size: '96x54', bFrames: 2 });
    const folder = dir.file('r');
    let before: readonly Kept[] = [];
    for (const afterReports of moments) {
      const kept = await recordAndKill({ film, folder, streams, speed: 4, afterReports });
      for (const { report, lastMs, frames, missing } of kept) {
        expect(report.alarm).toBeNull();
        expect(missing).toBe(0);
        expect(lastMs).toBeGreaterThanOrEqual((report.writtenMs ?? 0) - 2 * FRAME_MS);
        const last = before.find((other) => other.report.stream === report.stream);
        expect(frames).toBeGreaterThanOrEqual(last?.frames ?? 0);
      }
      before = kept;
    }
    for (let stream = 0; stream < streams; stream++) {
      const own = `${folder}/${String(stream)}`;
      const { video } = await framesIn(own);
      const times = video.map(({ dtsMs }) => dtsMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const stretches = await stretchesIn(own);
      expect(stretches.length).toBeGreaterThan(1);
      await finishRecording({
        folder: own,
        describe: () => ({ title: 'A', captions: [], chapters: [], items: [] }),
      });
      expect(await packets(`${own}/recording.mp4`)).toHaveLength(video.length);
      expect(video.length).toBeGreaterThan(0);
    }
  });
});
