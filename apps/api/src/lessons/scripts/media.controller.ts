import { Controller, Get, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import * as z from 'zod';
import { Access } from '../../access/access.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import { AssetNotFound } from '../lesson-errors.js';
import { FileStore } from './file-store.js';

/** Open to anyone who knows the hash of a content: it is in the stream that everyone with the link may watch. */
@ApiTags('Decks')
@Controller('api/media')
export class MediaController {
  constructor(private readonly store: FileStore) {}

  @Get(':id')
  @Access('public')
  @ApiProduces('application/octet-stream')
  @Documented({
    summary: 'A picture, a recording or a film of a question',
    description: 'Named by its content, so it never changes. Takes Range.',
    answers: z.string(),
    refuses: { 404: 'There is no such picture, recording or film' },
  })
  async get(@PathId() id: string, @Res() response: Response): Promise<void> {
    const mediaType = await this.store.shownTypeOf(id);
    if (mediaType === undefined) throw new AssetNotFound(id);
    const headers = {
      'Content-Type': mediaType,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // an SVG that is opened by itself runs nothing and loads nothing
      'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
    };
    const file = await this.store.fileOf(id);
    const options = { headers, immutable: true, maxAge: '365d', dotfiles: 'allow' } as const;
    await new Promise<void>((resolve, reject) => {
      response.sendFile(file, options, (error) => {
        const hasLeft = response.headersSent || response.destroyed; // cut off by the viewer
        if (error && !hasLeft) reject(error);
        else resolve();
      });
    });
  }
}
