import { Screen } from '../screen/surface.js';
import { FileReplay } from './file-replay.js';
import type { Replay, ReplayOptions } from './replay.js';

/**
 * Plays a finished recording (an MP4 with the lesson's messages in its frames) in `container`, which gives it its size, until `destroy`.
 * It begins paused. What goes wrong after the call is told by the event `error`.
 *
 * @throws TypeError for an address that is not a URL
 */
export function createReplay(container: HTMLElement, options: ReplayOptions): Replay {
  const screen = new Screen(container, options.surface ?? 'auto', () => replay?.redraw());
  let replay: FileReplay | undefined;
  try {
    replay = new FileReplay(screen, options);
    return replay;
  } catch (error) {
    screen.remove();
    throw error;
  }
}
