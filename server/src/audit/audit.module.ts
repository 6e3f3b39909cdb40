import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditNames } from './audit-names.js';
import { AuditExport } from './audit-export.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';

@Global()
@Module({ controllers: [AuditController], providers: [Audit, AuditExport, AuditNames, AuditRepository], exports: [Audit, AuditNames] })
export class AuditModule {}
