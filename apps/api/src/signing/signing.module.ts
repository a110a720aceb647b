import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SigningKey } from './signing-key.entity.js';
import { SigningKeysController } from './signing-keys.controller.js';
import { SigningKeys } from './signing-keys.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([SigningKey])],
  controllers: [SigningKeysController],
  providers: [SigningKeys],
  exports: [SigningKeys],
})
export class SigningModule {}
