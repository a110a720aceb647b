import { defineLockstepPlayer } from './lockstep-player-element.js';

export * from './index.js';

defineLockstepPlayer();
