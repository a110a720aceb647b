import { declaration, sdk } from './vite.config.js';

// A page that plays live streams loads nothing of recordings.
export default sdk('lockstep-replay', 'src/replay/index.ts', [
  declaration('lockstep-replay', 'src/replay/index.ts'),
]);
