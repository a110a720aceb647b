import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { precompress } from '../../scripts/bundling/precompress.mjs';
import { sdkDeclaration } from '../../scripts/bundling/sdk-declaration.mjs';

/** The declaration beside the module, made from the source. */
const declaration = (): Plugin => ({
  name: 'lockstep-declaration',
  writeBundle({ dir }) {
    if (dir === undefined) return;
    writeFileSync(
      join(dir, 'lockstep-player.d.ts'),
      sdkDeclaration(join(import.meta.dirname, 'src/index.ts')),
    );
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
