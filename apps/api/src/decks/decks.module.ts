import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Deck } from './deck.entity.js';
import { DecksController } from './decks.controller.js';
import { DecksService } from './decks.service.js';
import { SlidePictures } from './slide-pictures.js';

@Module({
  imports: [TypeOrmModule.forFeature([Deck])],
  controllers: [DecksController],
  providers: [DecksService, SlidePictures],
  exports: [DecksService, SlidePictures],
})
export class DecksModule {}
