import type { Page } from '../paging/page.js';
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  PageQuery,
  StreamKey,
  StreamKeyChange,
  StreamKeyCreate,
  StreamKeyCreated,
  StreamKeyRotate,
} from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
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
  list(@Query({ schema: PageQuery }) query: PageQuery, @Caller() caller: Identity): Promise<Page<StreamKey>> {
    return this.keys.list(query, caller);
  }

  @Post()
  @Documented({
    summary: 'Make a stream key for a session',
    description:
      'The answer has the key, which is nowhere else, and the address to publish to. Key and publishing path may be chosen.',
    status: 201,
    answers: StreamKeyCreated,
    refuses: {
      400: 'A field does not fit',
      404: 'There is no such session',
      409: 'The chosen key or path is in use',
    },
  })
  create(
    @Body({ schema: StreamKeyCreate }) body: StreamKeyCreate,
    @Caller() caller: Identity,
  ): Promise<StreamKeyCreated> {
    return this.keys.create(body, caller);
  }

  @Get(':id')
  @Documented({ summary: 'A stream key, without its secret', answers: StreamKey, refuses: unknownKey })
  get(@PathId() id: string): Promise<StreamKey> {
    return this.keys.get(id);
  }

  @Patch(':id')
  @Documented({
    summary: 'Rename a stream key, or change its publishing path or session',
    description:
      'What is absent stays as it is. A publisher whose address is no longer valid is disconnected.',
    answers: StreamKey,
    refuses: {
      400: 'A field does not fit',
      404: 'There is no such stream key or session',
      409: 'The path is in use',
    },
  })
  change(
    @PathId() id: string,
    @Body({ schema: StreamKeyChange }) body: StreamKeyChange,
    @Caller() caller: Identity,
  ): Promise<StreamKey> {
    return this.keys.change(id, body, caller);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Documented({
    summary: 'Replace the secret of a stream key',
    description: 'A publisher that uses the old one is disconnected.',
    answers: StreamKeyCreated,
    refuses: { ...unknownKey, 400: 'The chosen key does not fit', 409: 'The chosen key is in use' },
  })
  rotate(
    @PathId() id: string,
    @Body({ schema: StreamKeyRotate }) body: StreamKeyRotate,
  ): Promise<StreamKeyCreated> {
    return this.keys.rotate(id, body);
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
