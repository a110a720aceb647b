import {
  FileBytes,
  recordedFrames,
  recordingParts,
  StoredSegments,
  type AudioFrame,
  type PlacedStretch,
  type VideoFrame,
} from '../../src/index.js';
import { FFMPEG, run } from './ffmpeg.js';

/** All frames of a recording as they are on disk. */
export async function framesIn(folder: string): Promise<{ video: VideoFrame[]; audio: AudioFrame[] }> {
  const video: VideoFrame[] = [];
  const audio: AudioFrame[] = [];
  for (const { path, from, until } of await recordingParts(folder)) {
    await using source = await FileBytes.open(path);
    for await (const item of recordedFrames(source, { from, until })) {
      if (item.kind === 'video') video.push({ ...item, bytes: Uint8Array.from(item.bytes) });
      if (item.kind === 'audio') audio.push({ ...item, bytes: Uint8Array.from(item.bytes) });
    }
  }
  return { video, audio };
}

/** The stretches of a recording, with addresses relative to its folder. */
export async function stretchesIn(folder: string): Promise<PlacedStretch[]> {
  const stretches: PlacedStretch[] = [];
  for (const part of await recordingParts(folder)) {
    await using source = await FileBytes.open(part.path);
    const segments = new StoredSegments(part.from, part.until);
    await segments.look(source);
    stretches.push(...segments.stretches.map((stretch) => ({ ...stretch, uri: part.name })));
  }
  return stretches;
}

/** Its column; behind it may be what belongs to a packet, such as other headers. */
const HASH = 5;

/** The hash of each video packet of an input, as ffmpeg reads it. */
export async function packets(input: string): Promise<string[]> {
  const copied = ['-map', '0:v', '-c', 'copy', '-f', 'framemd5', '-'];
  const { stdout } = await run(FFMPEG, '-v', 'error', '-i', input, ...copied);
  return stdout
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('0,'))
    .map((line) => line.split(',')[HASH]?.trim() ?? '');
}
