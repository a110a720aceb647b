import { LivePlayer } from './live-player.js';
import type { Player } from './player.js';
import { type PlayerOptions, type RecordingOptions, resolveOptions } from './player-options.js';
import { LateReplay } from './replay/late-replay.js';
import type { Replay } from './replay/replay.js';

/**
 * Plays a live stream into `container` (which gives it its size) until `destroy`. @throws TypeError for an address that is not a URL and
 * a `RangeError` for an option that makes no sense; later failures are reported by events.
 */
export function createPlayer(container: HTMLElement, options: PlayerOptions): Player;
/**
 * Plays a finished recording in `container` until `destroy`: an MP4, its HLS playlist, or a file of this machine. It begins paused.
 * @throws TypeError for an address that is not a URL; later failures are reported by the event `error`.
 */
export function createPlayer(container: HTMLElement, options: RecordingOptions): Replay;
export function createPlayer(
  container: HTMLElement,
  options: PlayerOptions | RecordingOptions,
): Player | Replay {
  if ('recording' in options) {
    const { recording: source, ...rest } = options;
    return new LateReplay(container, { ...rest, source });
  }
  return new LivePlayer(container, resolveOptions(options));
}
