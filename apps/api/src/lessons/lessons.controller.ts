import type { Identity } from '../access/identity.js';
import type { Page } from '../paging/page.js';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Put,
  Query,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Lesson, LessonDraft, LessonSummary, PageQuery, SlideOrder } from '@lockstep/contracts';
import * as z from 'zod';
import { Access, Caller } from '../access/access.js';
import type { UploadedFile } from '../decks/slide-pictures.js';
import { TakesBody } from '../http/json-body.interceptor.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { LessonsService } from './lessons.service.js';
import { SlideUpload } from './slide-upload.interceptor.js';

const UploadMode = z.object({
  replace: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Take the place of the slides that are there.'),
});
type UploadMode = z.infer<typeof UploadMode>;

const filesBody = {
  type: 'object',
  required: ['files'],
  properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
};

/** 5,000 cues of 100 bytes each, or 1,000 slides of 300. */
const MAX_LESSON_BODY = 512 * 1024;

@ApiTags('Lessons')
@ApiBearerAuth()
@Access('author')
@Controller('api/lessons')
export class LessonsController {
  constructor(private readonly lessons: LessonsService) {}

  @Get()
  @Documented({
    summary: 'The lessons that the caller may look at, the latest first',
    answers: listOf(LessonSummary),
  })
  list(
    @Query({ schema: PageQuery }) query: PageQuery,
    @Caller() caller: Identity,
  ): Promise<Page<LessonSummary>> {
    return this.lessons.list(query, caller);
  }

  @TakesBody(MAX_LESSON_BODY)
  @Post()
  @Documented({
    summary: 'Make a lesson',
    status: 201,
    answers: Lesson,
    refuses: { 400: 'A field does not fit' },
  })
  create(@Body({ schema: LessonDraft }) draft: LessonDraft, @Caller() caller: Identity): Promise<Lesson> {
    return this.lessons.create(draft, caller.id);
  }

  @Get(':id')
  @Documented({ summary: 'A lesson', answers: Lesson, refuses: { 404: 'There is no such lesson' } })
  get(@PathId() id: string): Promise<Lesson> {
    return this.lessons.get(id);
  }

  @TakesBody(MAX_LESSON_BODY)
  @Put(':id')
  @Documented({
    summary: 'Replace title, questions and cues of a lesson',
    description: 'Sessions that were made before keep the lesson as it was.',
    answers: Lesson,
    refuses: { 400: 'A field does not fit', 404: 'There is no such lesson' },
  })
  replace(@PathId() id: string, @Body({ schema: LessonDraft }) draft: LessonDraft): Promise<Lesson> {
    return this.lessons.replace(id, draft);
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({ summary: 'Delete a lesson', status: 204, refuses: { 404: 'There is no such lesson' } })
  remove(@PathId() id: string): Promise<void> {
    return this.lessons.remove(id);
  }

  @Post(':id/slides')
  @UseInterceptors(SlideUpload)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: filesBody })
  @Documented({
    summary: 'Upload slides',
    description:
      'PNG, JPEG or WebP pictures, and PDF files of which each page becomes a slide, in the form field `files`.',
    status: 201,
    answers: Lesson,
    refuses: {
      400: 'A file cannot be read; the lesson is as it was',
      404: 'There is no such lesson',
      413: 'More than is taken',
    },
  })
  upload(
    @PathId() id: string,
    @Query({ schema: UploadMode }) mode: UploadMode,
    @UploadedFiles() files: readonly UploadedFile[] | undefined,
  ): Promise<Lesson> {
    return this.lessons.addSlides(id, files ?? [], mode.replace);
  }

  @TakesBody(MAX_LESSON_BODY)
  @Put(':id/slides')
  @Documented({
    summary: 'Reorder, remove and name slides',
    answers: Lesson,
    refuses: { 400: 'A slide is not there', 404: 'There is no such lesson' },
  })
  order(@PathId() id: string, @Body({ schema: SlideOrder }) order: SlideOrder): Promise<Lesson> {
    return this.lessons.orderSlides(id, order);
  }
}
