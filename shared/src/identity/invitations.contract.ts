import { z } from 'zod';
import { Instant, UserId, line, countedPage, text } from '../kernel/index.js';
import { Brands, Email, Password, Roles } from './identity.contract.js';
import { Role } from './permissions.js';

export const INVITATION_DAYS = { min: 1, default: 7, max: 30 } as const;

export const Invitation = z.object({
  /** Becomes the id of the account. */
  id: UserId,
  email: z.string(),
  roles: z.array(Role),
  brands: z.array(z.string()).nullable(),
  invitedBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
});
export type Invitation = z.infer<typeof Invitation>;
/** Those that can still be accepted, and those that ran out and were not withdrawn. */
export const InvitationPage = countedPage(Invitation);
export const CreateInvitation = z.strictObject({
  email: Email,
  roles: Roles,
  brands: Brands.nullish(),
  days: z.int().min(INVITATION_DAYS.min).max(INVITATION_DAYS.max).default(INVITATION_DAYS.default),
});
export type CreateInvitation = z.infer<typeof CreateInvitation>;
/** The only time the token itself is known. */
export const CreatedInvitation = Invitation.extend({ token: z.string() });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

/** In the body, never in an address: addresses stand in logs. */
export const InvitationToken = z.strictObject({ token: text(1, 200) });
export type InvitationToken = z.infer<typeof InvitationToken>;
/** What somebody who holds the link is shown before they join. */
export const OfferedInvitation = Invitation.pick({ email: true, roles: true, brands: true, invitedBy: true, expiresAt: true });
export type OfferedInvitation = z.infer<typeof OfferedInvitation>;
export const AcceptInvitation = z.strictObject({ token: text(1, 200), name: line(80), password: Password });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
