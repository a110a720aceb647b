import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Query,
  Res,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AssetPath, LessonAsset } from '@lockstep/contracts';
import type { Response } from 'express';
import * as z from 'zod';
import { Access } from '../../access/access.js';
import { Documented, listOf, PathId } from '../../openapi/route-docs.js';
import { type IncomingFile, ScriptFilesService } from './script-files.service.js';
import { ScriptUpload } from './script-upload.interceptor.js';

const WhichFile = z.object({ path: AssetPath });
type WhichFile = z.infer<typeof WhichFile>;
const Folder = z.object({
  folder: AssetPath.or(z.literal('')).default('').describe('Where below the script the files go.'),
});
type Folder = z.infer<typeof Folder>;

const filesBody = {
  type: 'object',
  required: ['files'],
  properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
};
const unknown = { 404: 'There is no such lesson or file', 409: 'The lesson is no script' };

@ApiTags('Lesson scripts')
@ApiBearerAuth()
@Access('author')
@Controller('api/lessons')
export class ScriptFilesController {
  constructor(private readonly files: ScriptFilesService) {}

  @Get(':id/files')
  @Documented({ summary: 'The files of a script', answers: listOf(LessonAsset), refuses: unknown })
  list(@PathId() id: string): Promise<LessonAsset[]> {
    return this.files.list(id);
  }

  @Post(':id/files')
  @UseInterceptors(ScriptUpload)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: filesBody })
  @Documented({
    summary: 'Upload files that the script names',
    description:
      'Marp decks (.md), PDF, PNG, JPEG, WebP, SVG, MP4, WebM, FLV, MP3, M4A, WAV and OGG, in the form field `files`. A name that ' +
      'is there is replaced.',
    status: 201,
    answers: listOf(LessonAsset),
    refuses: {
      ...unknown,
      400: 'A file is of another kind, or its name is not a file name; nothing was changed',
      413: 'More than is taken',
    },
  })
  upload(
    @PathId() id: string,
    @Query({ schema: Folder }) { folder }: Folder,
    @UploadedFiles() files: readonly IncomingFile[] | undefined,
  ): Promise<LessonAsset[]> {
    return this.files.upload(id, files ?? [], folder);
  }

  @Get(':id/files/content')
  @ApiProduces('application/octet-stream')
  @Documented({ summary: 'What is in a file', answers: z.string(), refuses: unknown })
  async content(
    @PathId() id: string,
    @Query({ schema: WhichFile }) { path }: WhichFile,
    @Res() response: Response,
  ): Promise<void> {
    const { file, asset } = await this.files.locate(id, path);
    response.setHeader('ETag', `"${asset.sha256}"`);
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.type(asset.mediaType).sendFile(file, { dotfiles: 'allow', cacheControl: false });
  }

  @Delete(':id/files')
  @HttpCode(204)
  @Documented({
    summary: 'Remove a file from the draft',
    description: 'Published versions keep it.',
    status: 204,
    refuses: unknown,
  })
  remove(@PathId() id: string, @Query({ schema: WhichFile }) { path }: WhichFile): Promise<void> {
    return this.files.remove(id, path);
  }
}
