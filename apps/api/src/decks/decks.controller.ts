import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Deck } from '@lockstep/contracts';
import type { Response } from 'express';
import * as z from 'zod';
import { Access } from '../access/access.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { DecksService, describeDeck } from './decks.service.js';
import { SlidePictures } from './slide-pictures.js';

const SlideIndex = z.coerce.number().int().min(0).max(9999);
/** The id names the content, so nobody ever has to ask twice. */
const forever = 'public, max-age=31536000, immutable';

/** Open to anyone who knows a deck's id: it is in the stream that everyone with the link may watch. */
@ApiTags('Decks')
@Controller('api/decks')
export class DecksController {
  constructor(
    private readonly decks: DecksService,
    private readonly pictures: SlidePictures,
  ) {}

  @Get(':id')
  @Access('public')
  @Header('Cache-Control', forever)
  @Documented({ summary: 'The slides of a deck', answers: Deck, refuses: { 404: 'There is no such deck' } })
  async get(@PathId() id: string): Promise<Deck> {
    return describeDeck(await this.decks.get(id));
  }

  @Get(':id/slides/:index')
  @Access('public')
  @ApiProduces('image/webp')
  @Documented({ summary: 'The picture of one slide', refuses: { 404: 'There is no such slide' } })
  async picture(
    @PathId() id: string,
    @Param('index', { schema: SlideIndex }) index: number,
    @Res() response: Response,
  ): Promise<void> {
    const slide = await this.decks.slide(id, index);
    const headers = { 'Content-Type': slide.mediaType, 'Cross-Origin-Resource-Policy': 'cross-origin' };
    const file = await this.pictures.fileOf(slide);
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
