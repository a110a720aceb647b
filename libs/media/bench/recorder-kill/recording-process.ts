/** Records streams until it is killed: `recording-process.ts FILM FOLDER STREAMS SPEED`. Says after each frame how far it is. */
import { writeSync } from 'node:fs';
import { milliseconds } from '@lockstep/sei';
import { readRecorded } from '../../e2e/support/flv-fixture.js';
import { looped } from '../../e2e/support/packaged-room.js';
import { stretchesIn } from '../../e2e/support/stored-frames.js';
import { LiveStream, Recorder, type PublishedFrame } from '../../src/index.js';
import type { Report } from './killed-recorders.js';

const [path = '', folder = '', streams = '1', speed = '1'] = process.argv.slice(2);
const film = await readRecorded(path);
const STANDARD_OUTPUT = 1;

/** One stream: a publisher that goes on behind what an earlier process recorded. */
async function room(number: number) {
  const own = `${folder}/${number}`;
  const before = (await stretchesIn(own)).flatMap(({ segments }) => segments).at(-1);
  const stream = new LiveStream({ name: own, startAtMs: milliseconds(Math.ceil(before?.endMs ?? 0) + 1000) });
  const recorder = new Recorder(stream, { folder: own });
  const publication = stream.publish({ id: 'test', kind: 'test', isPrepared: true });
  publication.setHeaders(film.headers);
  const frames = looped(film, Infinity);
  let next: PublishedFrame = frames.next().value as PublishedFrame;
  return (untilMs: number): void => {
    for (; next.dtsMs <= untilMs; next = frames.next().value as PublishedFrame) publication.push(next);
    const report: Report = {
      stream: number,
      pushedMs: stream.positionMs ?? 0,
      writtenMs: recorder.stats.endMs ?? null,
      alarm: recorder.stats.alarm?.code ?? null,
    };
    writeSync(STANDARD_OUTPUT, `${JSON.stringify(report)}\n`);
  };
}

const rooms = await Promise.all(Array.from({ length: Number(streams) }, (_, number) => room(number)));
const startMs = performance.now();
setInterval(
  () => {
    for (const push of rooms) push((performance.now() - startMs) * Number(speed));
  },
  40 / Number(speed),
);
