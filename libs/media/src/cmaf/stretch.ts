import {
  aacCodecString,
  AUDIO_TRACK_ID,
  initSegment,
  readAudioSpecificConfig,
  VIDEO_TRACK_ID,
} from '@lockstep/formats';
import type { StreamHeaders } from '../stream/media-frame.js';

/** Ticks a second of every video track: a whole number of them in a millisecond. */
export const VIDEO_TIMESCALE = 90_000;
export const VIDEO_TICKS_PER_MS = VIDEO_TIMESCALE / 1000;

/** What a chunk holds: both tracks for HLS, one of them for DASH. */
export type TrackChoice = 'muxed' | 'video' | 'audio';

/**
 * A stretch of the stream without a break: one publication under one set of headers. Between two stretches decoders are set up
 * anew.
 */
export class Stretch {
  readonly #inits = new Map<TrackChoice, Uint8Array>();
  readonly video: StreamHeaders['video'];
  readonly audio: (NonNullable<StreamHeaders['audio']> & { readonly frameLength: number }) | undefined;
  /** RFC 6381. */
  readonly codecs: { readonly video?: string; readonly audio?: string };

  /**
   * Codecs other than H.264 and AAC are left out.
   * @param number counts the stretches of a packaging
   * @throws ParseError for an AudioSpecificConfig that cannot be read
   */
  constructor(
    readonly number: number,
    readonly headers: StreamHeaders,
  ) {
    const { video, audio } = headers;
    this.video = video?.codec === 'h264' ? video : undefined;
    const config = audio?.codec === 'aac' ? readAudioSpecificConfig(audio.config) : undefined;
    this.audio = audio &&
      config && { ...audio, sampleRate: config.samplingFrequency, frameLength: config.frameLength };
    this.codecs = {
      ...(this.video && { video: avcCodecString(this.video.config) }),
      ...(config && { audio: aacCodecString(config) }),
    };
  }

  /** Whether there is something of this choice in it. */
  has(tracks: TrackChoice): boolean {
    return tracks === 'muxed' || this[tracks] !== undefined;
  }

  /** `ftyp` and `moov`. */
  init(tracks: TrackChoice): Uint8Array {
    const known = this.#inits.get(tracks);
    if (known) return known;
    const { video, audio } = this;
    const made = initSegment({
      ...(video && tracks !== 'audio' && { video: { ...videoTrack(video), trackId: VIDEO_TRACK_ID } }),
      ...(audio &&
        tracks !== 'video' && {
          audio: { asc: audio.config, timescale: audio.sampleRate, trackId: AUDIO_TRACK_ID },
        }),
    });
    this.#inits.set(tracks, made);
    return made;
  }
}

const videoTrack = ({ config, width, height }: NonNullable<StreamHeaders['video']>) => ({
  avcC: config,
  width,
  height,
  timescale: VIDEO_TIMESCALE,
});

/** Profile, constraints and level of an AVCDecoderConfigurationRecord. RFC 6381, 3.3. */
const avcCodecString = (config: Uint8Array): string =>
  `avc1.${Buffer.from(config.subarray(1, 4)).toString('hex')}`;
