import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { SignedAddresses, SignedAddressRequest } from '@lockstep/contracts';
import type { Response } from 'express';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Documented, PathId } from '../openapi/route-docs.js';
import { SessionAddresses } from '../sessions/session-addresses.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SigningKeys } from '../signing/signing-keys.service.js';
import { PLAY_COOKIE } from './media-gate.js';

const MINUTE_S = 60;
/** Of a cookie: as long as a student's token. */
const COOKIE_MINUTES = 24 * 60;

@ApiTags('Signed addresses')
@ApiBearerAuth()
@Controller('api/sessions/:id')
export class SignedAddressesController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly addresses: SessionAddresses,
    private readonly keys: SigningKeys,
  ) {}

  @Post('signed-addresses')
  @Access('teacher', { of: 'session' })
  @Documented({
    summary: 'Sign addresses of a session',
    description: 'They expire, and may be bound to a student and to a network.',
    status: 201,
    answers: SignedAddresses,
    refuses: { 400: 'A field does not fit', 404: 'There is no such session' },
  })
  async sign(
    @PathId() id: string,
    @Body({ schema: SignedAddressRequest }) body: SignedAddressRequest,
  ): Promise<SignedAddresses> {
    await this.sessions.get(id);
    const { action, studentId, network } = body;
    const expiresAt = inMinutes(body.minutes);
    const token = this.keys.sign({ action, sessionId: id, studentId, network, expiresAt });
    return {
      token,
      expiresAt: new Date(expiresAt * 1000).toISOString(),
      addresses: this.#of(action, id, token),
    };
  }

  @Post('play-cookie')
  @HttpCode(204)
  @Access('student', { of: 'session' })
  @Documented({
    summary: 'Get a cookie that plays a session',
    description:
      'For players and caches that keep the plain address: the cookie lockstep_play is a signed play address of this student.',
    status: 204,
    refuses: { 404: 'There is no such session' },
  })
  async cookie(
    @PathId() id: string,
    @Caller() caller: Identity,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.get(id);
    const expiresAt = inMinutes(COOKIE_MINUTES);
    const token = this.keys.sign({ action: 'play', sessionId: id, studentId: caller.id, expiresAt });
    response.cookie(PLAY_COOKIE, token, {
      path: `/live/${id}`,
      httpOnly: true,
      sameSite: 'lax',
      secure: response.req.protocol === 'https',
      expires: new Date(expiresAt * 1000),
      encode: (text) => text,
    });
  }

  #of(action: SignedAddressRequest['action'], id: string, token: string): SignedAddresses['addresses'] {
    switch (action) {
      case 'play':
        return this.addresses.playing(id, token);
      case 'publish':
        return this.addresses.publishingWith(id, token);
      case 'join':
        return { student: this.addresses.joining(id, token) };
    }
  }
}

const inMinutes = (minutes: number): number => Math.floor(Date.now() / 1000) + minutes * MINUTE_S;
