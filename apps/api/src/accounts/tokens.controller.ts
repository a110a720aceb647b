import type { Page } from '../paging/page.js';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Me, PageQuery, Token, TokenCreate, TokenCreated } from '@lockstep/contracts';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { TokensService } from './tokens.service.js';

@ApiTags('Access')
@ApiBearerAuth()
@Controller('api')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get('me')
  @Access('identified')
  @Documented({
    summary: 'Whom this token belongs to',
    answers: Me,
  })
  me(@Caller() caller: Identity): Me {
    return caller;
  }

  @Get('tokens')
  @Access('admin')
  @Documented({ summary: 'All tokens, without their secret', answers: listOf(Token) })
  list(@Query({ schema: PageQuery }) query: PageQuery): Promise<Page<Token>> {
    return this.tokens.list(query);
  }

  @Post('tokens')
  @Access('admin')
  @Documented({
    summary: 'Make a token',
    description: 'Its secret is in this answer and nowhere else.',
    status: 201,
    answers: TokenCreated,
    refuses: { 400: 'A field does not fit' },
  })
  create(@Body({ schema: TokenCreate }) body: TokenCreate): Promise<TokenCreated> {
    return this.tokens.create(body);
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @Access('admin')
  @Documented({
    summary: 'Revoke a token',
    status: 204,
    refuses: { 404: 'There is no such token', 409: 'It is the last one of an admin' },
  })
  revoke(@PathId() id: string): Promise<void> {
    return this.tokens.revoke(id);
  }
}
