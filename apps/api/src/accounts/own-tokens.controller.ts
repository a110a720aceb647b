import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OwnTokenCreate, PageQuery, Token, TokenCreated } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { StaffIdentity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import type { Page } from '../paging/page.js';
import { TokensService } from './tokens.service.js';

/** Tokens with which programs act for somebody. They are made in a browser alone: no token makes another one. */
@ApiTags('Accounts')
@Access('staff-person')
@Controller('api/account/tokens')
export class OwnTokensController {
  constructor(
    private readonly tokens: TokensService,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Documented({ summary: 'The own tokens, without their secret', answers: listOf(Token) })
  list(
    @Caller() { id }: StaffIdentity,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<Token>> {
    return this.tokens.listOwn(id, query);
  }

  @Post()
  @Documented({
    summary: 'Make a token that acts for oneself',
    description:
      'It may do what its owner may when it is used, and no more than its scopes. Its secret is in this answer and nowhere else.',
    status: 201,
    answers: TokenCreated,
    refuses: { 400: 'A field does not fit' },
  })
  async create(
    @Caller() caller: StaffIdentity,
    @Body({ schema: OwnTokenCreate }) body: OwnTokenCreate,
  ): Promise<TokenCreated> {
    const created = await this.tokens.create({ ...body, role: caller.role }, caller.id);
    await this.audit.note(caller, 'token.created', 'token', created.id);
    return created;
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({
    summary: 'Revoke one of the own tokens',
    status: 204,
    refuses: { 404: 'There is no such token of the caller' },
  })
  async revoke(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<void> {
    await this.tokens.revokeOwn(caller.id, id);
    await this.audit.note(caller, 'token.revoked', 'token', id);
  }
}
