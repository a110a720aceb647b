import type { StreamAdvice } from '../stream/stream-advice.js';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** An advice in words for the log of an encoder: what is wrong with what it sends, and what to change. */
export function adviceInWords(advice: StreamAdvice): string {
  switch (advice.code) {
    case 'clock-offset': {
      const { offsetMs, corrected } = advice;
      const order = offsetMs > 0 ? 'later' : 'earlier';
      const outcome = corrected
        ? 'The audio was moved to the video that arrives with it.'
        : 'The offset is kept.';
      return `The time stamps of audio are ${seconds(Math.abs(offsetMs))} ${order} than those of video. ${outcome}`;
    }
    case 'clock-stands-still':
      return `The time stamps of ${advice.media} stand still. Frames are timed by their arrival or by the other clock.`;
    case 'clock-steps-back':
      return `The time stamps of ${advice.media} went back by up to ${seconds(advice.largestMs)}.`;
    case 'clock-jumps':
      return `The time stamps of ${advice.media} jumped by up to ${seconds(advice.largestMs)}.`;
    case 'key-frame-interval-too-long': {
      const { intervalMs, recommendedMs, keepsOutViewers } = advice;
      const outcome = keepsOutViewers
        ? 'Viewers who join see nothing until the next key frame'
        : 'Viewers who join wait';
      return `There is one key frame in ${seconds(intervalMs)}. ${outcome}: set the key frame interval to ${seconds(recommendedMs)}.`;
    }
    case 'no-audio':
      return 'Video comes without audio.';
    case 'no-video':
      return 'Audio comes without video: viewers see black.';
    case 'unreadable-header':
      return advice.reason;
    case 'damaged-frames':
      return 'Frames that cannot be decoded are left out.';
  }
}
