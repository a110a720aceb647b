import * as z from 'zod';
import { Id } from './id.js';

const name = z.string().trim().min(1).max(60);

/** A rendition that is made beside what the publisher sends. */
export const TemplateRendition = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,24}$/, 'is 1 to 24 letters, digits, - and _')
      .describe('As players are told it; once in a template.'),
    height: z
      .int()
      .min(32)
      .max(2160)
      .describe('Pixels. The width follows; what is not smaller than the source is not made.'),
    videoKbps: z.int().min(20).max(20_000).describe('Most kbit/s of the video.'),
    frameRate: z
      .int()
      .min(1)
      .max(60)
      .nullable()
      .default(null)
      .describe('Frames a second at most; null: all of the source.'),
    profile: z.enum(['baseline', 'main', 'high']).default('high').describe('Of H.264.'),
  })
  .meta({ id: 'TemplateRendition' });
export type TemplateRendition = z.infer<typeof TemplateRendition>;

const share = z.number().min(0).max(1);

/** A part of the frame, in shares of its width and height. */
export const FrameRegion = z
  .strictObject({ x: share, y: share, width: share.min(0.01), height: share.min(0.01) })
  .refine(
    ({ x, y, width, height }) => x + width <= 1.0001 && y + height <= 1.0001,
    'ends outside of the frame',
  )
  .meta({ id: 'FrameRegion' });
export type FrameRegion = z.infer<typeof FrameRegion>;

export const TemplateWatermark = z
  .strictObject({
    corner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']),
    text: z
      .string()
      .max(100)
      .regex(/^\P{Cc}*$/u, 'is one line of text')
      .nullable()
      .default(null),
    showsTime: z.boolean().default(false).describe('The time of day of the server, UTC.'),
  })
  .meta({ id: 'TemplateWatermark' });
export type TemplateWatermark = z.infer<typeof TemplateWatermark>;

export const EncoderName = z.enum(['x264', 'nvenc', 'qsv', 'vaapi']).meta({ id: 'EncoderName' });
export type EncoderName = z.infer<typeof EncoderName>;

const fields = {
  name: name.describe('For people; no other template has it.'),
  renditions: z
    .array(TemplateRendition)
    .min(1)
    .max(6)
    .refine((all) => new Set(all.map((one) => one.name)).size === all.length, 'has a name twice'),
  crop: FrameRegion.nullable().describe('What of the frame is left; null: all of it.'),
  blur: z.array(FrameRegion).max(8).describe('Parts that are made unreadable, of what the crop leaves.'),
  watermark: TemplateWatermark.nullable().describe(
    'What is drawn into every rendition; its image is sent by PUT …/image.',
  ),
  encoder: z
    .enum(['auto', ...EncoderName.options])
    .describe(
      'auto: the first that works of nvenc, qsv, vaapi, x264. One that does not work is replaced by x264.',
    ),
  isDefault: z.boolean().describe('Whether sessions use it for which nothing else is chosen.'),
};

/** POST /api/templates */
export const DeliveryTemplateCreate = z
  .strictObject({
    name: fields.name,
    renditions: fields.renditions,
    crop: fields.crop.default(null),
    blur: fields.blur.default([]),
    watermark: fields.watermark.default(null),
    encoder: fields.encoder.default('auto'),
    isDefault: fields.isDefault.default(false),
  })
  .meta({ id: 'DeliveryTemplateCreate' });
export type DeliveryTemplateCreate = z.infer<typeof DeliveryTemplateCreate>;
export type DeliveryTemplateCreateInput = z.input<typeof DeliveryTemplateCreate>;

/** PATCH /api/templates/:id: what is absent stays. */
export const DeliveryTemplateChange = z
  .strictObject({
    name: fields.name.exactOptional(),
    renditions: fields.renditions.exactOptional(),
    crop: fields.crop.exactOptional(),
    blur: fields.blur.exactOptional(),
    watermark: fields.watermark.exactOptional(),
    encoder: fields.encoder.exactOptional(),
    isDefault: fields.isDefault.exactOptional(),
  })
  .meta({ id: 'DeliveryTemplateChange' });
