import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  FileBytes,
  recordedFrames,
  recordingFlv,
  type RecordedItem,
  recordingPlaylist,
} from '@lockstep/media';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { Access } from '../access/access.js';
import { Unlimited } from '../limits/limit.guard.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { FinishedFiles } from './finished-files.js';
import { RecordingNotFound } from './recording-errors.js';
import { placedStretches, RecordingStore, type Stored, type StoredPart } from './recording-store.js';
import { RecordingsService } from './recordings.service.js';
import { sendBytes, untilItLeaves } from './send-bytes.js';

const Stretch = z
  .string()
  .regex(/^\d{5}$/, 'is a number of five digits')
  .transform(Number);
const FINAL = 'public, max-age=3600';
const GROWING = 'public, max-age=1';

/** Open to anyone who knows a recording's id, as the stream was to anyone who had the link: players and caches send no tokens. */
@ApiTags('Recordings')
@Access('public')
@Controller('recordings')
export class RecordingFilesController {
  constructor(
    private readonly recordings: RecordingsService,
    private readonly store: RecordingStore,
    private readonly files: FinishedFiles,
  ) {}

  @Get(':id/index.m3u8')
  @Unlimited()
  @Documented({
    summary: 'A recording as HLS: byte ranges of its files',
    produces: 'application/vnd.apple.mpegurl',
    refuses: { 404: 'There is no such recording, or nothing of it yet' },
  })
  async playlist(@PathId() id: string, @Res() response: Response): Promise<void> {
    const { status } = await this.recordings.get(id);
    const stored = await this.#stored(id);
    const isEnded = status !== 'recording';
    const text = recordingPlaylist(placedStretches(stored, id, status === 'ready'), isEnded);
    response
      .set('Cache-Control', status === 'ready' ? FINAL : GROWING)
      .type('application/vnd.apple.mpegurl')
      .send(text);
  }

  @Get(':id/:stretch.mp4')
  @Unlimited()
  @Documented({
    summary: 'One stretch of a recording, as its playlist names it',
    produces: 'video/mp4',
    refuses: { 404: 'There is no such recording or stretch' },
  })
  async stretch(
    @PathId() id: string,
    @Param('stretch', { schema: Stretch }) stretch: number,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.recordings.get(id);
    const slice = stretchSlice(await this.#stored(id), stretch);
    if (!slice) throw new RecordingNotFound(id);
    const { path, from, until } = slice;
    const cache = GROWING;
    const tag = `"${String(stretch)}-${String(until - from)}"`;
    await sendBytes(request, response, { path, from, size: until - from, type: 'video/mp4', cache, tag });
  }

  @Get(':id.mp4')
  @Unlimited()
  @Documented({
    summary: 'A finished recording as one MP4, with everything that replays the lesson',
    produces: 'video/mp4',
    refuses: { 404: 'There is no such recording', 409: 'It is not finished' },
  })
  async mp4(@PathId() id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await sendBytes(request, response, await this.files.of(await this.recordings.get(id)));
  }

  @Get(':id.flv')
  @Documented({
    summary: 'A recording as FLV, made while it is sent',
    produces: 'video/x-flv',
    refuses: { 404: 'There is no such recording, or nothing of it yet' },
  })
  async flv(@PathId() id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.recordings.get(id);
    const { parts } = await this.#stored(id);
    response.set({
      'Cache-Control': 'no-store',
      'Content-Type': 'video/x-flv',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    await untilItLeaves(pipeline(Readable.from(recordingFlv(framesOf(parts))), response));
  }

  /** @throws RecordingNotFound where there is nothing to send */
  async #stored(id: string): Promise<Stored> {
    const stored = await this.store.look(id);
    if (stored.startMs === undefined) throw new RecordingNotFound(id);
    return stored;
  }
}

async function* framesOf(parts: readonly StoredPart[]): AsyncGenerator<RecordedItem> {
  for (const { path, from, until } of parts) {
    await using source = await FileBytes.open(path);
    yield* recordedFrames(source, { from, until });
  }
}

/** Where a stretch is: a file of its own, or later a part of the finished one. */
function stretchSlice(
  { parts }: Stored,
  number: number,
): { readonly path: string; readonly from: number; readonly until: number } | undefined {
  const own = parts.find(({ name }) => Number.parseInt(name, 10) === number);
  const [only] = parts;
  const place = own
    ? { part: own, stretch: own.stretches[0] }
    : only && { part: only, stretch: only.stretches[number] };
  if (!place?.stretch) return undefined;
  const { init, segments } = place.stretch;
  const last = segments.at(-1) ?? init;
  return { path: place.part.path, from: init.offset, until: last.offset + last.length };
}
