import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** Hands the opened database to Nest; opening, migrating and closing it is the composition root's. */
@Module({})
export class DatabaseModule {
  static of(dataSource: DataSource): DynamicModule {
    return TypeOrmModule.forRootAsync({
      useFactory: () => dataSource.options,
      dataSourceFactory: () => Promise.resolve(dataSource),
    });
  }
}
