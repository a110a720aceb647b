import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DecksModule } from '../decks/decks.module.js';
import { Lesson } from './lesson.entity.js';
import { LessonsController } from './lessons.controller.js';
import { LessonsService } from './lessons.service.js';
import { SlideUpload } from './slide-upload.interceptor.js';

@Module({
  imports: [TypeOrmModule.forFeature([Lesson]), DecksModule],
  controllers: [LessonsController],
  providers: [LessonsService, SlideUpload],
  exports: [LessonsService],
})
export class LessonsModule {}
