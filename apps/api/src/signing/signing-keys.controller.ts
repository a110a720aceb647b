import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { SigningKey, SigningKeyCreate, SigningKeyCreated } from '@lockstep/contracts';
import { Access } from '../access/access.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { SigningKeys } from './signing-keys.service.js';

@ApiTags('Signed addresses')
@ApiBearerAuth()
@Access('admin')
@Controller('api/signing-keys')
export class SigningKeysController {
  constructor(private readonly keys: SigningKeys) {}

  @Get()
  @Documented({ summary: 'The keys that sign addresses, without their secret', answers: listOf(SigningKey) })
  list(): SigningKey[] {
    return this.keys.list();
  }

  @Post()
  @Documented({
    summary: 'Make a signing key',
    description:
      'It signs from now on; addresses that older keys signed stay valid until those are deleted. Its secret is in this answer and nowhere else: a CDN that checks addresses itself needs it.',
    status: 201,
    answers: SigningKeyCreated,
    refuses: { 400: 'A field does not fit' },
  })
  create(@Body({ schema: SigningKeyCreate }) body: SigningKeyCreate): Promise<SigningKeyCreated> {
    return this.keys.create(body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({
    summary: 'Delete a signing key',
    description: 'Every address that it signed is refused from now on.',
    status: 204,
    refuses: { 404: 'There is no such key', 409: 'It is the last one' },
  })
  delete(@PathId() id: string): Promise<void> {
    return this.keys.delete(id);
  }
}
