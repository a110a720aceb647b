import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { precompress } from '../../scripts/bundling/precompress.mjs';
import { sdkDeclaration } from '../../scripts/bundling/sdk-declaration.mjs';

/** The declaration beside the module, made from the source. */
const declaration = (name: string, entry: string): Plugin => ({
  name: 'lockstep-declaration',
  writeBundle({ dir }) {
    if (dir === undefined) return;
    writeFileSync(join(dir, `${name}.d.ts`), sdkDeclaration(join(import.meta.dirname, entry)));
  },
});

const inside = join(import.meta.dirname, 'src/media/load-pipeline.inside.ts');

/** One module for pages, with everything that it needs. @param api what the declaration is made from */
export const sdk = (name: string, entry: string, api: string) =>
  defineConfig({
    root: import.meta.dirname,
    resolve: {
      conditions: ['@lockstep/source', ...defaultClientConditions],
      alias: [{ find: /^\.\/load-pipeline\.js$/, replacement: inside }],
    },
    plugins: [declaration(name, api), precompress()],
    worker: { rolldownOptions: { output: { minify: true } } },
    build: {
      target: 'es2022',
      outDir: 'dist/sdk',
      // there are two modules in it
      emptyOutDir: false,
      sourcemap: false,
      // A library is only half minified by default, for bundlers that come after; this module is for pages.
      rolldownOptions: { output: { minify: true } },
      lib: { entry, formats: ['es'], fileName: () => `${name}.js` },
    },
  });

export default sdk('lockstep-player', 'src/sdk.ts', 'src/index.ts');
