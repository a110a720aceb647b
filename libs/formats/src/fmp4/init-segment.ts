import { readAudioSpecificConfig } from '../aac/audio-specific-config.js';
import { type Box, box, fourCc, fullBox, u16, u32, writeBoxes, zeros } from './box-writer.js';

/** A video track of an init segment. */
export type Fmp4VideoTrack = {
  /** Default {@link VIDEO_TRACK_ID}. */
  readonly trackId?: number;
  /** Frame size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Ticks a second for every time of the track. */
  readonly timescale: number;
} & (
  | { /** AVCDecoderConfigurationRecord, ISO/IEC 14496-15, 5.3.3. */ readonly avcC: Uint8Array }
  | { /** HEVCDecoderConfigurationRecord, ISO/IEC 14496-15, 8.3.3. */ readonly hvcC: Uint8Array }
);

/** An AAC track of an init segment. */
export type Fmp4AudioTrack = {
  /** Default {@link AUDIO_TRACK_ID}. */
  readonly trackId?: number;
  /** AudioSpecificConfig, ISO/IEC 14496-3, 1.6.2.1. */
  readonly asc: Uint8Array;
  /** Ticks a second for every time of the track. Default: the sampling frequency of the core decoder. */
  readonly timescale?: number;
};

export type InitSegmentOptions = { readonly video?: Fmp4VideoTrack; readonly audio?: Fmp4AudioTrack };

export const VIDEO_TRACK_ID = 1;
export const AUDIO_TRACK_ID = 2;

/** Width, height and sampling frequency have 16.16 bits in their boxes. */
const MAX_16_BIT = 0xffff;
const UNITY_MATRIX = [0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000].flatMap(u32);
/** `und`, five bits a letter. ISO/IEC 14496-12, 8.4.2.3. */
const LANGUAGE_UNDETERMINED = 0x55c4;
/** Milliseconds, for the fields that count in the movie's own timescale: none is used in a fragmented file. */
const MOVIE_TIMESCALE = 1000;

/**
 * `ftyp` and `moov` of a fragmented file: what MSE wants first. It has no samples and no edit list, so times are
 * those of the fragments alone; sample entries are avc1, hvc1 and mp4a, with parameter sets out of band.
 * Specification: ISO/IEC 14496-12, 8.2 to 8.8; 14496-14, 5.6; 14496-15, 5.4.2.
 *
 * @throws RangeError if there is no track, or a size does not fit its field.
 * @throws ParseError if the AudioSpecificConfig cannot be read.
 */
export function initSegment({ video, audio }: InitSegmentOptions): Uint8Array {
  const tracks: Box[] = [];
  const defaults: Box[] = [];
  if (video) {
    const trackId = video.trackId ?? VIDEO_TRACK_ID;
    tracks.push(videoTrack(trackId, video));
    defaults.push(trackExtends(trackId));
  }
  if (audio) {
    const trackId = audio.trackId ?? AUDIO_TRACK_ID;
    tracks.push(audioTrack(trackId, audio));
    defaults.push(trackExtends(trackId));
  }
  if (tracks.length === 0) throw new RangeError('An init segment needs a video or an audio track.');
  const nextTrackId = Math.max(video?.trackId ?? VIDEO_TRACK_ID, audio?.trackId ?? AUDIO_TRACK_ID) + 1;
  return writeBoxes(
    box('ftyp', fourCc('iso6'), u32(0), fourCc('iso6'), fourCc('mp41'), fourCc('cmfc')),
    box('moov', movieHeader(nextTrackId), ...tracks, box('mvex', ...defaults)),
  );
}

const movieHeader = (nextTrackId: number): Box =>
  fullBox(
    'mvhd',
    0,
    0,
    zeros(8), // creation and modification time: unknown
    u32(MOVIE_TIMESCALE),
    u32(0), // duration: told by the fragments
    u32(0x00010000), // rate 1.0
    u16(0x0100), // volume 1.0
    zeros(10),
    UNITY_MATRIX,
    zeros(24),
    u32(nextTrackId),
  );

const trackExtends = (trackId: number): Box =>
  fullBox('trex', 0, 0, u32(trackId), u32(1), u32(0), u32(0), u32(0));

function videoTrack(trackId: number, video: Fmp4VideoTrack): Box {
  if (video.width > MAX_16_BIT || video.height > MAX_16_BIT) {
    throw new RangeError(`A frame of ${video.width}x${video.height} does not fit a sample entry.`);
  }
  return track({
    trackId,
    width: video.width,
    height: video.height,
    timescale: video.timescale,
    handler: 'vide',
    mediaHeader: fullBox('vmhd', 0, 1, zeros(8)),
    sampleEntry: visualSampleEntry(video),
  });
}

