import { Injectable } from '@nestjs/common';
import {
  FfmpegMissing,
  findFfmpeg,
  MediaFileError,
  type MediaFileProblem,
  probeMedia,
} from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { DomainError } from '../errors/domain-error.js';
import { MediaFiles } from '../sessions/media-files.js';

const reasons: Record<MediaFileProblem, string> = {
  'missing-file': 'it cannot be read',
  'not-media': 'it is no media file',
  'no-video': 'it has no video',
};

export class MediaNotPlayable extends DomainError {
  override readonly name = 'MediaNotPlayable';
  readonly kind = 'conflict';
  readonly code = 'media-not-playable';
  constructor(name: string, reason: string, cause: unknown) {
    super(`The media file ${name} cannot be played: ${reason}.`, { cause, params: { name } });
  }
}

/** Checks a film before the class is announced. */
@Injectable()
export class Films {
  constructor(
    private readonly settings: Settings,
    private readonly files: MediaFiles,
  ) {}

  /** The path of a film that can be played. @throws MediaFileNotFound, {@link MediaNotPlayable} */
  async playable(name: string): Promise<string> {
    const path = await this.files.pathOf(name);
    try {
      await probeMedia(await findFfmpeg({ path: this.settings.get('FFMPEG_PATH') }), path);
      return path;
    } catch (error) {
      if (error instanceof MediaFileError) throw new MediaNotPlayable(name, reasons[error.problem], error);
      if (error instanceof FfmpegMissing) throw new MediaNotPlayable(name, error.message, error);
      throw error;
    }
  }
}
