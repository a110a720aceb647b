import {
  type Amf0Value,
  type FlvTag,
  writeAudioTagBody,
  writeFlvHeader,
  writeFlvTag,
  writeMetadata,
  writeVideoTagBody,
} from '@lockstep/formats';
import { type Milliseconds, milliseconds } from '@lockstep/sei';
import type { Opening } from '../fanout/opening.js';
import { sameAudioHeaders, sameVideoHeaders, type StreamHeaders } from '../stream/media-frame.js';

/** VideoCodecID and SoundFormat, Adobe FLV 10.1, E.4.3.1 and E.4.2.1. */
const CODEC_ID_AVC = 7;
const SOUND_FORMAT_AAC = 10;

/** A player that is told a duration or a file size shows a live stream as a recording. */
const OF_A_FILE = ['duration', 'filesize', 'keyframes', 'lasttimestamp', 'lastkeyframetimestamp'];

/**
 * What a decoder needs before the first frame, as FLV: the same for every viewer, written with the time of the frame
 * that follows it. One object stands for the headers in force over a run of frames.
 */
export class FlvHeaders implements Opening {
  readonly #fileHeader: Uint8Array;
  readonly #bodies: readonly TagBody[];

  constructor(readonly headers: StreamHeaders) {
    this.#fileHeader = writeFlvHeader({
      audio: headers.audio !== undefined,
      video: headers.video !== undefined,
    });
    this.#bodies = tagBodies(headers);
  }

  /** The bytes before the first frame of a viewer: FLV header, onMetaData, sequence headers. */
  first(dtsMs: Milliseconds): Buffer {
    return Buffer.concat([this.#fileHeader, ...writeTags(this.#bodies, dtsMs)]);
  }

  /**
   * The change from `before` for a viewer who is watching: onMetaData, and the sequence headers unless they are the
   * same, for a decoder is not to be set up anew without need.
   */
  change(dtsMs: Milliseconds, before: StreamHeaders): Buffer {
    const { headers } = this;
    const goesOn = sameVideoHeaders(headers, before) && sameAudioHeaders(headers, before);
    return Buffer.concat(writeTags(goesOn ? this.#bodies.slice(0, 1) : this.#bodies, dtsMs));
  }
}

type TagBody = Omit<FlvTag, 'timestampMs'>;

/** onMetaData stands at 0: at any other time ffmpeg's demuxer makes a subtitle track of it. */
const writeTags = (bodies: readonly TagBody[], timestampMs: Milliseconds): Uint8Array[] =>
  bodies.map((tag) =>
    writeFlvTag({ ...tag, timestampMs: tag.type === 'script' ? milliseconds(0) : timestampMs }),
  );

/** onMetaData first. */
function tagBodies({ video, audio, metadata }: StreamHeaders): TagBody[] {
  const tags: TagBody[] = [{ type: 'script', body: writeMetadata(liveMetadata({ video, audio, metadata })) }];
  if (video?.codec === 'h264') {
    const common = { codec: 'h264', packet: 'sequence-header', isKeyframe: true } as const;
    const body = writeVideoTagBody({ ...common, compositionTimeMs: milliseconds(0), data: video.config });
    tags.push({ type: 'video', body });
  }
  if (audio?.codec === 'aac') {
    const body = writeAudioTagBody({ codec: 'aac', packet: 'sequence-header', data: audio.config });
    tags.push({ type: 'audio', body });
  }
  return tags;
}

type Described = { [K in keyof StreamHeaders]: StreamHeaders[K] | undefined };

/** The publisher's own words, without those of a file, and over them what its headers prove. */
function liveMetadata({ video, audio, metadata }: Described): Record<string, Amf0Value> {
  const described: Record<string, Amf0Value> = { ...metadata };
  for (const name of OF_A_FILE) Reflect.deleteProperty(described, name);
  if (video) {
    Object.assign(described, { width: video.width, height: video.height, videocodecid: CODEC_ID_AVC });
    if (video.frameRate !== undefined && described['framerate'] === undefined) {
      described['framerate'] = video.frameRate;
    }
  }
  if (audio) {
    Object.assign(described, {
      audiocodecid: SOUND_FORMAT_AAC,
      audiosamplerate: audio.sampleRate,
      stereo: audio.channels > 1,
    });
  }
  return described;
}
