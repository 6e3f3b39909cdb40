import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { BackupModule } from '../platform/backup/index.js';
import { RateLimitGuard } from '../platform/http/rate-limit.guard.js';
import { AccessChanges } from './access-changes.js';
import { AccessGuard } from './access.guard.js';
import { AccountsRepository } from './accounts.repository.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuditedNames } from './audited-names.js';
import { AuthController } from './auth.controller.js';
import { CredentialsController } from './credentials.controller.js';
import { DeskController } from './desk.controller.js';
import { DeskRepository } from './desk.repository.js';
import { FirstSteps } from './first-steps.js';
import { FirstStepsController } from './first-steps.controller.js';
import { FirstStepsRepository } from './first-steps.repository.js';
import { IdentityHousekeeping } from './housekeeping.js';
import { InvitationsController, PublicInvitationsController } from './invitations.controller.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitationsService } from './invitations.service.js';
import { Makers } from './makers.js';
import { NewcomersService } from './newcomers.service.js';
import { OwnAccountService } from './own-account.service.js';
import { PasswordCheck } from './password-check.js';
import { Passwords } from './passwords.js';
import { Refusals } from './refusals.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';
import { SignInAttempts } from './sign-in-attempts.repository.js';
import { SignInService } from './sign-in.service.js';
import { Totp } from './totp.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Global()
@Module({
  imports: [AuditModule, BackupModule],
  controllers: [
    AuthController,
    CredentialsController,
    DeskController,
    SetupController,
    UsersController,
    InvitationsController,
    PublicInvitationsController,
    FirstStepsController,
    ApiKeysController,
  ],
  providers: [
    // In this order: a limit by principal needs to know who it is.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    AccessChanges,
    AccountsRepository,
    ApiKeysRepository,
    AuditedNames,
    DeskRepository,
    ApiKeysService,
    FirstSteps,
    FirstStepsRepository,
    IdentityHousekeeping,
    InvitationsRepository,
    InvitationsService,
    Makers,
    NewcomersService,
    OwnAccountService,
    PasswordCheck,
    Passwords,
    Refusals,
    SessionAuthenticator,
    SessionCookie,
    SessionsRepository,
    SessionsService,
    SetupService,
    SignInAttempts,
    SignInService,
    Totp,
    UsersService,
  ],
  exports: [AccessChanges, ApiKeysService, FirstSteps, Makers, SessionAuthenticator, SetupService, UsersService],
})
export class IdentityModule {}
