import { Controller, Get, Post, Query, Res, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import { LessonImport, LessonScript, QuestionExport, QuestionFormat } from '@lockstep/contracts';
import type { Response } from 'express';
import * as z from 'zod';
import { Access, Caller } from '../../access/access.js';
import type { Identity } from '../../access/identity.js';
import { attach } from '../../http/attachment.js';
import { Documented, PathId } from '../../openapi/route-docs.js';
import type { IncomingFile } from '../scripts/script-files.service.js';
import { ExportsService } from './exports.service.js';
import { ImportsService } from './imports.service.js';
import { ImportUpload } from './import-upload.interceptor.js';

const ImportQuery = z.object({
  keep: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Whether a lesson is made of it; otherwise the file is only read.'),
  title: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .exactOptional()
    .describe('Of a lesson of questions; otherwise the name of the file.'),
  language: LessonScript.shape.language.describe('Of a lesson of questions.'),
});
type ImportQuery = z.infer<typeof ImportQuery>;
const ExportQuery = z.object({
  format: z.enum(QuestionFormat.options).describe('What the other program reads.'),
});
type ExportQuery = z.infer<typeof ExportQuery>;

const fileBody = {
  type: 'object',
  required: ['files'],
  properties: { files: { type: 'string', format: 'binary' } },
};
const unknown = { 404: 'There is no such lesson', 409: 'The lesson is no script, or has errors' };

@ApiTags('Lesson scripts')
@ApiBearerAuth()
@Access('author')
@Controller('api/lessons')
export class ExchangeController {
  constructor(
    private readonly imports: ImportsService,
    private readonly exports: ExportsService,
  ) {}

  @Post('imports')
  @UseInterceptors(ImportUpload)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: fileBody })
  @Documented({
    summary: 'Read a lesson, or questions of another program, and make a lesson of it',
    description:
      'One file in the form field `files`: a package (.lockstep), or questions in GIFT, Moodle XML or CSV. The answer says what comes in and what does not.',
    status: 201,
    answers: LessonImport,
    refuses: { 400: 'The file cannot be read, or a package is damaged', 413: 'More than is taken' },
  })
  import(
    @Query({ schema: ImportQuery }) { keep, title, language }: ImportQuery,
    @UploadedFiles() files: readonly IncomingFile[] | undefined,
    @Caller() caller: Identity,
  ): Promise<LessonImport> {
    return this.imports.import(files ?? [], { keep, title, language, ownerId: caller.id });
  }

  @Get(':id/questions')
  @Documented({
    summary: 'The questions of a draft as another program reads them',
    description: 'What the format does not hold is named with the id of its question.',
    answers: QuestionExport,
    refuses: unknown,
  })
  questions(
    @PathId() id: string,
    @Query({ schema: ExportQuery }) { format }: ExportQuery,
  ): Promise<QuestionExport> {
    return this.exports.questions(id, format);
  }

  @Get(':id/package')
  @ApiProduces('application/zip')
  @Documented({
    summary: 'A draft as one file, with its script and all files',
    answers: z.string(),
    refuses: unknown,
  })
  async package(@PathId() id: string, @Res() response: Response): Promise<void> {
    const { fileName, write } = await this.exports.package(id);
    attach(response, fileName);
    response.type('application/zip');
    try {
      await write(response);
    } catch (error) {
      if (!response.destroyed) throw error; // otherwise the client has gone
    }
  }
}
