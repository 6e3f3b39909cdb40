import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { BlobStore } from './blob-store.js';
import { LocalBlobStore } from './local-blob-store.js';

@Global()
@Module({
  providers: [{ provide: BlobStore, useFactory: (config: Config) => openStore(config), inject: [Config] }],
  exports: [BlobStore],
})
export class StorageModule {}

/** Better no start than bytes in another place than the operator asked for. */
function openStore(config: Config): Promise<BlobStore> {
  if (config.s3 !== null)
    throw new Error('S3_* is set, but this release keeps files in the data folder only. Unset it, or mount the bucket there.');
  return LocalBlobStore.open(join(config.dataDir, 'blobs'));
}
