import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { signIn, type Session } from './api.js';
import { playCrisis } from './crisis.js';
import { ADMIN, startProduct, type Product } from './product.js';

export { expect } from '@playwright/test';

export interface Incident {
  id: string;
  no: string;
  title: string;
  state: string;
  metrics: { posts: number; complaints: number; complainants: number };
  severity: { level: string };
}

/** One running product that the journeys share, with a crisis in it. */
export interface House {
  product: Product;
  url: string;
  admin: Session;
  apiKey: string;
  /** The largest incident of the crisis. */
  largest: () => Promise<Incident>;
  /** Makes an account, once, and signs it in. */
  person: (role: string) => Promise<Session>;
}

async function houseOf(product: Product): Promise<House> {
  const { url } = product;
  const admin = await signIn(url);
  const { key } = await admin.post<{ key: string }>('/api-keys', { name: 'journeys', scopes: ['complaint:create', 'complaint:read'] });
  const people = new Map<string, Promise<Session>>();
  const make = async (role: string): Promise<Session> => {
    const account = { email: `${role}@tocsin.test`, password: 'quiet-harbour-in-winter-4' };
    await admin.post('/users', { ...account, name: role, roles: [role] });
    return signIn(url, account);
  };
  const person = (role: string): Promise<Session> => {
    const made = people.get(role) ?? make(role);
    people.set(role, made);
    return made;
  };
  const largest = async (): Promise<Incident> => {
    const { items } = await admin.get<{ items: Incident[] }>('/incidents?limit=100');
    const [first] = items.sort((a, b) => b.metrics.posts - a.metrics.posts);
    if (!first) throw new Error('the crisis has made no incident');
    return first;
  };
  return { product, url, admin, apiKey: key, largest, person };
}

/** A browser that is already signed in; journeys about signing in use the screen. */
export async function entered(context: BrowserContext, url: string, session: Session): Promise<Page> {
  const cookies = session.cookie.split('; ').map((pair) => {
    const cut = pair.indexOf('=');
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url };
  });
  await context.addCookies(cookies);
  return context.newPage();
}

interface Fixtures {
  /** A page of the administrator. */
  desk: Page;
  /** A product of one journey alone, for those that count what the whole house holds. */
  ownHouse: House;
}

// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
async function newHouse({}: object, use: (house: House) => Promise<void>): Promise<void> {
  const product = await startProduct();
  await use(await houseOf(product));
  await product.stop();
}

export const test = base.extend<Fixtures, { house: House; crisis: House }>({
  house: [newHouse, { scope: 'worker', timeout: 120_000 }],
  crisis: [
    async ({ house }, use) => {
      await playCrisis(house.url, house.apiKey, { count: 800 });
      await use(house);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  ownHouse: newHouse,
  desk: async ({ context, house }, use) => use(await entered(context, house.url, house.admin)),
});

export { ADMIN };
