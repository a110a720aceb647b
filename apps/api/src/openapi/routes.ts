import { type INestApplication, RequestMethod, type Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS, type AccessRule } from '../access/access.js';

/** A route of the REST API, with parameters in braces: `GET /api/sessions/{id}`. */
export type Route = { readonly name: string; readonly rule: AccessRule | undefined };

/** All routes, with who may call them. */
export function routesOf(app: INestApplication): Route[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const controller = metatype as Type<object>;
    const prototype = controller.prototype as Record<string, (...given: unknown[]) => unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((key) => {
      const handler = prototype[key];
      const method = handler && (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
      if (handler === undefined || method === undefined) return [];
      const paths = [controller, handler].map((part) => String(Reflect.getMetadata('path', part) ?? ''));
      const path = paths.flatMap((part) => part.split('/').filter(Boolean)).join('/');
      const rule = reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [handler, controller]);
      return [{ name: `${RequestMethod[method]} /${path.replaceAll(/:(\w+)/g, '{$1}')}`, rule }];
    });
  });
}
