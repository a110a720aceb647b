import { join } from 'node:path';
import { build } from 'vite';

/** Builds the player and its replay as they ship into `directory`; returns the player's path. */
export async function buildSdk(directory: string): Promise<string> {
  const library = join(import.meta.dirname, '../../../libs/player');
  for (const config of ['vite.config.ts', 'vite.replay.config.ts'])
    await build({
      configFile: join(library, config),
      logLevel: 'error',
      build: { outDir: directory, emptyOutDir: false },
    });
  return join(directory, 'lockstep-player.js');
}
