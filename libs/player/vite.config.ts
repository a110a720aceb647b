import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { precompress } from '../../scripts/bundling/precompress.mjs';

/** The declaration beside the module: kept by hand, checked against the source by src/sdk-types.spec.ts. */
const declaration = (): Plugin => ({
  name: 'lockstep-declaration',
  writeBundle({ dir }) {
    const name = 'lockstep-player.d.ts';
    if (dir !== undefined) copyFileSync(join(import.meta.dirname, 'sdk', name), join(dir, name));
  },
});

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['@lockstep/source', ...defaultClientConditions] },
  plugins: [declaration(), precompress()],
  worker: { rolldownOptions: { output: { minify: true } } },
  build: {
    target: 'es2022',
    outDir: 'dist/sdk',
    sourcemap: false,
    // A library is only half minified by default, for bundlers that come after; this module is for pages.
    rolldownOptions: { output: { minify: true } },
    lib: { entry: 'src/sdk.ts', formats: ['es'], fileName: () => 'lockstep-player.js' },
  },
});
