export { BackupFolder, type Base } from './backup-folder.js';
export { BackupModule } from './backup.module.js';
export { BackupKeeper } from './backup-keeper.js';
export { digestOf, type Digest } from './digest.js';
export { carryLog } from './log-archive.js';
export { CannotRestore, restoreBackup } from './restore.js';
export { copyBlobs, takeBackup } from './take-backup.js';
