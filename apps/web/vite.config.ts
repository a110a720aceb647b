import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { chunksByRoots } from '../../scripts/bundling/chunks-by-roots.mjs';
import { precompress } from '../../scripts/bundling/precompress.mjs';
import { preloadImports } from '../../scripts/bundling/preload-imports.mjs';

/** Where the server runs while pages are being developed. */
const server = process.env['LOCKSTEP_SERVER'] ?? 'http://127.0.0.1:3000';

const file = (name: string): string => join(import.meta.dirname, `src/app/${name}.tsx`);

/** What pages begin with: the first requests of a student, the student's page, and every other page. */
const roots = { first: file('student'), class: file('student-app'), main: file('main') };

/** A library is used in part by each page, which only the bundler knows. */
const partlyUsed = /[\\/]libs[\\/](?!player)|[\\/]node_modules[\\/](?:yaml|zod)[\\/]/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadImports('student.html', roots.class), precompress()],
  resolve: { conditions: ['@lockstep/source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    sourcemap: true,
    rolldownOptions: {
      // The student's address has a document of its own, which names all that the first frame needs.
      input: ['index.html', 'student.html'].map((name) => join(import.meta.dirname, name)),
      preserveEntrySignatures: 'allow-extension',
      output: {
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0] ?? name}-[hash].js`,
        // Forty small files cost a student's browser more time than the bytes in them.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: chunksByRoots(roots), test: (id) => !partlyUsed.test(id) },
            { name: 'shared', test: partlyUsed, entriesAware: true, entriesAwareMergeThreshold: 3000 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/live': { target: server, ws: true },
      '/socket.io': { target: server, ws: true },
    },
  },
});
