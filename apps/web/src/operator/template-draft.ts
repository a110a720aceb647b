import type { DeliveryTemplate, DeliveryTemplateCreate, FrameRegion } from '@lockstep/contracts';
import { readRegion, regionText } from './template-regions.js';

/** A rendition as it is typed. */
export type RenditionDraft = {
  /** Of this row, while the dialog is open. */
  readonly id: number;
  readonly name: string;
  readonly height: string;
  readonly videoKbps: string;
  readonly frameRate: string;
  readonly profile: 'baseline' | 'main' | 'high';
};

type Watermark = NonNullable<DeliveryTemplate['watermark']>;

/** A template as it is typed. */
export type TemplateDraft = {
  readonly name: string;
  readonly isDefault: boolean;
  readonly encoder: DeliveryTemplate['encoder'];
  readonly renditions: readonly RenditionDraft[];
  readonly crop: string;
  readonly blur: string;
  readonly corner: Watermark['corner'] | 'none';
  readonly text: string;
  readonly showsTime: boolean;
};

const suggested = [
  { name: '720p', height: '720', videoKbps: '1800', frameRate: '' },
  { name: '480p', height: '480', videoKbps: '900', frameRate: '' },
  { name: '240p', height: '240', videoKbps: '300', frameRate: '15' },
];

export function draftOf(template: DeliveryTemplate | undefined): TemplateDraft {
  const { crop = null, blur = [], watermark = null } = template ?? {};
  const renditions = template?.renditions.map(({ height, videoKbps, frameRate, ...one }) => ({
    ...one,
    ...{ height: String(height), videoKbps: String(videoKbps) },
    frameRate: frameRate === null ? '' : String(frameRate),
  }));
  return {
    name: template?.name ?? '',
    isDefault: template?.isDefault ?? false,
    encoder: template?.encoder ?? 'auto',
    renditions: (renditions ?? suggested.map((one) => ({ ...one, profile: 'high' as const }))).map(
      (one, id) => ({ ...one, id }),
    ),
    crop: crop ? regionText(crop) : '',
    blur: blur.map(regionText).join('\n'),
    corner: watermark?.corner ?? 'none',
    text: watermark?.text ?? '',
    showsTime: watermark?.showsTime ?? false,
  };
}

/** What is to be saved, or which field holds no part of a frame. */
export type ReadDraft = { readonly body: DeliveryTemplateCreate } | { readonly unreadable: 'crop' | 'blur' };

export function readDraft(draft: TemplateDraft): ReadDraft {
  const { name, isDefault, encoder, corner, text, showsTime } = draft;
  const crop = draft.crop.trim() === '' ? null : readRegion(draft.crop);
  if (crop === undefined) return { unreadable: 'crop' };
  const blur: FrameRegion[] = [];
  for (const line of draft.blur.split('\n').filter((one) => one.trim() !== '')) {
    const region = readRegion(line);
    if (!region) return { unreadable: 'blur' };
    blur.push(region);
  }
  const watermark =
    corner === 'none' ? null : { corner, showsTime, text: text.trim() === '' ? null : text.trim() };
  return {
    body: {
      ...{ name: name.trim(), isDefault, encoder, crop, blur, watermark },
      renditions: draft.renditions.map(({ name: label, height, videoKbps, frameRate, profile }) => ({
        ...{ name: label.trim(), profile },
        ...{ height: Number(height), videoKbps: Number(videoKbps) },
        frameRate: frameRate.trim() === '' ? null : Number(frameRate),
      })),
    },
  };
}
