import * as z from 'zod';

/**
 * What xAPI 1.0.3 (Part Two, 2.2 to 2.4) asks of a statement, written from its text and not from what the server writes. Nothing
 * may be in a statement that the specification does not name.
 */

/** RFC 3987: with a scheme. */
const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i);
const url = z.url({ protocol: /^https?$/ });
/** RFC 5646, as far as a pattern tells. */
const languageTag = z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/);
const languageMap = z.record(languageTag, z.string());
/** 2.2: no null, except in extensions. */
const extensions = z.record(iri, z.unknown());
/** RFC 4122, of a known variant. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
/** ISO 8601; hundredths of a second are what is compared. */
const duration = z.string().regex(/^P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)$/);

/** 2.4.2.3: exactly one inverse functional identifier; here always an account. */
const agent = z.strictObject({
  objectType: z.literal('Agent').optional(),
  name: z.string().optional(),
  account: z.strictObject({ homePage: url, name: z.string().min(1) }),
});

/** 2.4.4.1: ids are distinct, and without white space. */
const components = z
  .array(z.strictObject({ id: z.string().regex(/^\S+$/), description: languageMap.optional() }))
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'ids are distinct');
const definition = z
  .strictObject({
    name: languageMap.optional(),
    description: languageMap.optional(),
    type: iri.optional(),
    moreInfo: url.optional(),
    extensions: extensions.optional(),
    interactionType: z
      .enum([
        ...(['true-false', 'choice', 'fill-in', 'long-fill-in', 'matching'] as const),
        ...(['performance', 'sequencing', 'likert', 'numeric', 'other'] as const),
      ])
      .optional(),
    correctResponsesPattern: z.array(z.string()).optional(),
    choices: components.optional(),
    scale: components.optional(),
    source: components.optional(),
    target: components.optional(),
    steps: components.optional(),
  })
  .superRefine((of, context) => {
    const lists = ['choices', 'scale', 'source', 'target', 'steps'] as const;
    const allowed: Readonly<Record<string, readonly string[]>> = {
      choice: ['choices'],
      sequencing: ['choices'],
      likert: ['scale'],
      matching: ['source', 'target'],
      performance: ['steps'],
    };
    const wrong = lists.filter(
      (list) => of[list] && !(allowed[of.interactionType ?? ''] ?? []).includes(list),
    );
    if (wrong.length > 0) context.addIssue(`${String(of.interactionType)} has no ${wrong.join()}`);
    if (of.type?.endsWith('cmi.interaction') && !of.interactionType)
      context.addIssue('an interaction has an interactionType');
    const known = (of.choices ?? []).map(({ id }) => id);
    const named = (of.correctResponsesPattern ?? []).flatMap((pattern) => pattern.split('[,]'));
    if (of.choices && named.some((id) => !known.includes(id))) context.addIssue('names no choice');
  });
const activity = z.strictObject({
  objectType: z.literal('Activity').optional(),
  id: iri,
  definition: definition.optional(),
});

const score = z
  .strictObject({
    scaled: z.number().min(-1).max(1).optional(),
    raw: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min < max, 'min is below max')
  .refine(({ raw, min = -Infinity, max = Infinity }) => raw === undefined || (raw >= min && raw <= max));
const result = z.strictObject({
  score: score.optional(),
  success: z.boolean().optional(),
  completion: z.boolean().optional(),
  response: z.string().optional(),
  duration: duration.optional(),
  extensions: extensions.optional(),
});

const context = z.strictObject({
  registration: uuid.optional(),
  instructor: agent.optional(),
  revision: z.string().optional(),
  platform: z.string().optional(),
  language: languageTag.optional(),
  contextActivities: z
    .strictObject({
      parent: z.array(activity).optional(),
      grouping: z.array(activity).optional(),
      category: z.array(activity).optional(),
      other: z.array(activity).optional(),
    })
    .optional(),
  extensions: extensions.optional(),
});

/** A statement as a learning record store takes it. */
export const xapiRules = z.strictObject({
  id: uuid,
  actor: agent,
  verb: z.strictObject({ id: iri, display: languageMap }),
  object: activity,
  result: result.optional(),
  context,
  timestamp: z.iso.datetime({ offset: true }),
  version: z.string().regex(/^1\.0\./),
});

const video = 'https://w3id.org/xapi/video/';
const [time, segments] = [`${video}extensions/time`, `${video}extensions/played-segments`];
/** A decimal number of seconds of at most three places. */
const seconds = z.number().min(0).multipleOf(0.001);
const segmentList = z
  .string()
  .regex(/^\d+(?:\.\d+)?\[\.\]\d+(?:\.\d+)?(?:\[,\]\d+(?:\.\d+)?\[\.\]\d+(?:\.\d+)?)*$/);

/** What the video profile 1.0.3 asks of `result.extensions`, by verb. */
export const videoRules: Readonly<Record<string, z.ZodType>> = {
  initialized: z.undefined(),
  played: z.looseObject({ [time]: seconds }),
  paused: z.looseObject({ [time]: seconds, [segments]: segmentList }),
  terminated: z.looseObject({
    [time]: seconds,
    [`${video}extensions/progress`]: z.number().min(0).max(1),
    [segments]: segmentList,
  }),
  completed: z.looseObject({
    [time]: seconds,
    [`${video}extensions/progress`]: z.number().min(0).max(1),
    [segments]: segmentList,
  }),
};
/** And of `context` for each of them. */
export const videoContextRules = z.looseObject({
  contextActivities: z.looseObject({
    category: z.array(z.looseObject({ id: z.literal('https://w3id.org/xapi/video') })).length(1),
  }),
  extensions: z.looseObject({
    [`${video}extensions/session-id`]: uuid,
    [`${video}extensions/length`]: z.number().min(0),
  }),
});
