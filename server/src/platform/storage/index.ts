export { BlobReferences } from './blob-references.js';
export { BlobStore, type PutOptions, type StoredBlob } from './blob-store.js';
export { BlobSweeper } from './blob-sweeper.js';
export { LocalBlobStore } from './local-blob-store.js';
export { fileKeysOf, StorageModule } from './storage.module.js';
