import { join } from 'node:path';
import { build } from 'vite';

/** Builds the player as it ships into `directory`; returns the module's path. */
export async function buildSdk(directory: string): Promise<string> {
  const library = join(import.meta.dirname, '../../../libs/player');
  await build({
    configFile: join(library, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: false },
  });
  return join(directory, 'lockstep-player.js');
}
