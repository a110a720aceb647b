import { examples } from '@lockstep/contracts/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublic } from '../src/access/access.js';
import { routesOf } from '../src/openapi/routes.js';
import { Client } from './support/client.js';
import { TestServer } from './support/server.js';

type Json = Record<string, unknown>;
type Operation = {
  summary?: string;
  tags?: string[];
  responses: Record<string, { content?: Json }>;
  requestBody?: Json;
  security?: Json[];
  parameters?: { name: string; description?: string }[];
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Json };
};

let server: TestServer;
let document: Document;
beforeAll(async () => {
  server = await TestServer.start();
  document = await new Client(server.web).get<Document>('/api/openapi.json');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      method,
      path,
      operation,
    })),
  );

/** Every object of the document, with the way to it. */
function* walk(value: unknown, path: string): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Json];
  for (const [key, member] of Object.entries(value)) yield* walk(member, `${path}/${key}`);
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and refers to nothing that it does not contain', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const [path, { $ref }] of walk(document, '#')) {
      if (typeof $ref !== 'string') continue;
      const target = $ref
        .split('/')
        .slice(1)
        .reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document);
      expect(target, `${path}: ${$ref}`).toBeTypeOf('object');
    }
  });

  it('uses no word that OpenAPI 3.1 took away, and no reference of another document', () => {
    for (const [path, object] of walk(document.components.schemas, '#')) {
      if (path.endsWith('/properties')) continue;
      expect(
        ['$defs', '$schema', 'definitions', 'nullable'].filter((word) => word in object),
        path,
      ).toEqual([]);
    }
  });

  it('says of every secured operation that it refuses who has no good token, and who may not', () => {
    const rules = new Map(routesOf(server.application.nest).map(({ name, rule }) => [name, isPublic(rule)]));
    for (const { name, method, path, operation } of operations()) {
      const isOpen = rules.get(`${method.toUpperCase()} ${path}`);
      expect(operation.security, name).toEqual(isOpen ? undefined : [{ bearer: [] }]);
      const codes = Object.keys(operation.responses);
      if (!isOpen) expect(codes, name).toEqual(expect.arrayContaining(['401', '403']));
      if (path.startsWith('/api/')) expect(codes, name).toEqual(expect.arrayContaining(['429', '503']));
      for (const code of codes.filter((status) => Number(status) >= 400 && path.startsWith('/api/'))) {
        const { content = {} } = operation.responses[code] ?? {};
        expect(Object.keys(content), `${name} ${code}`).toEqual(['application/problem+json']);
      }
    }
  });

  it('describes every parameter', () => {
    for (const { name, operation } of operations()) {
      for (const parameter of operation.parameters ?? []) {
        expect(parameter.description, `${name}: ${parameter.name}`).toBeTruthy();
      }
    }
  });

  it('says of every operation what it does, what it takes and what it answers', () => {
    for (const { name, method, path, operation } of operations()) {
      if (path.startsWith('/health')) continue;
      expect(operation.summary, name).toBeTruthy();
      expect(operation.tags, name).toHaveLength(1);
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect(good.length, name).toBeGreaterThan(0);
      for (const [status, { content }] of good) {
        if (status !== '204' && !path.endsWith('{index}')) expect(content, `${name} ${status}`).toBeDefined();
      }
      const moves =
        /\/(start|end|rotate|compile|undo|sign-out|play-cookie|secret|test|password-link|copies|lessons\/\{lessonId\})$/.test(
          path,
        );
      if ((method === 'post' || method === 'put') && !moves)
        expect(operation.requestBody, name).toBeDefined();
    }
  });

  it('names the same schema differently where a request may leave out what an answer has', () => {
    const schemas = document.components.schemas as Record<string, { required?: string[] }>;
    expect(schemas['LessonDraftInput']?.required).toEqual(['title']);
    expect(schemas['Question']?.required).toContain('correct');
    expect(schemas['QuestionInput']?.required).not.toContain('correct');
  });

  it('shows an example of each important body, the ones that tests begin with', () => {
    const shown = Object.values(document.components.schemas).flatMap(
      (schema) => (schema as { examples?: unknown[] }).examples ?? [],
    );
    for (const example of Object.values(examples)) expect(shown).toContainEqual(example);
  });

  it('shows an example of every JSON body that an operation takes', () => {
    const schemas = document.components.schemas as Record<string, { examples?: unknown[] }>;
    const bare = operations().flatMap(({ name, operation }) => {
      const content = operation.requestBody?.['content'] as Record<string, { schema?: Json }> | undefined;
      const reference = content?.['application/json']?.schema?.['$ref'];
      if (typeof reference !== 'string') return content?.['application/json'] ? [name] : [];
      return schemas[reference.split('/').at(-1) ?? '']?.examples ? [] : [`${name}: ${reference}`];
    });
    expect(bare).toEqual([]);
  });

  it('is shown as a page that needs nothing from elsewhere', async () => {
    const page = await fetch(`${server.web}/api/docs`);
    const policy = (page.headers.get('Content-Security-Policy') ?? '').split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
      ]),
    );
    expect(policy.filter((rule) => /https?:|\*|unsafe-eval|script-src .*unsafe/.test(rule))).toEqual([]);
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*src=)[^>]*>\s*\S|\son\w+=/); // the policy would keep it from running
    expect(html).toContain('Lockstep API');
    const scripts = [...html.matchAll(/src="([^"]+)"/g)].map(([, src]) => src ?? '');
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      expect(script).not.toMatch(/^(https?:)?\/\//);
      expect((await fetch(new URL(script, `${server.web}/api/docs/`))).status, script).toBe(200);
    }
  });
});
