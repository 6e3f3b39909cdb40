import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import type { FileKeys } from '../crypto/sealed-file.js';
import { Secrets } from '../config/secrets.js';
import { BlobReferences } from './blob-references.js';
import { BlobStore } from './blob-store.js';
import { BlobSweeper } from './blob-sweeper.js';
import { LocalBlobStore } from './local-blob-store.js';

@Global()
@Module({
  providers: [{ provide: BlobStore, useFactory: openStore, inject: [Config, Secrets, Clock] }, BlobReferences, BlobSweeper],
  exports: [BlobStore, BlobReferences, BlobSweeper],
})
export class StorageModule {}

export const fileKeysOf = (secrets: Secrets): FileKeys => ({
  get sealingId() {
    return secrets.sealingId;
  },
  keyOf: (id) => secrets.keyOf(id, 'seal file'),
});

/** Better no start than bytes in another place than the operator asked for. */
function openStore(config: Config, secrets: Secrets, clock: Clock): Promise<BlobStore> {
  if (config.s3 !== null)
    throw new Error('S3_* is set, but this release keeps files in the data folder only. Unset it, or mount the bucket there.');
  return LocalBlobStore.open(join(config.dataDir, 'blobs'), fileKeysOf(secrets), clock, {
    // The embedded database lets one process alone into its data folder.
    alone: config.database.url === null,
    locked: secrets.lost !== null,
  });
}
