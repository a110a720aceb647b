import { AvcPictureOrderCounter } from './avc/picture-order-count.js';
import { HevcPictureOrderCounter } from './hevc/picture-order-count.js';
import type { VideoCodec } from './nal-unit.js';
import type { PictureOrderCounter } from './picture-order.js';

/** Derives output order from slice headers: what a container's time stamps say, for streams that have none. */
export const pictureOrderCounter = (codec: VideoCodec): PictureOrderCounter =>
  codec === 'h264' ? new AvcPictureOrderCounter() : new HevcPictureOrderCounter();
