import type { StreamHeaders } from '../stream/media-frame.js';

/** What a live stream says of itself; length, size and mean rates of a file are not true of it. */
const LIVE_METADATA = ['width', 'height', 'framerate', 'audiosamplerate', 'stereo'];

/** The headers of a file as those of a stream that plays it. */
export const withLiveMetadata = (headers: StreamHeaders): StreamHeaders => ({
  ...headers,
  metadata: Object.fromEntries(
    LIVE_METADATA.map((key) => [key, headers.metadata[key]]).filter(([, value]) => value !== undefined),
  ),
});
