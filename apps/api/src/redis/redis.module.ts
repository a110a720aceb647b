import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { RedisLine } from './redis-line.js';

/** Where the line to Redis is found; undefined in a process that is alone. */
export const REDIS_LINE = Symbol('the line to Redis');

@Global()
@Module({})
export class RedisModule {
  static of(line: RedisLine | undefined): DynamicModule {
    return {
      module: RedisModule,
      providers: [{ provide: REDIS_LINE, useValue: line }],
      exports: [REDIS_LINE],
    };
  }
}
