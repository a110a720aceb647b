import { sdk } from './vite.config.js';

// A page that plays live streams loads nothing of recordings.
export default sdk('lockstep-replay', 'src/replay/index.ts', 'src/replay/index.ts');
