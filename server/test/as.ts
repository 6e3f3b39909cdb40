import type { CreatedApiKey, Permission, Role, User } from '@tocsin/shared/identity';
import { ROLES } from '@tocsin/shared/identity';
import { HttpClient } from './http-client.js';

export const PASSWORD = 'a password for tests 7';

/** A signed-in person. */
export class Staff extends HttpClient {
  constructor(
    origin: string,
    cookie: string,
    readonly id: string,
    readonly email: string,
    readonly name: string,
  ) {
    super(origin, { cookie });
  }
}

/** One person of each role, made and signed in when first asked for. */
export type As = Record<Role, () => Promise<Staff>> & {
  nobody: HttpClient;
  /** A new person with these roles. */
  someone: (roles: Role[], brands?: string[] | null) => Promise<Staff>;
  /** A machine with these scopes. */
  key: (...scopes: Permission[]) => Promise<HttpClient>;
  signIn: (email: string, password: string, totp?: string) => Promise<Staff>;
};

export function actors(origin: string, admin: { email: string; password: string }): As {
  const nobody = new HttpClient(origin);
  const known = new Map<Role, Promise<Staff>>();
  let count = 0;
  const signIn: As['signIn'] = async (email, password, totp) => {
    const answer = await nobody.post('/auth/login', { email, password, ...(totp === undefined ? {} : { totp }) });
    if (answer.status !== 200) throw new Error(`${email} could not sign in: ${JSON.stringify(answer.body)}`);
    const me = answer.body as { id: string; email: string; name: string };
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return new Staff(origin, cookie, me.id, me.email, me.name);
  };
  const someone: As['someone'] = async (roles, brands = null) => {
    const email = `${roles.join('-')}-${++count}@tocsin.test`;
    await (
      await person('admin')
    )
      .post('/users', { email, name: `${roles.join('/')} ${count}`, password: PASSWORD, roles, brands })
      .expect<User>(201);
    return signIn(email, PASSWORD);
  };
  const enter = (role: Role): Promise<Staff> => (role === 'admin' ? signIn(admin.email, admin.password) : someone([role]));
  /** A test that moves the clock ends sessions; whoever is asked for next has a fresh one. */
  const person = async (role: Role): Promise<Staff> => {
    const made = known.get(role) ?? enter(role);
    known.set(role, made);
    const staff = await made;
    if ((await staff.get('/auth/me')).status !== 401) return staff;
    const again = role === 'admin' ? enter(role) : signIn(staff.email, PASSWORD);
    known.set(role, again);
    return again;
  };
  const key: As['key'] = async (...scopes) => {
    const made = await (await person('admin')).post('/api-keys', { name: `key ${++count}`, scopes }).expect<CreatedApiKey>(201);
    return new HttpClient(origin, { authorization: `Bearer ${made.key}` });
  };
  const byRole = Object.fromEntries(ROLES.map((role) => [role, () => person(role)])) as Record<Role, () => Promise<Staff>>;
  return { ...byRole, nobody, someone, key, signIn };
}
