import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Page } from './page.js';

/** A page is answered as its items; where more follow, the header Link (RFC 8288) names the next page. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next
      .handle()
      .pipe(map((answer: unknown) => (answer instanceof Page ? items(context, answer) : answer)));
  }
}

function items(context: ExecutionContext, { items: shown, next }: Page<unknown>): readonly unknown[] {
  const http = context.switchToHttp();
  if (next !== undefined) {
    const { originalUrl } = http.getRequest<Request>();
    const address = new URL(originalUrl, 'http://relative');
    address.searchParams.set('cursor', next);
    http.getResponse<Response>().setHeader('Link', `<${address.pathname}${address.search}>; rel="next"`);
  }
  return shown;
}
