/** Why a stream is not played by WebRTC, for programs. */
export type WhepRefusalCode =
  /** What was sent is no offer, or a piece of one that does not fit. */
  | 'webrtc-offer'
  /** The offer takes no H.264. */
  | 'webrtc-no-codec'
  /** Frames are not shown in the order in which they are decoded, which WebRTC cannot. */
  | 'webrtc-b-frames'
  /** Browsers do not take the profile of the stream by WebRTC. */
  | 'webrtc-profile'
  /** This server has no WebRTC. */
  | 'webrtc-unavailable'
  | 'webrtc-full'
  | 'webrtc-not-live'
  | 'webrtc-no-stream'
  | 'webrtc-no-viewer'
  | 'webrtc-method'
  | 'webrtc-media-type'
  | 'webrtc-etag'
  | 'webrtc-restart';

/** A request that is not served, with a sentence for people. */
export class WhepRefusal extends Error {
  override readonly name = 'WhepRefusal';
  constructor(
    readonly status: number,
    readonly code: WhepRefusalCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
