import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  recordedFrames,
  recordingFlv,
  type RecordedItem,
  recordingPlaylist,
  playlistWithQuery,
  privateCache,
} from '@lockstep/media';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { Access } from '../access/access.js';
import { untilItLeaves } from '../http/until-it-leaves.js';
import { Unlimited } from '../limits/limit.guard.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { MediaGate } from '../streaming/media-gate.js';
import type { PartBytes } from './part-bytes.js';
import { RecordingNotFound, RecordingRefused } from './recording-errors.js';
import type { Recording } from './recording.entity.js';
import { FINAL, RecordingFiles } from './recording-files.js';
import { RecordingsService } from './recordings.service.js';
import { sendBytes } from './send-bytes.js';
import { placedStretches, type Stored, type StoredPart } from './stored-recording.js';

const Stretch = z
  .string()
  .regex(/^\d{5}$/, 'is a number of five digits')
  .transform(Number);
const GROWING = 'public, max-age=1';

/** Open to those who might watch the session: of one that is not private, to anyone who knows a recording's id. */
@ApiTags('Recordings')
@Access('public')
@Controller('recordings')
export class RecordingFilesController {
  constructor(
    private readonly recordings: RecordingsService,
    private readonly files: RecordingFiles,
    private readonly sessions: SessionsService,
    private readonly gate: MediaGate,
  ) {}

  @Get(':id/index.m3u8')
  @Unlimited()
  @Documented({
    summary: 'A recording as HLS: byte ranges of its files',
    produces: 'application/vnd.apple.mpegurl',
    refuses: { 403: 'Its session is private', 404: 'There is no such recording, or nothing of it yet' },
  })
  async playlist(@PathId() id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { recording, cacheOf } = await this.#open(id, request);
    const { status } = recording;
    const stored = await this.files.stored(recording);
    const isEnded = status !== 'recording';
    const finished = status === 'ready' ? `../${id}.mp4` : undefined;
    const playlist = recordingPlaylist(placedStretches(stored, finished), isEnded);
    const query = this.gate.personal(request)?.query;
    const text = query === undefined ? playlist : playlistWithQuery(playlist, query);
    response
      .set('Cache-Control', cacheOf(status === 'ready' ? FINAL : GROWING))
      .type('application/vnd.apple.mpegurl')
      .send(text);
  }

  @Get(':id/:stretch.mp4')
  @Unlimited()
  @Documented({
    summary: 'One stretch of a recording, as its playlist names it',
    produces: 'video/mp4',
    refuses: { 403: 'Its session is private', 404: 'There is no such recording or stretch' },
  })
  async stretch(
    @PathId() id: string,
    @Param('stretch', { schema: Stretch }) stretch: number,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { recording, cacheOf } = await this.#open(id, request);
    const slice = stretchSlice(await this.files.stored(recording), stretch);
    if (!slice) throw new RecordingNotFound(id);
    const { content, from, until } = slice;
    const cache = cacheOf(GROWING);
    const tag = `"${String(stretch)}-${String(until - from)}"`;
    await sendBytes(request, response, { content, from, size: until - from, type: 'video/mp4', cache, tag });
  }

  @Get(':id.mp4')
  @Unlimited()
  @Documented({
    summary: 'A finished recording as one MP4, with everything that replays the lesson',
    produces: 'video/mp4',
    refuses: { 403: 'Its session is private', 404: 'There is no such recording', 409: 'It is not finished' },
  })
  async mp4(@PathId() id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { recording, cacheOf } = await this.#open(id, request);
    const slice = await this.files.finished(recording);
    await sendBytes(request, response, { ...slice, cache: cacheOf(slice.cache) });
  }

  @Get(':id.flv')
  @Documented({
    summary: 'A recording as FLV, made while it is sent',
    produces: 'video/x-flv',
    refuses: { 403: 'Its session is private', 404: 'There is no such recording, or nothing of it yet' },
  })
  async flv(@PathId() id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { recording } = await this.#open(id, request);
    const { parts } = await this.files.stored(recording);
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

  /** @throws RecordingNotFound, RecordingRefused for those who may not watch the session */
  async #open(
    id: string,
    request: Request,
  ): Promise<{ readonly recording: Recording; readonly cacheOf: (cache: string) => string }> {
    const recording = await this.recordings.get(id);
    const session = await this.sessions.get(recording.sessionId);
    const refusal = await this.gate.refuseRecording(request, session);
    if (refusal) throw new RecordingRefused(refusal);
    return { recording, cacheOf: session.access.private ? privateCache : (cache) => cache };
  }
}

async function* framesOf(parts: readonly StoredPart[]): AsyncGenerator<RecordedItem> {
  for (const { content, from, until } of parts) {
    await using source = await content.open();
    yield* recordedFrames(source, { from, until });
  }
}

/** Where a stretch is: a file of its own, or later a part of the finished one. */
function stretchSlice(
  { parts }: Stored,
  number: number,
): { readonly content: PartBytes; readonly from: number; readonly until: number } | undefined {
  const own = parts.find(({ name }) => Number.parseInt(name, 10) === number);
  const [only] = parts;
  const place = own
    ? { part: own, stretch: own.stretches[0] }
    : only && { part: only, stretch: only.stretches[number] };
  if (!place?.stretch) return undefined;
  const { init, segments } = place.stretch;
  const last = segments.at(-1) ?? init;
  return { content: place.part.content, from: init.offset, until: last.offset + last.length };
}
