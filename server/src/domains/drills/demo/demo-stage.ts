import { Injectable } from '@nestjs/common';
import { permissionsOf, type Person, type Role, type User } from '@tocsin/shared/identity';
import { ApiKeysService, SetupService, UsersService } from '../../../identity/index.js';
import { newToken } from '../../../platform/crypto/tokens.js';

const CAST: readonly (readonly [role: Role, name: string])[] = [
  ['commander', '演示 总指挥'],
  ['pr', '演示 公关'],
  ['legal', '演示 法务'],
  ['finance', '演示 财务'],
  ['agent', '演示 客服专员'],
  ['executive', '演示 高管'],
  ['auditor', '演示 审计'],
];
const KEY_NAME = 'Demo 演示';
const addressOf = (role: Role): string => `${role}@demo.example`;
const PAGE = 200;
const PASSWORD_LENGTH = 14;

export interface SignIn {
  password: string;
  emails: string[];
}

/** Who plays in the demonstration: people to sign in as, and a key to send complaints with. */
@Injectable()
export class DemoStage {
  constructor(
    private readonly setup: SetupService,
    private readonly users: UsersService,
    private readonly keys: ApiKeysService,
  ) {}

  /** Makes people only where there are none at all; answers how to sign in, which is known at this moment only. */
  async people(): Promise<SignIn | null> {
    const token = this.setup.oneTimeToken;
    if (token === null || !(await this.setup.isOpen())) return null;
    const password = newToken().slice(0, PASSWORD_LENGTH);
    await this.setup.complete({ token, email: addressOf('admin'), name: '演示 管理员', password });
    const admin = await this.admin();
    for (const [role, name] of CAST) await this.users.create(admin, { email: addressOf(role), name, password, roles: [role] });
    return { password, emails: [addressOf('admin'), ...CAST.map(([role]) => addressOf(role))] };
  }

  /** A fresh key each time: what was made before is known to nobody any more. */
  async key(): Promise<string> {
    const admin = await this.admin();
    const old = (await this.keys.list({ limit: PAGE })).items.filter(({ name, revokedAt }) => name === KEY_NAME && revokedAt === null);
    for (const { id } of old) await this.keys.revoke(admin, id);
    return (await this.keys.create(admin, { name: KEY_NAME, scopes: ['complaint:create'] })).key;
  }

  private async admin(): Promise<Person> {
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await this.users.list({ limit: PAGE, cursor });
      const found = items.find(({ roles, disabled }) => roles.includes('admin') && !disabled);
      if (found) return personOf(found);
      if (nextCursor === null) throw new Error('the demonstration needs an administrator: set the server up first');
      cursor = nextCursor;
    }
  }
}

const personOf = ({ id, name, email, roles, brands }: User): Person => ({
  kind: 'user',
  ...{ id, name, email, roles, brands },
  permissions: new Set(permissionsOf(roles)),
  sessionId: 'demo',
});
