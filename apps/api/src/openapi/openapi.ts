import type { ServerResponse } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { completeDocument } from './complete-document.js';
import { componentsOf } from './json-schema.js';
import { routesOf } from './routes.js';

/** The page loads its own scripts and styles alone, and calls this server alone. Its frame of a logo is a `data:` URL. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const protectPage = (_: unknown, response: ServerResponse, next: () => void): void => {
  response.setHeader('Content-Security-Policy', DOCS_POLICY);
  next();
};

/** The document at /api/openapi.json and the page that shows it at /api/docs. */
export function serveOpenApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Lockstep')
    .setDescription(
      'Lessons whose slides, questions and feedback change in the very video frame they belong to. ' +
        'Staff calls need a bearer token; the first start of the server prints one.',
    )
    .setVersion('0.1.0')
    .addServer('/', 'This server')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, { standardSchemaConverter: componentsOf });
  completeDocument(document, routesOf(app));
  app.use('/api/docs', protectPage);
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Lockstep API',
    swaggerOptions: { persistAuthorization: false },
  });
  return document;
}
