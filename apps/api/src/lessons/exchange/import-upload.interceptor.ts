import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Settings } from '../../config/settings.js';
import { refuseLongUpload } from '../slide-upload.interceptor.js';
import { FileStore } from '../scripts/file-store.js';

const MiB = 1024 * 1024;

/** Reads the one file of an import onto the disk. */
@Injectable()
export class ImportUpload implements NestInterceptor {
  constructor(
    private readonly settings: Settings,
    private readonly store: FileStore,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const mostMb = this.settings.get('MAX_PACKAGE_MB');
    refuseLongUpload(context.switchToHttp().getRequest<Request>(), mostMb);
    const options = {
      dest: this.store.incoming,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 0, fileSize: Math.ceil(mostMb * MiB) },
    };
    return new (FilesInterceptor('files', 1, options))().intercept(context, next);
  }
}
