import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Me, Token, TokenCreate, TokenCreated } from '@lockstep/contracts';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { Access, Caller } from '../access/access.js';
import { Unauthenticated } from '../access/access-errors.js';
import type { Identity } from '../access/identity.js';
import { TokensService } from './tokens.service.js';

@ApiTags('Access')
@ApiBearerAuth()
@Controller('api')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get('me')
  @Access('public')
  @Documented({
    summary: 'Whom this token belongs to',
    answers: Me,
    refuses: { 401: 'No token, or not a good one' },
  })
  me(@Caller() caller: Identity | undefined): Me {
    if (caller === undefined) throw new Unauthenticated('token-missing');
    return caller;
  }

  @Get('tokens')
  @Access('admin')
  @Documented({ summary: 'All tokens, without their secret', answers: listOf(Token) })
  list(): Promise<Token[]> {
    return this.tokens.list();
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
