export { AccessChanges, type AccessChange } from './access-changes.js';
export { ApiKeysService } from './api-keys.service.js';
export { credentialsOf } from './credentials.js';
export { IdentityModule } from './identity.module.js';
export { Makers } from './makers.js';
export { personIn } from './person.js';
export { SetupService } from './setup.service.js';
export { UsersService } from './users.service.js';
export { SessionAuthenticator, type Credentials } from './session-authenticator.js';
