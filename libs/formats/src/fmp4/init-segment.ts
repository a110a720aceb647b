import { readAudioSpecificConfig } from '../aac/audio-specific-config.js';
import { type Box, box, fourCc, fullBox, u32, writeBoxes } from '../mp4/box-writer.js';
import { audioSampleEntry, visualSampleEntry } from '../mp4/sample-entry-writer.js';
import { movieHeader, trackBox } from '../mp4/track-box.js';

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
    box('moov', movieHeader({ nextTrackId }), ...tracks, box('mvex', ...defaults)),
  );
}

const trackExtends = (trackId: number): Box =>
  fullBox('trex', 0, 0, u32(trackId), u32(1), u32(0), u32(0), u32(0));

function videoTrack(trackId: number, video: Fmp4VideoTrack): Box {
  return trackBox({
    trackId,
    width: video.width,
    height: video.height,
    timescale: video.timescale,
    handler: 'vide',
    sampleTable: emptySampleTable(visualSampleEntry(video)),
  });
}

function audioTrack(trackId: number, { asc, timescale }: Fmp4AudioTrack): Box {
  return trackBox({
    trackId,
    timescale: timescale ?? readAudioSpecificConfig(asc).samplingFrequency,
    handler: 'soun',
    sampleTable: emptySampleTable(audioSampleEntry(trackId, asc)),
  });
}

const emptySampleTable = (sampleEntry: Box): Box[] => [
  fullBox('stsd', 0, 0, u32(1), sampleEntry),
  fullBox('stts', 0, 0, u32(0)),
  fullBox('stsc', 0, 0, u32(0)),
  fullBox('stsz', 0, 0, u32(0), u32(0)),
  fullBox('stco', 0, 0, u32(0)),
];
