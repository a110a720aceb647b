import {
  AUDIO_TRACK_ID,
  readAudioSpecificConfig,
  writeAdts,
  writeTransportStream,
  type Fmp4TrackFragment,
  type TsKind,
  type TsUnit,
} from '@lockstep/formats';
import { readAvcDecoderConfiguration, splitLengthPrefixed } from '@lockstep/sei';
import type { Segment } from './segment.js';
import { VIDEO_TIMESCALE, type Stretch } from './stretch.js';
import { id3Tags } from './timed-metadata.js';

/** nal_unit_type, H.264, table 7-1. */
const NAL_TYPES = { sps: 7, accessUnitDelimiter: 9 } as const;
const START_CODE = Uint8Array.of(0, 0, 0, 1);
/** A delimiter that allows any slice type: Apple wants one before every access unit. */
const DELIMITER = Uint8Array.of(NAL_TYPES.accessUnitDelimiter, 0xf0);

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
  const { sps, pps } = readAvcDecoderConfiguration(video.config);
  let dts = baseMediaDecodeTime;
  return samples.flatMap(({ data, durationTicks, compositionOffset = 0, isRandomAccess = false }) => {
    const pts = dts + compositionOffset;
    const tags = id3Tags(data).map((tag): TsUnit => ({ kind: 'metadata', pts, dts: pts, data: tag }));
    const nals = splitLengthPrefixed(data, 4);
    const hasSets = nals.some((nal) => typeOf(nal) === NAL_TYPES.sps);
    const own = nals.filter((nal) => typeOf(nal) !== NAL_TYPES.accessUnitDelimiter);
    const unit = [DELIMITER, ...(isRandomAccess && !hasSets ? [...sps, ...pps] : []), ...own];
    const frame: TsUnit = { kind: 'video', pts, dts, data: annexB(unit), isRandomAccess };
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

const typeOf = (nal: Uint8Array): number => (nal[0] ?? 0) & 0x1f;

const annexB = (nals: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat(nals.flatMap((nal) => [START_CODE, nal]));
