import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { FlvReader } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import type { Recorded } from '../../e2e/support/flv-fixture.js';
import { looped } from '../../e2e/support/packaged-room.js';
import { framesIn, stretchesIn } from '../../e2e/support/stored-frames.js';
import {
  FileBytes,
  finishRecording,
  FlvMessageReader,
  LiveStream,
  RecordedMessages,
  recordedFrames,
  Recorder,
  recordingFlv,
  recordingParts,
  SeiStamper,
  type MediaFrame,
  type VideoFrame,
} from '../../src/index.js';

/** Events that each form of a recording holds, of those that were in the stream. */
export type KeptEvents = {
  readonly aired: number;
  readonly mp4: number;
  readonly flv: number;
  readonly hls: number;
};

/** Records a stream with so many events and counts them in every form in which it is offered: equal in seq, bytes and time. */
export async function keptEvents(film: Recorded, folder: string, count: number): Promise<KeptEvents> {
  const aired = new Map<number, string>();
  let streamMs = 0;
  const stamper = new SeiStamper({
    onStamped: ({ seq, ptsMs }) => aired.set(seq, String(ptsMs)),
    monotonicNow: () => streamMs, // the budget counts seconds of the stream, which passes faster
  });
  const stream = new LiveStream({ name: 'events', stamper, now: () => 0 });
  const recorder = new Recorder(stream, { folder });
  const publication = stream.publish({ id: 'bench', kind: 'bench', isPrepared: true });
  publication.setHeaders(film.headers);
  let [seq, secondMs] = [0, 1000];
  let refusal: unknown;
  for (const frame of looped(film, Infinity)) {
    if (frame.kind === 'video' && seq < count) {
      seq++;
      stamper
        .stamp({ seq, body: Buffer.from(`{"type":"marker","name":"${seq}"}`) })
        .catch((error: unknown) => {
          refusal = error;
        });
    }
    streamMs = frame.dtsMs;
    publication.push(frame);
    if (frame.dtsMs < secondMs) continue;
    secondMs += 1000;
    do await setImmediate();
    while (recorder.stats.queuedBytes > 0);
    if (refusal !== undefined) throw refusal as Error;
    if (aired.size >= count) break;
  }
  stream.end('measured');
  await recorder[Symbol.asyncDispose]();
  const isKept = ({ seq: number, ptsMs }: { seq: number; ptsMs: number }) =>
    aired.get(number) === String(ptsMs);
  const kept = (frames: readonly VideoFrame[]): number => {
    const messages = new RecordedMessages();
    const found = frames.flatMap((frame) => messages.take(frame)).filter(({ message }) => !message.snapshot);
    return new Set(
      found
        .filter(({ message, ptsMs }) => isKept({ seq: message.seq, ptsMs }))
        .map(({ message }) => message.seq),
    ).size;
  };
  await finishRecording({ folder, describe: () => ({ title: 'B', captions: [], chapters: [], items: [] }) });
  return {
    aired: aired.size,
    mp4: kept((await framesIn(folder)).video),
    flv: kept(await flvFrames(folder)),
    hls: kept(await segmentFrames(folder)),
  };
}

/** What a player gets that is sent the recording as FLV. */
async function flvFrames(folder: string): Promise<VideoFrame[]> {
  const [part] = await recordingParts(folder);
  if (!part) return [];
  await using source = await FileBytes.open(part.path);
  const [containers, messages] = [new FlvReader(), new FlvMessageReader()];
  const frames: VideoFrame[] = [];
  for await (const bytes of recordingFlv(recordedFrames(source, part)))
    for (const { type, ...tag } of containers.push(bytes)) {
      const meaning = messages.read({ kind: type, ...tag });
      if (meaning && 'frame' in meaning && meaning.frame.kind === 'video')
        frames.push({ ...meaning.frame, frame: frames.length });
    }
  return frames;
}

/** What a player gets that asks for the byte ranges of the playlist, one after the other. */
async function segmentFrames(folder: string): Promise<VideoFrame[]> {
  const frames: MediaFrame[] = [];
  const file = await readFile(`${folder}/recording.mp4`);
  for (const { init, segments } of await stretchesIn(folder))
    for (const { offset, length } of segments) {
      const bytes = Buffer.concat([
        file.subarray(init.offset, init.offset + init.length),
        file.subarray(offset, offset + length),
      ]);
      const source = { read: (at: number, size: number) => Promise.resolve(bytes.subarray(at, at + size)) };
      for await (const item of recordedFrames(source, { from: 0, until: bytes.length }))
        if (item.kind !== 'headers') frames.push({ ...item, dtsMs: milliseconds(item.dtsMs) });
    }
  return frames.filter((frame) => frame.kind === 'video');
}
