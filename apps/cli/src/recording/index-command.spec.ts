import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { LiveStream, Recorder, SeiStamper, type Stamped } from '@lockstep/media';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { linesOf, lockstep, temporaryFolder } from '../../test/lockstep.js';

const index = (path: string) => lockstep(['recording', 'index', path]);

/** SPS and PPS of a 320x180 frame, as x264 wrote them. */
const CONFIG = '0142c00cffe100176742c00cda05067e7c0440000003004000000c83c50aa801000468ce0fc8';

/** Three seconds of frames with an event in every tenth, recorded. */
async function record(folder: string): Promise<Stamped[]> {
  const aired: Stamped[] = [];
  const stamper = new SeiStamper({ onStamped: (stamped) => aired.push(stamped) });
  await using stream = new LiveStream({ name: 'room', stamper, startAtFrame: 1000, startAtMs: 40_000 });
  await using recorder = new Recorder(stream, { folder });
  using publication = stream.publish({ id: 'a', kind: 'test', isPrepared: true });
  const config = Buffer.from(CONFIG, 'hex');
  const video = { codec: 'h264', config, lengthSize: 4, width: 320, height: 180, frameRate: 25 } as const;
  publication.setHeaders({ video, metadata: {} });
  for (let n = 0; n < 75; n++) {
    const [isRandomAccess, atMs] = [n % 25 === 0, milliseconds(n * 40)];
    if (n % 10 === 0) {
      const body = Buffer.from(JSON.stringify({ type: 'marker', name: `m${String(n)}` }));
      void stamper.stamp({ seq: n / 10 + 1, body });
    }
    const bytes = Uint8Array.of(0, 0, 0, 3, isRandomAccess ? 0x65 : 0x41, 0x88, n);
    publication.push({ kind: 'video', isRandomAccess, dtsMs: atMs, ptsMs: atMs, bytes });
  }
  stream.end('the lesson is over');
  expect(recorder.stats.alarm).toBeUndefined();
  return aired;
}

describe('the index of a recording', () => {
  it('is a line for each event with the frame that carries it, also where the file is cut off', async () => {
    const folder = temporaryFolder().path('recording');
    const aired = await record(folder);
    const lines = aired.map(({ seq, ptsMs, frame }) => ({
      ...{ seq, ptsMs, frame, event: { type: 'marker', name: `m${String((seq - 1) * 10)}` } },
    }));
    expect(aired[0]?.frame).toBe(1000);
    const file = join(folder, '00000.mp4');
    const whole = await index(file);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(linesOf(whole)).toEqual(lines);
    await truncate(file, 2000);
    const cut = linesOf(await index(file));
    expect(cut.length).toBeGreaterThan(0);
    expect(lines.slice(0, cut.length)).toEqual(cut);
  });

  it('of another file is an error in one sentence', async () => {
    const path = temporaryFolder().write('a.mp4', 'no recording');
    expect(await index(path)).toMatchObject({ code: 1, stderr: expect.stringContaining('a.mp4') });
    expect(await index(`${path}.none`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no such file'),
    });
    expect(await lockstep(['recording', 'index'])).toMatchObject({ code: 2 });
  });
});
