import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './roles.js';

export interface MigrationSteps {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

export type Migration = new () => MigrationInterface;

/** A migration written as plain SQL. The name is its file's: `20261122T0800-create-stream`. */
export function defineMigration(name: string, steps: MigrationSteps): Migration {
  const stamped = `${name}-${stampOf(name)}`;
  return class implements MigrationInterface {
    readonly name = stamped;

    up(runner: QueryRunner): Promise<void> {
      return inTurn(runner, steps.up);
    }

    down(runner: QueryRunner): Promise<void> {
      return inTurn(runner, steps.down);
    }
  };
}

/** The application may read and change the rows of these tables. */
export function grantAll(...tables: string[]): string {
  return grant('SELECT, INSERT, UPDATE, DELETE', tables);
}

/** The application may read and add, never alter: pair it with `insertOnlyTrigger`. */
export function grantAppend(...tables: string[]): string {
  return grant('SELECT, INSERT', tables);
}

export function grantRead(...tables: string[]): string {
  return grant('SELECT', tables);
}

/** Takes back what `grantAll` gave beyond reading and adding. */
export function revokeChanges(...tables: string[]): string {
  return whereRoleExists(`REVOKE UPDATE, DELETE, TRUNCATE ON ${tables.join(', ')} FROM ${APP_ROLE}`);
}

export function grantDelete(...tables: string[]): string {
  return grant('DELETE', tables);
}

/** These columns alone may change. */
export function grantUpdateOf(table: string, columns: readonly string[]): string {
  return whereRoleExists(`GRANT UPDATE (${columns.join(', ')}) ON ${table} TO ${APP_ROLE}`);
}

export function grantSequence(...sequences: string[]): string {
  return whereRoleExists(`GRANT USAGE, SELECT ON SEQUENCE ${sequences.join(', ')} TO ${APP_ROLE}`);
}

/** Second lock on an insert-only table: it holds for the owner too, so a wrong grant alone cannot open it. */
export function insertOnlyTrigger(table: string): string {
  return `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`;
}

function grant(rights: string, tables: readonly string[]): string {
  return whereRoleExists(`GRANT ${rights} ON ${tables.join(', ')} TO ${APP_ROLE}`);
}

/** On a managed server we may not be allowed to create the role; there the application runs as the owner. */
function whereRoleExists(statement: string): string {
  return `DO $do$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN ${statement}; END IF; END $do$`;
}

async function inTurn(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await runner.query(statement);
}

/** TypeORM orders migrations by a millisecond stamp at the end of the name. */
function stampOf(name: string): number {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})-[a-z0-9-]+$/.exec(name);
  if (parts === null) throw new Error(`migration name ${name} is not like 20261122T0800-create-stream`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}
