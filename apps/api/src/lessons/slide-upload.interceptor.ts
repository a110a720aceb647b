import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Settings } from '../config/settings.js';
import { MAX_FILES } from '../decks/slide-limits.js';
import { ValidationFailed } from '../errors/domain-error.js';
import { UploadTooLarge } from './lesson-errors.js';

const MiB = 1024 * 1024;

/** Reads the form field `files` into memory, after its declared length was found to be bearable. */
@Injectable()
export class SlideUpload implements NestInterceptor {
  constructor(private readonly settings: Settings) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const mostMb = this.settings.get('MAX_UPLOAD_MB');
    refuseLongUpload(context.switchToHttp().getRequest<Request>(), mostMb);
    const limits = { files: MAX_FILES, fields: 0, fileSize: Math.ceil(mostMb * MiB) };
    return new (FilesInterceptor('files', MAX_FILES, { limits }))().intercept(context, next);
  }
}

/** All files of a request are bounded together, and only this header tells their sum beforehand. */
export function refuseLongUpload(request: Request, mostMb: number): void {
  const length = Number(request.headers['content-length'] ?? NaN);
  if (Number.isNaN(length)) {
    throw new ValidationFailed([
      { code: 'missing', field: 'Content-Length', message: 'is needed for an upload' },
    ]);
  }
  if (length > mostMb * MiB) throw new UploadTooLarge(`at most ${String(mostMb)} MB are taken`);
}
