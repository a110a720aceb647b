import { type InitSegmentTrack, outputSamplingFrequency, readAudioSpecificConfig } from '@lockstep/formats';
import { milliseconds, readAvcDecoderConfiguration } from '@lockstep/sei';
import type { MediaFrame, StreamHeaders } from '../stream/media-frame.js';
import type { ByteSource } from './byte-source.js';
import { readFragments, type StoredFragment } from './fragment-reader.js';
import type { StretchPlace } from './stretch-place.js';

/** What a recording holds, in decoding order, with the bytes and times of the stream. */
export type RecordedItem = { readonly kind: 'headers'; readonly headers: StreamHeaders } | MediaFrame;

/**
 * The frames of a recording, a second in memory at a time.
 *
 * @param place of its stretches in the source
 * @throws ParseError
 */
export async function* recordedFrames(source: ByteSource, place: StretchPlace): AsyncGenerator<RecordedItem> {
  let nextFrame = 0;
  for await (const item of readFragments(source, place)) {
    if (item.kind === 'init') {
      yield { kind: 'headers', headers: headersOf(item.tracks) };
      continue;
    }
    const bytes = await source.read(item.offset, item.length);
    const frames = framesOf(item, bytes, item.firstFrame ?? nextFrame);
    for (const frame of frames) {
      if (frame.kind === 'video') nextFrame = frame.frame + 1;
      yield frame;
    }
  }
}

/** The frames of a fragment in decoding order. @param bytes of the fragment; frames are views of them */
export function framesOf(fragment: StoredFragment, bytes: Uint8Array, firstFrame: number): MediaFrame[] {
  const frames: MediaFrame[] = [];
  for (const { track, samples } of fragment.tracks) {
    const toMs = (ticks: number) => milliseconds(Math.round((1000 * ticks) / track.timescale));
    let frame = firstFrame;
    for (const { offset, size, decodeTime, compositionOffset, isRandomAccess } of samples) {
      const at = offset - fragment.offset;
      const data = bytes.subarray(at, at + size);
      if (data.length < size) continue;
      const timed = { dtsMs: toMs(decodeTime), ptsMs: toMs(decodeTime + compositionOffset), bytes: data };
      if (track.size) frames.push({ kind: 'video', ...timed, isRandomAccess, frame: frame++ });
      else frames.push({ kind: 'audio', ...timed });
    }
  }
  return frames.sort((a, b) => a.dtsMs - b.dtsMs);
}

/** @throws ParseError */
function headersOf(tracks: readonly InitSegmentTrack[]): StreamHeaders {
  const video = tracks.find(({ size }) => size !== undefined);
  const audio = tracks.find(({ size }) => size === undefined);
  const asc = audio && readAudioSpecificConfig(audio.config);
  return {
    metadata: {},
    ...(video?.size && {
      video: {
        codec: 'h264',
        config: video.config,
        lengthSize: readAvcDecoderConfiguration(video.config).lengthSize,
        ...video.size,
      },
    }),
    ...(audio &&
      asc && {
        audio: {
          codec: 'aac',
          config: audio.config,
          sampleRate: outputSamplingFrequency(asc),
          channels: asc.channels,
        },
      }),
  };
}
