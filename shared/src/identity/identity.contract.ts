import { z } from 'zod';
import { Instant, PageQuery, RowId, UserId, line, countedPage, text, Stopped } from '../kernel/index.js';
import { Permission, Role, Scope } from './permissions.js';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
export const Password = text(PASSWORD_MIN, PASSWORD_MAX);
/** Kept as typed apart from case: two spellings of one address must not become two people. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const Brands = z.array(line(80)).max(100);
export const Roles = z
  .array(Role)
  .min(1)
  .max(8)
  .transform((roles) => [...new Set(roles)]);

export const Login = z.strictObject({ email: text(1, 254), password: text(1, 1_000), totp: text(1, 40).optional() });
export type Login = z.infer<typeof Login>;

export const User = z.object({
  id: UserId,
  email: z.string(),
  name: z.string(),
  roles: z.array(Role),
  brands: z.array(z.string()).nullable(),
  disabled: z.boolean(),
  totp: z.boolean(),
  createdAt: Instant,
  lastSignInAt: Instant.nullable(),
});
export type User = z.infer<typeof User>;
export const UserPage = countedPage(User);
export const UserQuery = PageQuery.extend({ q: text(0, 100).optional() });
export type UserQuery = z.infer<typeof UserQuery>;
export const CreateUser = z.strictObject({ email: Email, name: line(80), password: Password, roles: Roles, brands: Brands.nullish() });
export type CreateUser = z.infer<typeof CreateUser>;
export const PatchUser = z
  .strictObject({
    name: line(80).optional(),
    roles: Roles.optional(),
    brands: Brands.nullish(),
    disabled: z.boolean().optional(),
    password: Password.optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'nothing to change');
export type PatchUser = z.infer<typeof PatchUser>;
/** Names for pickers: no address, no roles of people one may not administer. */
export const Colleague = z.object({ id: UserId, name: z.string(), roles: z.array(Role) });
export type Colleague = z.infer<typeof Colleague>;
export const ColleagueList = z.object({ items: z.array(Colleague), nextCursor: z.null() });
export type ColleagueList = z.infer<typeof ColleagueList>;

export const Me = z.object({
  id: UserId,
  email: z.string(),
  name: z.string(),
  roles: z.array(Role),
  permissions: z.array(Permission),
  brands: z.array(z.string()).nullable(),
  totp: z.boolean(),
  session: z.object({ id: RowId, createdAt: Instant, expiresAt: Instant }),
});
export type Me = z.infer<typeof Me>;

export const Session = z.object({
  id: RowId,
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  ip: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;
export const SessionList = z.object({ items: z.array(Session), nextCursor: z.null() });
export type SessionList = z.infer<typeof SessionList>;

export const ChangePassword = z.strictObject({ current: text(1, 1_000), next: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;
/** The secret is shown once, here; it takes effect when a code made from it comes back. */
export const TotpEnrolment = z.object({ secret: z.string(), uri: z.string(), qr: z.string() });
export type TotpEnrolment = z.infer<typeof TotpEnrolment>;
export const ConfirmTotp = z.strictObject({ totp: z.string().regex(/^\d{6}$/) });
export type ConfirmTotp = z.infer<typeof ConfirmTotp>;
export const EnrolTotp = z.strictObject({ password: text(1, 1_000) });
export type EnrolTotp = z.infer<typeof EnrolTotp>;
export const DisableTotp = EnrolTotp;
export type DisableTotp = EnrolTotp;
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const ApiKey = z.object({
  id: RowId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(Scope),
  createdAt: Instant,
  createdBy: z.string(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  /** From then on it is refused; null for one without an end. */
  expiresAt: Instant.nullable().default(null),
  /** Works again once its maker may again; null while it works. */
  stopped: Stopped.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyPage = countedPage(ApiKey);
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
export const CreateApiKey = z.strictObject({
  name: line(80),
  scopes: z
    .array(Scope)
    .min(1)
    .max(40)
    .transform((scopes) => [...new Set(scopes)]),
  expiresAt: Instant.nullish(),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;

export const SetupState = z.object({ open: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;
export const Setup = z.strictObject({ token: text(1, 200), email: Email, name: line(80), password: Password });
export type Setup = z.infer<typeof Setup>;
