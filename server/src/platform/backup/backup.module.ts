import { Module } from '@nestjs/common';
import { BackupKeeper } from './backup-keeper.js';

@Module({ providers: [BackupKeeper], exports: [BackupKeeper] })
export class BackupModule {}
