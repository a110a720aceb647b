import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContentFiles } from './content-files.js';
import { ObjectUpload } from './object-upload.entity.js';
import { StoredObject } from './stored-object.entity.js';
import { Storage } from './storage.js';
import { Uploads } from './uploads.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ObjectUpload, StoredObject])],
  providers: [Storage, Uploads, ContentFiles],
  exports: [Storage, Uploads, ContentFiles],
})
export class StorageModule {}
