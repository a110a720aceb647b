import { fitsFlv, frameTagSize, writeFrameTag } from '../flv/flv-frame.js';
import { FlvHeaders } from '../flv/flv-headers.js';
import type { StreamHeaders } from '../stream/media-frame.js';
import type { RecordedItem } from './recorded-frames.js';

/** A recording as FLV, frame by frame: made while it is sent. */
export async function* recordingFlv(items: AsyncIterable<RecordedItem>): AsyncGenerator<Uint8Array> {
  let before: StreamHeaders | undefined;
  let headers: FlvHeaders | undefined;
  for await (const item of items) {
    if (item.kind === 'headers') {
      headers = new FlvHeaders(item.headers);
      continue;
    }
    if (!headers || !fitsFlv(item)) continue;
    if (before === undefined) yield headers.first(item.dtsMs);
    else if (before !== headers.headers) yield headers.change(item.dtsMs, before);
    before = headers.headers;
    const tag = new Uint8Array(frameTagSize(item));
    writeFrameTag(tag, 0, item);
    yield tag;
  }
}
