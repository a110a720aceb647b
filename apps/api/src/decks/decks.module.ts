import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Deck } from './deck.entity.js';
import { DecksController } from './decks.controller.js';
import { DecksService } from './decks.service.js';
import { SlidePictures } from './slide-pictures.js';
import { SlideRenderer } from './slide-renderer.js';

@Module({
  imports: [TypeOrmModule.forFeature([Deck])],
  controllers: [DecksController],
  providers: [DecksService, SlidePictures, SlideRenderer],
  exports: [DecksService, SlidePictures, SlideRenderer],
})
export class DecksModule {}