function audioTrack(trackId: number, { asc, timescale }: Fmp4AudioTrack): Box {
  const config = readAudioSpecificConfig(asc);
  return track({
    trackId,
    width: 0,
    height: 0,
    timescale: timescale ?? config.samplingFrequency,
    handler: 'soun',
    mediaHeader: fullBox('smhd', 0, 0, zeros(4)),
    sampleEntry: box(
      'mp4a',
      zeros(6),
      u16(1), // data_reference_index
      zeros(8),
      u16(config.channels),
      u16(16), // samplesize
      zeros(4),
      // 96 kHz does not fit 16.16: 0 sends the reader to the AudioSpecificConfig.
      u16(config.samplingFrequency > MAX_16_BIT ? 0 : config.samplingFrequency),
      u16(0),
      elementaryStreamDescriptor(trackId, asc),
    ),
  });
}

type TrackOptions = {
  trackId: number;
  width: number;
  height: number;
  timescale: number;
  handler: 'vide' | 'soun';
  mediaHeader: Box;
  sampleEntry: Box;
};

function track(options: TrackOptions): Box {
  const { trackId, width, height, timescale, handler, mediaHeader, sampleEntry } = options;
  const isAudio = handler === 'soun';
  return box(
    'trak',
    fullBox(
      'tkhd',
      0,
      0x000003, // enabled, in movie
      zeros(8),
      u32(trackId),
      zeros(4),
      u32(0), // duration
      zeros(8),
      zeros(4), // layer, alternate_group
      u16(isAudio ? 0x0100 : 0), // volume
      zeros(2),
      UNITY_MATRIX,
      u16(width),
      u16(0),
      u16(height),
      u16(0),
    ),
    box(
      'mdia',
      fullBox('mdhd', 0, 0, zeros(8), u32(timescale), u32(0), u16(LANGUAGE_UNDETERMINED), zeros(2)),
      fullBox('hdlr', 0, 0, zeros(4), fourCc(handler), zeros(12), zeros(1)),
      box(
        'minf',
        mediaHeader,
        // One reference to data in this very file.
        box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
        emptySampleTable(sampleEntry),
      ),
    ),
  );
}

const emptySampleTable = (sampleEntry: Box): Box =>
  box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), sampleEntry),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0), u32(0)),
    fullBox('stco', 0, 0, u32(0)),
  );

/** ISO/IEC 14496-12, 12.1.3; avc1 and hvc1 promise that parameter sets are in the configuration alone. */
function visualSampleEntry(video: Fmp4VideoTrack): Box {
  const isAvc = 'avcC' in video;
  return box(
    isAvc ? 'avc1' : 'hvc1',
    zeros(6),
    u16(1), // data_reference_index
    zeros(16),
    u16(video.width),
    u16(video.height),
    u32(0x00480000), // 72 dpi
    u32(0x00480000),
    zeros(4),
    u16(1), // frame_count
    zeros(32), // compressorname
    u16(0x0018), // depth
    u16(0xffff),
    isAvc ? box('avcC', video.avcC) : box('hvcC', video.hvcC),
  );
}

/** `esds`, ISO/IEC 14496-14, 5.6, with the descriptors of ISO/IEC 14496-1, 7.2.6. */
function elementaryStreamDescriptor(trackId: number, asc: Uint8Array): Box {
  const decoderSpecificInfo = descriptor(0x05, [...asc]);
  const decoderConfig = descriptor(0x04, [
    0x40, // MPEG-4 audio
    0x15, // AudioStream, upStream 0, reserved 1
    ...zeros(3), // bufferSizeDB
    ...u32(0), // maxBitrate: unknown
    ...u32(0), // avgBitrate: unknown
    ...decoderSpecificInfo,
  ]);
  const slConfig = descriptor(0x06, [0x02]); // reserved for use in MP4 files
  return fullBox('esds', 0, 0, descriptor(0x03, [...u16(trackId), 0x00, ...decoderConfig, ...slConfig]));
}

/** Tag, expandable size of ISO/IEC 14496-1, 8.3.3, payload. */
function descriptor(tag: number, payload: readonly number[]): number[] {
  const size = [payload.length & 0x7f];
  for (let rest = payload.length >>> 7; rest > 0; rest >>>= 7) size.unshift((rest & 0x7f) | 0x80);
  return [tag, ...size, ...payload];
}
