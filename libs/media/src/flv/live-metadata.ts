import type { Amf0Value } from '@lockstep/formats';
import type { StreamHeaders } from '../stream/media-frame.js';

/** VideoCodecID and SoundFormat, Adobe FLV 10.1, E.4.3.1 and E.4.2.1. */
const CODEC_ID_AVC = 7;
const SOUND_FORMAT_AAC = 10;

/** A player that is told a duration or a file size shows a live stream as a recording. */
const OF_A_FILE = ['duration', 'filesize', 'keyframes', 'lasttimestamp', 'lastkeyframetimestamp'];

/** What a live stream says of itself; length, size and mean rates of a file are not true of it. */
const OF_A_STREAM = ['width', 'height', 'framerate', 'audiosamplerate', 'stereo'];

/** The headers of a file as those of a stream that plays it. */
export const withLiveMetadata = (headers: StreamHeaders): StreamHeaders => ({
  ...headers,
  metadata: Object.fromEntries(
    OF_A_STREAM.flatMap((key) => {
      const value = headers.metadata[key];
      return value === undefined ? [] : [[key, value]];
    }),
  ),
});

/** `onMetaData` for players: the publisher's words without those of a file, and over them what its headers prove. */
export function liveMetadata({ video, audio, metadata }: StreamHeaders): Record<string, Amf0Value> {
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
