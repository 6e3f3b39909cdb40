import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Secrets } from '../config/secrets.js';
import { BlobStore } from './blob-store.js';
import { LocalBlobStore } from './local-blob-store.js';

@Global()
@Module({
  providers: [{ provide: BlobStore, useFactory: openStore, inject: [Config, Secrets] }],
  exports: [BlobStore],
})
export class StorageModule {}

/** Better no start than bytes in another place than the operator asked for. */
function openStore(config: Config, secrets: Secrets): Promise<BlobStore> {
  if (config.s3 !== null)
    throw new Error('S3_* is set, but this release keeps files in the data folder only. Unset it, or mount the bucket there.');
  return LocalBlobStore.open(join(config.dataDir, 'blobs'), secrets.keyFor('seal file'));
}
