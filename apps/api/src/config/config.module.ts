import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Readiness } from './readiness.js';
import { ServerAddresses } from './server-addresses.js';
import { Settings } from './settings.js';

@Global()
@Module({})
export class ConfigModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: Settings, useValue: settings }, ServerAddresses, Readiness],
      exports: [Settings, ServerAddresses, Readiness],
    };
  }
}
