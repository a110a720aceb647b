import { examples } from '@lockstep/contracts/examples';
import type { OpenAPIObject } from '@nestjs/swagger';
import { isPublic } from '../access/access.js';
import type { Route } from './routes.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Operation['responses'];

const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What any call may be answered with, beside what its route says. */
const always: Responses = {
  429: refusal('Too many calls; Retry-After says when the next one is taken'),
  503: refusal('The database does not answer now; try again soon (database-away)'),
};
const secured: Responses = {
  401: refusal('No token, or one that is unknown, expired or revoked'),
  403: refusal('The token is not for this'),
};

/** What an id in a path names, by the collection before it. */
const resources: Readonly<Record<string, string>> = {
  sessions: 'session',
  live: 'session',
  lessons: 'lesson',
  'lesson-analytics': 'lesson',
  'self-paced': 'lesson',
  compiles: 'compile job',
  decks: 'deck',
  media: 'picture, recording or film',
  recordings: 'recording',
  tokens: 'token',
  'stream-keys': 'stream key',
  people: 'person',
  classes: 'class',
  'roster-imports': 'import of a roster',
  invitations: 'invitation',
  'sign-ins': 'sign-in',
  'signing-keys': 'signing key',
  settings: 'setting',
  webhooks: 'webhook',
  restreams: 'restream',
  templates: 'template',
  'dry-runs': 'dry run',
  moments: 'link to a moment',
};
const parameters: Readonly<Record<string, string>> = {
  preview: 'Id of the preview, from the answer that started it.',
  banId: 'Id of the ban, from the list of bans.',
  studentId: 'Id of a student of the session, as its roster has it.',
  name: 'Name of the setting, as the list has it.',
  personId: 'Id of a person with an account; of a teacher, also of the token that made the class.',
  lessonId: 'Id of a lesson.',
  importId: 'Id of the import, from its answer or the list.',
  correctionId: 'Id of the correction, as its receipt has it.',
  commentId: 'Id of the comment.',
  linkId: 'Id of the link to a moment.',
  feedbackId: 'Id of the feedback, as the stream names it.',
  index: 'Of the slide, counted from 0.',
  stretch: 'Number of the stretch in five digits, as the playlist names it.',
  segment: 'Number of the segment in its stretch, or `init` for what a decoder needs before it.',
  version: 'A published version of the lesson, counted from 1.',
  restreamId: 'Id of the restream, from their list.',
  rendition: 'Name of the rendition, as the dry run has it.',
  path: 'Name of the file below the script, with forward slashes.',
  state: 'Only deliveries in this state.',
  questionId: 'Only answers to this question.',
  openedSeq: 'Only answers to this opening: the seq of its event.',
  limit: 'How many items at most.',
};

/**
 * Adds what follows from the policy and holds for every route: who is refused and how, and what the parameters are.
 * Changes the document.
 */
export function completeDocument(document: OpenAPIObject, routes: readonly Route[]): OpenAPIObject {
  document.openapi = '3.1.0';
  showExamples(document);
  const rules = new Map(routes.map(({ name, rule }) => [name, rule]));
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
      const operation = methods[method];
      if (operation === undefined) continue;
      const isOpen = isPublic(rules.get(`${method.toUpperCase()} ${path}`));
      if (isOpen) delete operation.security;
      else operation.security = [{ bearer: [] }];
      const own = Object.entries(operation.responses).map(([status, response]) => [
        status,
        asProblem(status, response),
      ]);
      operation.responses = {
        ...(path.startsWith('/api/') && always),
        ...(!isOpen && secured),
        ...Object.fromEntries(own),
      } as Responses;
      for (const parameter of operation.parameters ?? []) describe(parameter, path);
    }
  }
  return document;
}

/** A body as it may look, of the most important kinds. */
function showExamples({ components }: OpenAPIObject): void {
  for (const [name, example] of Object.entries(examples)) {
    const named = components?.schemas?.[`${name}Input`] ?? components?.schemas?.[name];
    if (named !== undefined) Object.assign(named, { examples: [example] });
  }
}

/** Refusals are `application/problem+json` (RFC 9457). */
function asProblem(status: string, response: Responses[string]): Responses[string] {
  if (Number(status) < 400 || response === undefined || '$ref' in response) return response;
  const [content] = Object.values(response.content ?? {});
  return { ...response, content: content ? { 'application/problem+json': content } : {} };
}

function describe(parameter: NonNullable<Operation['parameters']>[number], path: string): void {
  if ('$ref' in parameter || parameter.description !== undefined) return;
  const { name } = parameter;
  const [, collection = ''] = /\/([^/]+)\/\{id\}/.exec(path) ?? [];
  const schema = parameter.schema;
  const words = schema !== undefined && !('$ref' in schema) ? schema.description : undefined;
  const resource = name === 'id' ? resources[collection] : undefined;
  const text = words ?? parameters[name] ?? (resource && `Id of the ${resource}.`);
  if (text !== undefined) parameter.description = text;
}
