import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { LadderTemplate } from '@lockstep/media';
import type { DeliveryTemplateRow } from './template.entity.js';

/** The images of watermarks as files, which ffmpeg reads; they are gone with the server. */
@Injectable()
export class WatermarkImages implements OnModuleDestroy {
  #folder: string | undefined;
  readonly #written = new Set<string>();

  /** What ffmpeg is to make of it. @throws StoredRecordUnreadable */
  ladderOf({ content, image }: Pick<DeliveryTemplateRow, 'content' | 'image'>): LadderTemplate {
    const { renditions, crop, blur, watermark } = content;
    return {
      renditions: renditions.map(({ frameRate, ...one }) => ({
        ...one,
        ...(frameRate !== null && { frameRate }),
      })),
      ...(crop && { crop }),
      blur,
      ...(watermark && {
        watermark: {
          ...{ corner: watermark.corner, showsTime: watermark.showsTime },
          ...(watermark.text !== null && watermark.text !== '' && { text: watermark.text }),
          ...(image && { image: this.#write(image) }),
        },
      }),
    };
  }

  onModuleDestroy(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(image: Buffer): string {
    this.#folder ??= mkdtempSync(path.join(tmpdir(), 'lockstep-images-'));
    const file = path.join(this.#folder, `${createHash('sha256').update(image).digest('hex')}.webp`);
    if (!this.#written.has(file)) writeFileSync(file, image);
    this.#written.add(file);
    return file;
  }
}
