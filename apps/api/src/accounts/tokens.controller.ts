import type { Page } from '../paging/page.js';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Me, PageQuery, Token, TokenCreate, TokenCreated } from '@lockstep/contracts';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { TokensService } from './tokens.service.js';

@ApiTags('Access')
@ApiBearerAuth()
@Controller('api')
export class TokensController {
  constructor(
    private readonly tokens: TokensService,
    private readonly audit: Audit,
  ) {}

  @Get('me')
  @Access('identified')
  @Documented({
    summary: 'Who calls: by a token, or by having signed in',
    answers: Me,
  })
  me(@Caller() caller: Identity): Me {
    const { id, name } = caller;
    if (caller.kind === 'student') return { kind: 'student', id, name, sessionId: caller.sessionId };
    if (caller.kind === 'person') return { kind: 'person', id, name, role: 'student' };
    return { kind: 'staff', id, name, role: caller.role };
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
  async create(
    @Body({ schema: TokenCreate }) body: TokenCreate,
    @Caller() caller: Identity,
  ): Promise<TokenCreated> {
    const created = await this.tokens.create(body);
    await this.audit.note(caller, 'token.created', 'token', created.id);
    return created;
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @Access('admin')
  @Documented({
    summary: 'Revoke a token',
    status: 204,
    refuses: { 404: 'There is no such token', 409: 'It is the last one of an admin' },
  })
  async revoke(@PathId() id: string, @Caller() caller: Identity): Promise<void> {
    await this.tokens.revoke(id);
    await this.audit.note(caller, 'token.revoked', 'token', id);
  }
}
