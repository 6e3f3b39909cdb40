import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { isProblem } from '../../lib/problem-error.js';
import { meQuery } from '../../lib/session.js';

/** Only a path of our own may be returned to: a `next` from elsewhere must not lead off the site. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/overview';
}

/** Nothing inside the console is drawn, and no data asked for, before we know who asks. */
export async function requireSession(client: QueryClient, href: string): Promise<void> {
  try {
    await client.ensureQueryData(meQuery);
  } catch (error) {
    if (isProblem(error, 'auth/required')) throw redirect({ to: '/login', search: href === '/' ? {} : { next: href } });
    throw error;
  }
}
