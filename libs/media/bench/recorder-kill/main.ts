/** `npm run kill:recorder`: recorders killed at random moments, and what is left of their recordings. */
import { parseArgs } from 'node:util';
import { makeMedia } from '../../e2e/support/ffmpeg.js';
import { packets, framesIn } from '../../e2e/support/stored-frames.js';
import { TempDir } from '../../e2e/support/temp-dir.js';
import { finishRecording } from '../../src/index.js';
import { recordAndKill } from './killed-recorders.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    streams: { type: 'string', default: '10' },
    speed: { type: 'string', default: '1' },
  },
});
const [kills, streams, speed] = [values.kills, values.streams, values.speed].map(Number) as [
  number,
  number,
  number,
];
await using dir = await TempDir.make();
const film = await makeMedia(dir.file('film.flv'), { seconds: 4, size: '640x360', bFrames: 2 });
let worstMs = 0;
let faults = 0;
for (let kill = 1; kill <= kills; kill++) {
  const afterReports = streams * Math.floor(Math.random() * 100);
  const kept = await recordAndKill({ film, folder: dir.file('r'), streams, speed, afterReports });
  const lostMs = Math.max(...kept.map(({ report, lastMs }) => report.pushedMs - lastMs));
  faults += kept.filter(
    ({ report, lastMs, missing }) => missing > 0 || lastMs + 1000 < (report.writtenMs ?? 0),
  ).length;
  worstMs = Math.max(worstMs, lostMs);
  console.log(`kill ${kill}: ${streams} recordings open, at most ${Math.round(lostMs)} ms are missing`);
}
for (let stream = 0; stream < streams; stream++) {
  const folder = `${dir.file('r')}/${stream}`;
  const { video } = await framesIn(folder);
  await finishRecording({ folder, describe: () => ({ title: 'A', captions: [], chapters: [], items: [] }) });
  if ((await packets(`${folder}/recording.mp4`)).length !== video.length) faults++;
}
console.log(
  `${kills} kills of ${streams} recordings: at most ${Math.round(worstMs)} ms missing, ${faults} faults`,
);
process.exitCode = faults > 0 ? 1 : 0;
