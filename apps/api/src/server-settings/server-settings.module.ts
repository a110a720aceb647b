import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChangedSetting } from './changed-setting.entity.js';
import { ServerSettingsController } from './server-settings.controller.js';
import { ServerSettings } from './server-settings.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([ChangedSetting])],
  controllers: [ServerSettingsController],
  providers: [ServerSettings],
})
export class ServerSettingsModule {}
