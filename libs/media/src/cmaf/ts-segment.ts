import {
  AUDIO_TRACK_ID,
  readAudioSpecificConfig,
  writeAdts,
  writeTransportStream,
  type Fmp4TrackFragment,
  type TsKind,
  type TsUnit,
} from '@lockstep/formats';
import { annexBUnit, parameterSetsOf } from '../stream/annex-b-unit.js';
import type { Segment } from './segment.js';
import { VIDEO_TIMESCALE, type Stretch } from './stretch.js';
import { id3Tags } from './timed-metadata.js';

/**
 * A whole segment as MPEG-TS, for players that know no fragmented MP4. NAL units are those of the frames, byte for byte; their
 * messages come once more as ID3 tags at the same time.
 */
export function tsSegment({ stretch, parts }: Segment): Uint8Array {
  const tracks = parts.flatMap((part) => part.tracks);
  const units = tracks.flatMap((track) =>
    track.trackId === AUDIO_TRACK_ID ? audioUnits(track, stretch) : videoUnits(track, stretch),
  );
  units.sort((a, b) => a.dts - b.dts);
  const kinds: TsKind[] = [
    ...(stretch.video ? (['video'] as const) : []),
    ...(stretch.audio ? (['audio'] as const) : []),
    ...(stretch.video ? (['metadata'] as const) : []),
  ];
  return writeTransportStream(kinds, units);
}

function videoUnits({ baseMediaDecodeTime, samples }: Fmp4TrackFragment, { video }: Stretch): TsUnit[] {
  if (!video) return [];
  const sets = parameterSetsOf(video.config);
  let dts = baseMediaDecodeTime;
  return samples.flatMap(({ data, durationTicks, compositionOffset = 0, isRandomAccess = false }) => {
    const pts = dts + compositionOffset;
    const tags = id3Tags(data).map((tag): TsUnit => ({ kind: 'metadata', pts, dts: pts, data: tag }));
    const unit = annexBUnit(data, isRandomAccess, sets);
    const frame: TsUnit = { kind: 'video', pts, dts, data: unit, isRandomAccess };
    dts += durationTicks;
    return [...tags, frame];
  });
}

function audioUnits({ baseMediaDecodeTime, samples }: Fmp4TrackFragment, { audio }: Stretch): TsUnit[] {
  if (!audio) return [];
  const config = readAudioSpecificConfig(audio.config);
  let ticks = baseMediaDecodeTime;
  return samples.map(({ data, durationTicks }) => {
    const pts = Math.round((ticks * VIDEO_TIMESCALE) / audio.sampleRate);
    ticks += durationTicks;
    return { kind: 'audio', pts, dts: pts, data: writeAdts({ ...config, data }), isRandomAccess: true };
  });
}
