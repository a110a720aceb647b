import { readAvcDecoderConfiguration, readSps } from '@lockstep/sei';
import type { VideoHeaders } from '../stream/media-frame.js';
import { WhepRefusal } from './whep-refusal.js';

/** Baseline, Main, High: H.264, A.2. Browsers name the first two in their offers and decode all of them. */
const PROFILES = new Map([
  [66, 'Baseline'],
  [77, 'Main'],
  [100, 'High'],
]);
const YUV_420 = 1;

/** @returns why browsers do not take a stream with these headers by WebRTC; undefined: they do */
export function profileRefusal({ codec, config }: VideoHeaders): WhepRefusal | undefined {
  if (codec !== 'h264') return refused(`Its codec is ${codec}; WebRTC has H.264.`);
  const [sps] = readAvcDecoderConfiguration(config).sps;
  if (sps === undefined) return refused('Its parameter sets are not known yet.');
  const { profileIdc, chromaFormat, bitDepthLuma, frameMbsOnly } = readSps(sps);
  if (!PROFILES.has(profileIdc))
    return refused(`Its H.264 profile is ${profileIdc}; WebRTC has Baseline, Main and High.`);
  if (chromaFormat !== YUV_420 || bitDepthLuma !== 8)
    return refused('WebRTC has 8 bits and 4:2:0; its colours have more.');
  return frameMbsOnly ? undefined : refused('It is interlaced; WebRTC has whole frames.');
}

export const reorderedRefusal = (): WhepRefusal =>
  new WhepRefusal(
    422,
    'webrtc-b-frames',
    'The video has B-frames, which WebRTC cannot carry: publish without them (x264: bframes=0), or watch over FLV or HLS.',
  );

const refused = (message: string): WhepRefusal => new WhepRefusal(422, 'webrtc-profile', message);
