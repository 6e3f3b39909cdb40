import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';

@Global()
@Module({ controllers: [AuditController], providers: [Audit, AuditRepository], exports: [Audit] })
export class AuditModule {}
