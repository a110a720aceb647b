import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ServerSetting, ServerSettingChange } from '@lockstep/contracts';
import { Access, Caller } from '../access/access.js';
import type { Identity } from '../access/identity.js';
import { Audit } from '../audit/audit.service.js';
import { Documented, listOf, PathId } from '../openapi/route-docs.js';
import { ServerSettings } from './server-settings.service.js';

const unknown = { 404: 'There is no such setting, or it needs a restart' };

@ApiTags('Settings')
@ApiBearerAuth()
@Access('operator')
@Controller('api/settings')
export class ServerSettingsController {
  constructor(
    private readonly settings: ServerSettings,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Documented({
    summary: 'The settings that can be changed while the server runs',
    description: 'The others are environment variables alone; see docs/settings.md.',
    answers: listOf(ServerSetting),
  })
  list(): Promise<ServerSetting[]> {
    return this.settings.list();
  }

  @Put(':name')
  @Documented({
    summary: 'Change a setting',
    description: 'It holds at once, without a restart, and after the next start too.',
    answers: ServerSetting,
    refuses: { 400: 'The value does not fit', ...unknown },
  })
  async change(
    @PathId('name') name: string,
    @Body({ schema: ServerSettingChange }) { value }: ServerSettingChange,
    @Caller() caller: Identity,
  ): Promise<ServerSetting> {
    const changed = await this.settings.change(name, value);
    await this.audit.note(caller, 'setting.changed', 'setting', name);
    return changed;
  }

  @Delete(':name')
  @Documented({
    summary: 'Undo the change of a setting',
    description: 'What the environment says holds again.',
    answers: ServerSetting,
    refuses: unknown,
  })
  async reset(@PathId('name') name: string, @Caller() caller: Identity): Promise<ServerSetting> {
    const reset = await this.settings.reset(name);
    await this.audit.note(caller, 'setting.reset', 'setting', name);
    return reset;
  }
}
