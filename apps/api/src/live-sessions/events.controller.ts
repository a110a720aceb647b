import { Body, Controller, Get, HttpStatus, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EventCreate, EventReceipt, LedgerPage, LedgerQuery } from '@lockstep/contracts';
import type { Request, Response } from 'express';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Limits } from '../limits/limits.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { EventsService } from './events.service.js';

@ApiTags('Events')
@ApiBearerAuth()
@Controller('api/sessions/:id')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly limits: Limits,
  ) {}

  @Post('events')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Trigger an event by hand',
    description:
      'Answered when a frame carries it. Events of one session keep the order in which they were taken.',
    status: 201,
    answers: EventReceipt,
    also: { 202: 'Taken and numbered; no frame has come for it yet, the next one will carry it' },
    refuses: {
      400: 'A field does not fit',
      404: 'There is no such session',
      409: 'The session is not live, or no question is open',
      429: 'More events or bytes than a second of video can carry; retryAfterMs says when',
    },
  })
  async create(
    @PathId() id: string,
    @Body({ schema: EventCreate }) body: EventCreate,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EventReceipt> {
    const receipt = await this.events.create(id, body);
    if (receipt.airedPtsMs === null) response.status(HttpStatus.ACCEPTED);
    return receipt;
  }

  @Get('ledger')
  @Access('public')
  @Documented({
    summary: 'The events of a session, by seq',
    description:
      'Open to those who may watch, like the stream that carries them; a player repairs gaps with it.',
    answers: LedgerPage,
    refuses: {
      400: 'A field does not fit',
      403: 'The session is private',
      404: 'There is no such session',
      429: 'Too many reads from one address; Retry-After says when',
    },
  })
  ledger(
    @PathId() id: string,
    @Query({ schema: LedgerQuery }) query: LedgerQuery,
    @Caller() caller: Identity | undefined,
    @Req() request: Request,
  ): Promise<LedgerPage> {
    const read = () => this.events.page(id, query, caller);
    if (caller !== undefined) return read();
    const address = this.limits.addressOf(request);
    return this.limits.readRows(address, query.limit, read, ({ entries }) => entries.length);
  }
}
