import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { MediaFile } from '@lockstep/contracts';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain-error.js';

const extensions = ['.mp4', '.m4v', '.mov', '.flv'];

export class MediaFileNotFound extends DomainError {
  override readonly name = 'MediaFileNotFound';
  readonly kind = 'not-found';
  readonly code = 'media-file-not-found';
  constructor(name: string) {
    super(`There is no media file ${name}; put it into the folder "media" of the data folder.`, {
      params: { name },
    });
  }
}

/** The files that a session may play: those lying directly in the media folder, and nothing else. */
@Injectable()
export class MediaFiles {
  constructor(private readonly settings: Settings) {}

  async list(): Promise<MediaFile[]> {
    const folder = this.settings.inData('media');
    const files = (await readdir(folder, { withFileTypes: true })).filter(
      (entry) => entry.isFile() && extensions.includes(path.extname(entry.name).toLowerCase()),
    );
    const described = files.map(async ({ name }) => {
      const { size, mtime } = await stat(path.join(folder, name));
      return { name, sizeBytes: size, modifiedAt: mtime.toISOString() };
    });
    return (await Promise.all(described)).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @throws MediaFileNotFound for every name that is not in the list, whatever it looks like */
  async pathOf(name: string): Promise<string> {
    if (!(await this.list()).some((file) => file.name === name)) throw new MediaFileNotFound(name);
    return this.settings.inData('media', name);
  }
}
