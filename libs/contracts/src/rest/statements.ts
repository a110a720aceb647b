import * as z from 'zod';

/** Texts by BCP 47 language. */
const LanguageMap = z.record(z.string(), z.string());
const Iri = z.string().describe('An IRI.');

const StatementActor = z.object({
  objectType: z.literal('Agent'),
  name: z.string(),
  account: z
    .object({ homePage: Iri, name: z.string() })
    .describe('The address of the server, and an id on it; never an e-mail address.'),
});

const Component = z.object({ id: z.string(), description: LanguageMap });
const Definition = z.object({
  type: Iri,
  name: LanguageMap,
  interactionType: z
    .enum(['choice', 'fill-in', 'long-fill-in', 'sequencing', 'matching', 'other'])
    .exactOptional(),
  choices: z.array(Component).exactOptional(),
  source: z.array(Component).exactOptional(),
  target: z.array(Component).exactOptional(),
  correctResponsesPattern: z.array(z.string()).exactOptional(),
});
const Activity = z.object({
  objectType: z.literal('Activity'),
  id: Iri,
  definition: Definition.exactOptional(),
});

/** xAPI 1.0.3, 2.4: as much of a statement as the server writes. */
export const XapiStatement = z
  .object({
    id: z.uuid().describe('The same each time; another one when what counts was corrected.'),
    actor: StatementActor,
    verb: z.object({ id: Iri, display: LanguageMap }),
    object: Activity,
    result: z
      .object({
        success: z.boolean().exactOptional(),
        completion: z.boolean().exactOptional(),
        response: z.string().exactOptional(),
        duration: z.string().exactOptional().describe('ISO 8601.'),
        score: z
          .object({
            scaled: z.number().min(-1).max(1),
            raw: z.number().exactOptional(),
            min: z.number().exactOptional(),
            max: z.number().exactOptional(),
          })
          .exactOptional(),
        extensions: z.record(Iri, z.unknown()).exactOptional(),
      })
      .exactOptional(),
    context: z.object({
      registration: z.uuid().describe('One student in one session.'),
      platform: z.string(),
      language: z.string(),
      instructor: StatementActor.exactOptional().describe('Who corrected the answer.'),
      contextActivities: z.object({
        parent: z.array(Activity).exactOptional(),
        grouping: z.array(Activity),
        category: z.array(Activity).exactOptional(),
      }),
      extensions: z.record(Iri, z.unknown()),
    }),
    timestamp: z.iso.datetime(),
    version: z.literal('1.0.3'),
  })
  .meta({ id: 'XapiStatement' });
export type XapiStatement = z.infer<typeof XapiStatement>;
