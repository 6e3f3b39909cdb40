export { FirstSteps } from './first-steps.js';
export { JoinPage } from './components/join-page.js';
export { KeysPage } from './components/keys-page.js';
export { LoginPage } from './components/login-page.js';
export { ProfilePage } from './components/profile-page.js';
export { SetupPage } from './components/setup-page.js';
export { UsersPage } from './components/users-page.js';
export { usePeopleEntries } from './use-people-entries.js';
