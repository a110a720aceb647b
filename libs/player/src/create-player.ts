import { LivePlayer } from './live-player.js';
import type { Player } from './player.js';
import { type PlayerOptions, resolveOptions } from './player-options.js';

/**
 * Plays a live stream into `container` (which gives it its size) until `destroy`. @throws TypeError for an address that is not a URL and
 * a `RangeError` for an option that makes no sense; later failures are reported by events.
 */
export function createPlayer(container: HTMLElement, options: PlayerOptions): Player {
  return new LivePlayer(container, resolveOptions(options));
}
