import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DecksModule } from '../decks/decks.module.js';
import { LessonsModule } from '../lessons/lessons.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { DryRuns } from './dry-runs.js';
import { Encoders } from './encoders.js';
import { TemplateChoices } from './template-choices.js';
import { TemplateChoicesController } from './template-choices.controller.js';
import { DeliveryTemplateRow, LessonTemplate, SessionTemplate } from './template.entity.js';
import { TemplatesController } from './templates.controller.js';
import { Templates } from './templates.service.js';
import { WatermarkImages } from './watermark-images.js';

@Module({
  imports: [
    DecksModule,
    LessonsModule,
    SessionsModule,
    TypeOrmModule.forFeature([DeliveryTemplateRow, LessonTemplate, SessionTemplate]),
  ],
  controllers: [TemplatesController, TemplateChoicesController],
  providers: [DryRuns, Encoders, TemplateChoices, Templates, WatermarkImages],
  exports: [Encoders, TemplateChoices, WatermarkImages],
})
export class TemplatesModule {}
