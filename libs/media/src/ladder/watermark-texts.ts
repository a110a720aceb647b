import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WatermarkFiles } from './filters.js';
import type { Watermark } from './template.js';

const TIME = '%{gmtime:%H\\:%M\\:%S} UTC';

/** The texts of watermarks as files, which are gone with it. */
export class WatermarkTexts implements AsyncDisposable {
  #folder: string | undefined;

  of(watermark: Watermark | undefined): WatermarkFiles {
    return {
      ...(watermark?.text !== undefined && { text: this.#write('text', watermark.text) }),
      ...(watermark?.showsTime === true && { time: this.#write('time', TIME) }),
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    return Promise.resolve();
  }

  #write(name: string, text: string): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'lockstep-watermark-'));
    const path = join(this.#folder, name);
    writeFileSync(path, text);
    return path;
  }
}
