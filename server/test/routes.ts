import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Permission } from '@tocsin/shared/identity';
import { PUBLIC, REQUIRES } from '../src/platform/http/access.js';
import type { TestApp } from './app.js';

export interface Route {
  method: string;
  path: string;
  /** `public`, permissions, or null when the handler forgot to say. */
  access: 'public' | readonly Permission[] | null;
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value ?? '')]);
const join = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

/** Every handler of every controller, with who may call it. */
export function routesOf(app: TestApp): Route[] {
  const reflector = app.get(Reflector);
  const scanner = app.get(MetadataScanner);
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, (...args: unknown[]) => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as number | undefined);
        if (!handler || method === undefined) return [];
        const isPublic = reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [handler, metatype]);
        const access: Route['access'] = isPublic
          ? 'public'
          : (reflector.getAllAndOverride<Permission[] | undefined>(REQUIRES, [handler, metatype]) ?? null);
        return list(Reflect.getMetadata(PATH_METADATA, metatype)).flatMap((base) =>
          list(Reflect.getMetadata(PATH_METADATA, handler)).map((path) => ({
            method: RequestMethod[method] ?? '?',
            path: join(base, path),
            access,
          })),
        );
      });
    })
    .sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}
