/** Which of a publisher's clocks an advice is about: publishers stamp audio and video apart. */
export type MediaKind = (typeof MEDIA_KINDS)[number];
export const MEDIA_KINDS = ['audio', 'video'] as const;

/**
 * What a publisher does that costs its viewers something, and that somebody at the encoder can change. The stream goes on
 * with what can be made of it. Times are milliseconds.
 */
export type StreamAdvice =
  /** Audio and video bear different times. Positive: audio bears the later ones. `corrected`: too far apart to be meant. */
  | { readonly code: 'clock-offset'; readonly offsetMs: number; readonly corrected: boolean }
  /** Time stamps that do not move; the frames are timed by the other clock, or by their arrival. */
  | { readonly code: 'clock-stands-still'; readonly media: MediaKind }
  | {
      readonly code: 'clock-steps-back' | 'clock-jumps';
      readonly media: MediaKind;
      readonly times: number;
      readonly largestMs: number;
    }
  /** `keepsOutViewers`: the frames since the last key frame are not kept, so a viewer who joins waits for the next one. */
  | {
      readonly code: 'key-frame-interval-too-long';
      readonly intervalMs: number;
      readonly recommendedMs: number;
      readonly keepsOutViewers: boolean;
    }
  | { readonly code: 'no-audio' }
  /** Only audio comes: viewers are shown black frames. */
  | { readonly code: 'no-video' }
  /** What a decoder needs before the first frame cannot be read; the reason is in English. */
  | { readonly code: 'unreadable-header'; readonly media: MediaKind; readonly reason: string }
  /** Frames that cannot be decoded and were left out. */
  | { readonly code: 'damaged-frames'; readonly count: number };

export type StreamAdviceCode = StreamAdvice['code'];

/** What a stream's frames show of their publisher; null while there is too little to tell. */
export type StreamHealth = {
  /** Bits a second, audio and lesson included. */
  readonly bitrate: number | null;
  /** Frames a second, measured. */
  readonly frameRate: number | null;
  /** Milliseconds between the last two random access frames, or since the last one when that is longer. */
  readonly keyFrameIntervalMs: number | null;
  /** How much later audio is stamped than the video that arrives with it, milliseconds, as published. */
  readonly audioOffsetMs: number | null;
  readonly advice: readonly StreamAdvice[];
};
