import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { precompress } from '../../scripts/bundling/precompress.mjs';

/** Where the server runs while pages are being developed. */
const server = process.env['LOCKSTEP_SERVER'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  resolve: { conditions: ['@lockstep/source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    sourcemap: true,
    rolldownOptions: {
      // The student's address has a document of its own, which names all that the first frame needs.
      input: ['index.html', 'student.html'].map((name) => join(import.meta.dirname, name)),
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
