import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditExport } from './audit-export.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';

@Global()
@Module({ controllers: [AuditController], providers: [Audit, AuditExport, AuditRepository], exports: [Audit] })
export class AuditModule {}
