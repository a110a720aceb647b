import { join } from 'node:path';
import { build } from 'vite';

/** Builds the player and what it loads later as they ship into `directory`; returns the player's path. */
export async function buildSdk(directory: string): Promise<string> {
  await build({
    configFile: join(import.meta.dirname, '../../../libs/player/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: false },
  });
  return join(directory, 'lockstep-player.js');
}
