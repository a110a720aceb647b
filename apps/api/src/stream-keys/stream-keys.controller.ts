import type { Page } from '../paging/page.js';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { PageQuery, StreamKey, StreamKeyCreate, StreamKeyCreated } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { StreamKeysService } from './stream-keys.service.js';

const unknownKey = { 404: 'There is no such stream key' };

@ApiTags('Stream keys')
@ApiBearerAuth()
@Access('teacher')
@Controller('api/stream-keys')
export class StreamKeysController {
  constructor(private readonly keys: StreamKeysService) {}

  @Get()
  @Documented({ summary: 'All stream keys, without their secret', answers: listOf(StreamKey) })
  list(@Query({ schema: PageQuery }) query: PageQuery): Promise<Page<StreamKey>> {
    return this.keys.list(query);
  }

  @Post()
  @Documented({
    summary: 'Make a stream key for a session',
    description: 'The key is in this answer and nowhere else.',
    status: 201,
    answers: StreamKeyCreated,
    refuses: { 400: 'A field does not fit', 404: 'There is no such session' },
  })
  create(@Body({ schema: StreamKeyCreate }) body: StreamKeyCreate): Promise<StreamKeyCreated> {
    return this.keys.create(body);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Documented({
    summary: 'Replace the secret of a stream key',
    description: 'A publisher that uses the old one is disconnected.',
    answers: StreamKeyCreated,
    refuses: unknownKey,
  })
  rotate(@PathId() id: string): Promise<StreamKeyCreated> {
    return this.keys.rotate(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({
    summary: 'Revoke a stream key',
    description: 'A publisher that uses it is disconnected.',
    status: 204,
    refuses: unknownKey,
  })
  revoke(@PathId() id: string): Promise<void> {
    return this.keys.revoke(id);
  }
}
