import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  build,
  defaultClientConditions,
  mergeConfig,
  type Plugin,
  type ResolvedConfig,
  type UserConfig,
} from 'vite';
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

/** Parts of the player that lie beside it, by the path with which they are loaded: they are fetched when they are wanted. */
const parts: Readonly<Record<string, { readonly name: string; readonly entry: string }>> = {
  './page-pipeline.js': { name: 'lockstep-pipeline', entry: 'src/media/page-pipeline.ts' },
  './file-replay.js': { name: 'lockstep-replay', entry: 'src/replay/file-replay.ts' },
  './rewind.js': { name: 'lockstep-rewind', entry: 'src/rewind/rewind.ts' },
};

/** Each part is a module of its own and imports nothing of the player, which so stays one file. */
const partsBeside = (): Plugin => {
  let config: ResolvedConfig;
  return {
    name: 'lockstep-parts-beside',
    enforce: 'pre',
    configResolved: (resolved) => void (config = resolved),
    resolveId(source) {
      const part = parts[source];
      return part && { id: `./${part.name}.js`, external: 'relative' };
    },
    async closeBundle() {
      const {
        logLevel = 'info',
        build: { outDir },
      } = config;
      for (const { name, entry } of Object.values(parts))
        await build(mergeConfig(sdk(name, entry), { configFile: false, logLevel, build: { outDir } }));
    },
  };
};

/** One module for pages, with everything that it needs but what the plugins leave out. */
const sdk = (name: string, entry: string, plugins: readonly Plugin[] = []): UserConfig => ({
  root: import.meta.dirname,
  resolve: { conditions: ['@lockstep/source', ...defaultClientConditions] },
  plugins: [...plugins, precompress()],
  worker: { rolldownOptions: { output: { minify: true } } },
  build: {
    target: 'es2022',
    outDir: 'dist/sdk',
    // there are several modules in it
    emptyOutDir: false,
    sourcemap: false,
    // A library is only half minified by default, for bundlers that come after; this module is for pages.
    rolldownOptions: { output: { minify: true } },
    lib: { entry, formats: ['es'], fileName: () => `${name}.js` },
  },
});

export default sdk('lockstep-player', 'src/sdk.ts', [
  partsBeside(),
  declaration('lockstep-player', 'src/index.ts'),
]);
