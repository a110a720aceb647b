import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Settings } from '../../config/settings.js';
import { MAX_FILES } from '../../decks/slide-limits.js';
import { refuseLongUpload } from '../slide-upload.interceptor.js';
import { FileStore } from './file-store.js';

const MiB = 1024 * 1024;

/** Reads the form field `files` onto the disk: a clip may be larger than what memory is for. */
@Injectable()
export class ScriptUpload implements NestInterceptor {
  constructor(
    private readonly settings: Settings,
    private readonly store: FileStore,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const mostMb = this.settings.get('MAX_UPLOAD_MB');
    refuseLongUpload(context.switchToHttp().getRequest<Request>(), mostMb);
    const options = {
      dest: this.store.incoming,
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { files: MAX_FILES, fields: 0, fileSize: Math.ceil(mostMb * MiB) },
    };
    return new (FilesInterceptor('files', MAX_FILES, options))().intercept(context, next);
  }
}
