import { Global, Module } from '@nestjs/common';
import { KeyRefresh } from './key-refresh.js';
import { Sealer } from './sealer.js';

@Global()
@Module({ providers: [Sealer, KeyRefresh], exports: [Sealer] })
export class CryptoModule {}