export type DeliveryTemplateChange = z.infer<typeof DeliveryTemplateChange>;
export type DeliveryTemplateChangeInput = z.input<typeof DeliveryTemplateChange>;

export const DeliveryTemplate = z
  .object({
    id: Id,
    ...fields,
    hasImage: z.boolean().describe('Whether the watermark has an image.'),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'DeliveryTemplate' });
export type DeliveryTemplate = z.infer<typeof DeliveryTemplate>;

/** GET /api/encoders: which encoders work on this machine. */
export const EncoderStatus = z
  .object({
    encoder: EncoderName,
    works: z.boolean(),
    reason: z.string().nullable().describe('What ffmpeg said, where it does not.'),
  })
  .meta({ id: 'EncoderStatus' });
export type EncoderStatus = z.infer<typeof EncoderStatus>;

/** PUT /api/sessions/:id/template and /api/lessons/:id/template */
export const TemplateChoice = z
  .strictObject({
    templateId: Id.nullable().describe('null: none of its own.'),
  })
  .meta({ id: 'TemplateChoice' });
export type TemplateChoice = z.infer<typeof TemplateChoice>;

/** What is wrong with the renditions of a session. */
export const LadderAlarmCode = z
  .enum(['died', 'stalled', 'overloaded', 'encoder'])
  .meta({ id: 'LadderAlarmCode' });
export type LadderAlarmCode = z.infer<typeof LadderAlarmCode>;

/** GET /api/sessions/:id/renditions: what is made of the session beside what its publisher sends. */
export const SessionRenditions = z
  .object({
    chosenId: Id.nullable().describe('The template that was chosen for this session; null: none.'),
    template: z
      .object({ id: Id, name, from: z.enum(['session', 'lesson', 'default']) })
      .nullable()
      .describe('The template that holds, and who chose it; null: the setting LADDER, or nothing.'),
    encoder: EncoderName.nullable().describe('null: nothing is made now.'),
    alarms: z
      .array(z.object({ code: LadderAlarmCode, message: z.string(), since: z.iso.datetime() }))
      .describe('What is wrong now.'),
    lagMs: z.number().min(0).describe('How far the slowest is behind the source.'),
    renditions: z.array(
      z.object({
        name: z.string(),
        width: z.int(),
        height: z.int(),
        videoKbps: z.int(),
        frameRate: z.number().nullable(),
        state: z
          .enum(['live', 'waiting', 'shed'])
          .describe('waiting: no frame so far; shed: this machine cannot make it now.'),
      }),
    ),
  })
  .meta({ id: 'SessionRenditions' });
export type SessionRenditions = z.infer<typeof SessionRenditions>;

/** POST /api/templates/:id/dry-run */
export const TemplateDryRunRequest = z
  .strictObject({
    mediaFile: z.string().min(1).max(255).describe('Name of a media file, as GET /api/media-files has it.'),
    seconds: z.int().min(1).max(30).default(10).describe('How much of its beginning is encoded.'),
  })
  .meta({ id: 'TemplateDryRunRequest' });
export type TemplateDryRunRequest = z.infer<typeof TemplateDryRunRequest>;
export type TemplateDryRunRequestInput = z.input<typeof TemplateDryRunRequest>;

export const TemplateDryRun = z
  .object({
    id: Id,
    encoder: EncoderName,
    source: z.object({ width: z.int(), height: z.int() }),
    durationMs: z.number().min(0).describe('Of what was encoded.'),
    tookMs: z.number().min(0),
    cores: z
      .number()
      .min(0)
      .describe('How many cores these renditions take while a session is live, as far as this file tells.'),
    renditions: z.array(
      z.object({
        name: z.string(),
        width: z.int(),
        height: z.int(),
        kbps: z.number().min(0).describe('As they came out.'),
        sizeBytes: z.int(),
        address: z.string().describe('Of an MP4 file, for half an hour or until the next dry run.'),
      }),
    ),
  })
  .meta({ id: 'TemplateDryRun' });
export type TemplateDryRun = z.infer<typeof TemplateDryRun>;
