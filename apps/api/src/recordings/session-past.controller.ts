import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SessionPast, SessionPastQuery } from '@lockstep/contracts';
import { type PastStretch, privateCache } from '@lockstep/media';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { Access } from '../access/access.js';
import { Unlimited } from '../limits/limit.guard.js';
import type { LiveSession } from '../live-sessions/live-session.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { MediaGate } from '../streaming/media-gate.js';
import { RecordingNotFound } from './recording-errors.js';
import { sendBytes } from './send-bytes.js';
import { SessionPasts } from './session-pasts.js';

const Stretch = z
  .string()
  .regex(/^\d{5}$/, 'is a number of five digits')
  .transform(Number);
const Segment = z
  .string()
  .regex(/^(\d{1,7}|init)$/, 'is a number or "init"')
  .transform((text) => (text === 'init' ? text : Number(text)));
const FINAL = 'public, max-age=3600, immutable';
const GROWING = 'public, max-age=1';

/**
 * The past of a live session, for rewinding. These routes are public because the gate of `/live` decides first who may
 * watch.
 */
@ApiTags('Recordings')
@Access('public')
@Controller('live')
export class SessionPastController {
  constructor(
    private readonly pasts: SessionPasts,
    private readonly sessions: LiveSessions,
    private readonly gate: MediaGate,
  ) {}

  @Get(':id/past.json')
  @Unlimited()
  @Documented({
    summary: 'What a live session can be rewound to',
    answers: SessionPast,
    refuses: { 403: 'The session is private', 404: 'The session is not live' },
  })
  async past(
    @PathId() id: string,
    @Query({ schema: SessionPastQuery }) { fromMs }: SessionPastQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionPast> {
    const { session, channel } = this.#live(id);
    const past = session.recorded ? await this.pasts.of(id) : undefined;
    const { question } = channel.state;
    response.set('Cache-Control', this.#cache(request, GROWING));
    return {
      startPtsMs: past?.extent?.startMs ?? null,
      endPtsMs: past?.extent?.endMs ?? null,
      windowMs: past ? this.pasts.windowMs : 0,
      openQuestionSeq: question?.open ? question.openedSeq : null,
      stretches: past && fromMs !== undefined ? past.from(fromMs).map(listed) : [],
    };
  }

  @Get(':id/past-:stretch-:segment.mp4')
  @Unlimited()
  @Documented({
    summary: 'A segment of what a live session can be rewound to',
    produces: 'video/mp4',
    refuses: { 403: 'The session is private', 404: 'There is no such segment, or the session is not live' },
  })
  async segment(
    @PathId() id: string,
    @Param('stretch', { schema: Stretch }) stretch: number,
    @Param('segment', { schema: Segment }) segment: number | 'init',
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.#live(id);
    const bytes = await this.pasts.bytesOf(id, stretch, segment);
    if (!bytes) throw new RecordingNotFound(id);
    const { content, from, until } = bytes;
    const cache = this.#cache(request, FINAL);
    const tag = `"${String(stretch)}-${String(segment)}"`;
    await sendBytes(request, response, { content, from, size: until - from, type: 'video/mp4', cache, tag });
  }

  /** @throws RecordingNotFound for a session that is not live: the gate has let everybody pass */
  #live(id: string): LiveSession {
    const live = this.sessions.find(id);
    if (!live) throw new RecordingNotFound(id);
    return live;
  }

  #cache(request: Request, cache: string): string {
    return this.gate.personal(request) ? privateCache(cache) : cache;
  }
}

function listed({ stretch, segments }: PastStretch): SessionPast['stretches'][number] {
  const name = `past-${String(stretch).padStart(5, '0')}`;
  return {
    init: `${name}-init.mp4`,
    segments: segments.map(({ number, startMs, endMs }) => ({
      ...{ url: `${name}-${String(number)}.mp4`, startMs, endMs },
    })),
  };
}
