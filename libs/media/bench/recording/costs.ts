import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Recorded } from '../../e2e/support/flv-fixture.js';
import { FFMPEG } from '../../e2e/support/ffmpeg.js';
import { looped } from '../../e2e/support/packaged-room.js';
import { finishRecording, LiveStream, Recorder } from '../../src/index.js';

const run = promisify(execFile);

/** What a stream-second costs, ms of CPU, and what it leaves. */
export type Cost = { readonly cpuMs: number; readonly mediaBytes: number; readonly seconds: number };

/** Pushes a stream a second at a time, as fast as the disk takes it. @param folder undefined: nobody records */
export async function streamed(film: Recorded, loops: number, folder?: string): Promise<Cost> {
  const stream = new LiveStream({ name: 'bench' });
  const recorder = folder === undefined ? undefined : new Recorder(stream, { folder });
  const publication = stream.publish({ id: 'bench', kind: 'bench', isPrepared: true });
  publication.setHeaders(film.headers);
  const before = process.cpuUsage();
  let [mediaBytes, secondMs] = [0, 1000];
  for (const frame of looped(film, loops)) {
    publication.push(frame);
    mediaBytes += frame.bytes.length;
    if (frame.dtsMs < secondMs) continue;
    secondMs += 1000;
    do await setImmediate();
    while ((recorder?.stats.queuedBytes ?? 0) > 0);
  }
  stream.end('measured');
  await recorder?.[Symbol.asyncDispose]();
  const { user, system } = process.cpuUsage(before);
  if (recorder && recorder.stats.lostMs > 0) throw new Error(`${recorder.stats.lostMs} ms were lost.`);
  const seconds = loops * 4;
  return { cpuMs: (user + system) / 1000 / seconds, mediaBytes, seconds };
}

/** CPU ms a stream-second of an ffmpeg that records in real time, as an operator would run it beside a server. */
export async function liveFfmpeg(film: string, file: string, seconds: number): Promise<number> {
  const movflags = 'frag_keyframe+empty_moov+default_base_moof';
  const command = `"${FFMPEG}" -v error -nostdin -re -stream_loop -1 -i "${film}" -t ${seconds} -c copy -movflags ${movflags} -y "${file}"; cat /proc/$$/stat > "${file}.stat"`;
  await run('sh', ['-c', command]);
  // cutime and cstime, in hundredths of a second: what the finished children took. proc(5)
  const fields = (await readFile(`${file}.stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[13]) + Number(fields[14])) * 10) / seconds;
}

/** How many seconds of a recording are finished in a second, and how large the file is. */
export async function finished(folder: string, seconds: number): Promise<{ speed: number; bytes: number }> {
  const startMs = performance.now();
  await finishRecording({
    folder,
    describe: ({ endMs }) => ({
      title: 'Bench',
      captions: [],
      chapters: [{ startMs: 0, endMs, text: 'Bench' }],
      items: [],
    }),
  });
  const { size } = await stat(`${folder}/recording.mp4`);
  return { speed: (1000 * seconds) / (performance.now() - startMs), bytes: size };
}

/** The same by ffmpeg: a recording of its own to a file that plays from its beginning. */
export async function finishedByFfmpeg(file: string, out: string, seconds: number): Promise<number> {
  const startMs = performance.now();
  await run(FFMPEG, ['-v', 'error', '-y', '-i', file, '-c', 'copy', '-movflags', '+faststart', out]);
  return (1000 * seconds) / (performance.now() - startMs);
}
