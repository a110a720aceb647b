import { CORNERS, type Corner, type LadderTemplate, type PlannedRendition, type Region } from './template.js';

/** Where the texts of a watermark are: filters read them from files, so that nothing in them is a command. */
export type WatermarkFiles = { readonly text?: string; readonly time?: string };

/** Frames of a rate are at least this much nearer than the rate says, because their times are whole milliseconds. Seconds. */
const RATE_TOLERANCE = 0.002;

export type FilterOutput = {
  readonly rendition: PlannedRendition;
  /** Frames up to this time of the input are not encoded: the rendition has them. Seconds. */
  readonly afterSeconds: number | undefined;
};

export type FilterOptions = {
  readonly template: Pick<LadderTemplate, 'crop' | 'blur' | 'watermark'>;
  /** Before it is cropped. */
  readonly source: { readonly width: number; readonly height: number };
  readonly files: WatermarkFiles;
  readonly outputs: readonly FilterOutput[];
  /** Behind the scaling of each output: how its encoder takes frames. */
  readonly upload: string | undefined;
};

/**
 * The filter graph from the input to `[out0]`, `[out1]`, …: what is drawn is drawn once, at the size of the source; frames keep
 * their times. An image is the second input.
 */
export function filterGraph({ template, source, files, outputs, upload }: FilterOptions): string {
  const { width = 1, height = 1 } = template.crop ?? {};
  const frame = { width: source.width * width, height: source.height * height };
  const steps = [
    ...cropSteps(template.crop),
    ...(template.blur ?? []).flatMap(blurSteps),
    ...watermarkSteps(template.watermark, frame, files),
  ];
  const chains = [`[0:v]null[s0]`, ...steps.map((step, i) => step(`s${i}`, `s${i + 1}`))];
  const split = outputs.map((_, i) => `[b${i}]`).join('');
  const branches = outputs.map((output, i) => `[b${i}]${branch(output, upload)}[out${i}]`);
  return [...chains, `[s${steps.length}]split=${outputs.length}${split}`, ...branches].join(';');
}

/** A filter between two labels. */
type Step = (from: string, to: string) => string;

const cropSteps = (region: Region | undefined): Step[] =>
  region ? [(from, to) => `[${from}]${cropped(region)}[${to}]`] : [];

function blurSteps(region: Region): Step[] {
  return [
    (from, to) =>
      `[${from}]split[${from}a][${from}b];[${from}b]${cropped(region)},boxblur=luma_radius='min(w,h)/8':luma_power=3:` +
      `chroma_radius='min(cw,ch)/8':chroma_power=3[${from}c];` +
      `[${from}a][${from}c]overlay=x='2*round(main_w*${number(region.x)}/2)':y='2*round(main_h*${number(region.y)}/2)'[${to}]`,
  ];
}

const cropped = ({ x, y, width, height }: Region): string =>
  `crop=w='max(2,2*round(iw*${number(width)}/2))':h='max(2,2*round(ih*${number(height)}/2))':` +
  `x='2*round(iw*${number(x)}/2)':y='2*round(ih*${number(y)}/2)'`;

/** Distance to the edge: a share of the height. */
const MARGIN = 0.03;

type Frame = FilterOptions['source'];

/** An image fits into this much of the frame, and its texts stand beside it. */
const IMAGE = { width: 0.25, height: 0.12 };

function watermarkSteps(watermark: LadderTemplate['watermark'], frame: Frame, files: WatermarkFiles): Step[] {
  if (!watermark) return [];
  const { corner, image } = watermark;
  const texts = [
    ...(files.text === undefined ? [] : [{ file: files.text, expansion: 'none' }]),
    ...(files.time === undefined ? [] : [{ file: files.time, expansion: 'normal' }]),
  ];
  const imageHeight = image === undefined ? 0 : Math.round(frame.height * (IMAGE.height + MARGIN));
  return [
    ...(image === undefined ? [] : [imageStep(corner, frame)]),
    ...texts.map(({ file, expansion }, line): Step => {
      const { x, y } = place(corner, { w: 'w', h: 'h', tw: 'tw', th: 'th' });
      // each line stands beside the one before, towards the middle
      const sign = corner.startsWith('top') ? '+' : '-';
      const shift = `${sign}${imageHeight}${sign}${line}*(h/20*1.6)`;
      return (from, to) =>
        `[${from}]drawtext=textfile=${file}:expansion=${expansion}:fontsize=h/20:fontcolor=white:` +
        `box=1:boxcolor=black@0.4:boxborderw=6:x='${x}':y='${y}${shift}'[${to}]`;
    }),
  ];
}

const imageStep =
  (corner: Corner, frame: Frame): Step =>
  (from, to) => {
    const { x, y } = place(corner, { w: 'main_w', h: 'main_h', tw: 'overlay_w', th: 'overlay_h' });
    const size = `w=${Math.round(frame.width * IMAGE.width)}:h=${Math.round(frame.height * IMAGE.height)}`;
    return (
      `[1:v]scale=${size}:force_original_aspect_ratio=decrease,format=yuva420p[${from}i];` +
      `[${from}][${from}i]overlay=x='${x}':y='${y}':eof_action=repeat[${to}]`
    );
  };

type Sizes = { readonly w: string; readonly h: string; readonly tw: string; readonly th: string };

function place(corner: Corner, { w, h, tw, th }: Sizes): { readonly x: string; readonly y: string } {
  const margin = `${MARGIN}*${h}`;
  const [vertical, horizontal] = (CORNERS.find((known) => known === corner) ?? corner).split('-');
  return {
    x: horizontal === 'left' ? margin : `${w}-${tw}-${margin}`,
    y: vertical === 'top' ? margin : `${h}-${th}-${margin}`,
  };
}

/** Key frames always pass: a rendition can be entered where the source can. */
function branch({ rendition, afterSeconds }: FilterOutput, upload: string | undefined): string {
  const { width, height, frameRate } = rendition;
  const later = afterSeconds === undefined ? [] : [`gt(t,${number(afterSeconds + 0.0005)})`];
  const sparse =
    frameRate === undefined
      ? []
      : [`(key+isnan(prev_selected_t)+gte(t-prev_selected_t,${number(1 / frameRate - RATE_TOLERANCE)}))`];
  const wanted = [...later, ...sparse].join('*');
  return [
    ...(wanted === '' ? [] : [`select='${wanted}'`]),
    `scale=w=${width}:h=${height}:flags=bicubic`,
    'setsar=1',
    'format=' + (upload === undefined ? 'yuv420p' : 'nv12'),
    ...(upload === undefined ? [] : [upload]),
  ].join(',');
}

const number = (value: number): string => String(Math.round(value * 1e6) / 1e6);
