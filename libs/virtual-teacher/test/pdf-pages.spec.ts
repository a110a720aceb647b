import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { PdfMessage } from '../src/deck/pdf/pdf-pages.worker.js';
import { pdfOf } from './pdf.js';

it('a document of many pages never has more than two of them in memory', async () => {
  const lines = Array.from({ length: 12 }, (_, i) => `Page ${String(i)}`);
  const workerData = { bytes: pdfOf(lines), maxWidth: 1920, maxHeight: 1080, maxPages: 300 };
  const worker = new Worker(new URL('../src/deck/pdf/pdf-pages.worker.ts', import.meta.url), { workerData });
  let pages = 0;
  let unused = 0;
  let most = 0;
  worker.on('message', (message: PdfMessage) => {
    if ('refused' in message) throw new Error(message.refused);
    if ('done' in message) return void worker.terminate();
    pages++;
    most = Math.max(most, ++unused);
    const { rgba, width, height } = message.page;
    const encoded = sharp(rgba, { raw: { width, height, channels: 4 } })
      .webp()
      .toBuffer();
    void encoded.then(() => {
      unused--;
      worker.postMessage('next');
    });
  });
  await once(worker, 'exit');
  expect({ pages, most }).toEqual({ pages: 12, most: 2 });
});
