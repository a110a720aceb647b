import { type LessonAction, type LessonScript, type Region } from '@lockstep/contracts';
import { isMark, type Mark, parseMark } from '@lockstep/lesson';
import { type CompiledSlide } from './compiled-record.js';

/** A mark that asks for a slide, a build step or a word that is not there. */
export type UnmetMark = { readonly mark: string; readonly reason: string };

/** Turns the marks of a lesson, in the order in which they come, into what happens on their pictures. */
export class MarkActions {
  readonly unmet: UnmetMark[] = [];
  /** Counted from 0; null while none was shown by a mark, when the deck's first one is seen. */
  #slide: number | null = null;
  #step = 0;

  constructor(
    private readonly slides: readonly CompiledSlide[],
    private readonly regions: LessonScript['regions'] = {},
  ) {}

  /** What a mark asks for; undefined for silence, and for what cannot be met. */
  actionOf(text: string): LessonAction | undefined {
    const mark = parseMark(text);
    if (!isMark(mark)) return this.#cannot(text, mark.message);
    switch (mark.type) {
      case 'slide':
        return this.#showSlide(text, mark.to);
      case 'step':
        return this.#showStep(text, mark.to);
      case 'highlight':
        return this.#highlight(text, mark.target);
      case 'marker':
        return { type: 'marker', name: mark.name };
      case 'pause':
        return undefined;
    }
  }

  #showSlide(text: string, to: (Mark & { type: 'slide' })['to']): LessonAction | undefined {
    const now = this.#slide;
    const wanted = to === 'next' ? (now ?? -1) + 1 : to === 'previous' ? Math.max(0, (now ?? 0) - 1) : to - 1;
    const first = this.slides[wanted]?.steps[0];
    if (first === undefined) return this.#cannot(text, `there are ${String(this.slides.length)} slides`);
    this.#slide = wanted;
    this.#step = 0;
    return { type: 'slide.shown', index: first.index };
  }

  #showStep(text: string, to: number | 'next'): LessonAction | undefined {
    const steps = this.slides[this.#slide ?? 0]?.steps ?? [];
    const wanted = to === 'next' ? this.#step + 1 : to;
    const step = steps[wanted];
    if (step === undefined)
      return this.#cannot(text, `the last build step of the slide is ${String(steps.length - 1)}`);
    this.#slide ??= 0;
    this.#step = wanted;
    return { type: 'slide.shown', index: step.index };
  }

  #highlight(text: string, target: string | null): LessonAction | undefined {
    if (target === null) return { type: 'highlight', target: null };
    const slide = this.#slide ?? 0;
    const [x, y, width, height] = this.regions[String(slide + 1)]?.[target] ?? [];
    if (x !== undefined && y !== undefined && width !== undefined && height !== undefined) {
      return { type: 'highlight', target: { x, y, width, height } };
    }
    const found = regionOf(target, this.slides[slide]?.steps[this.#step]?.words ?? []);
    if (found === undefined) return this.#cannot(text, `slide ${String(slide + 1)} does not say “${target}”`);
    return { type: 'highlight', target: found };
  }

  #cannot(mark: string, reason: string): undefined {
    this.unmet.push({ mark, reason });
  }
}

type Word = CompiledSlide['steps'][number]['words'][number];

/** Where a word or phrase stands on a slide; capitals and punctuation do not matter. */
function regionOf(target: string, words: readonly Word[]): Region | undefined {
  const wanted = target.split(/\s+/).map(bare).filter(Boolean);
  if (wanted.length === 1) {
    const word = words.find(({ text }) => bare(text) === wanted[0]);
    if (word) return word.region;
  }
  const whole = words.filter(({ isPart }) => isPart !== true);
  for (let i = 0; i + wanted.length <= whole.length; i++) {
    const run = whole.slice(i, i + wanted.length);
    if (run.every(({ text }, j) => bare(text) === wanted[j])) return around(run.map(({ region }) => region));
  }
  return ofPhrase(wanted.join(''), whole);
}

/** Chinese is not written in words: a phrase may begin and end anywhere. */
function ofPhrase(phrase: string, words: readonly Word[]): Region | undefined {
  if (phrase === '') return undefined;
  for (let i = 0; i < words.length; i++) {
    let said = '';
    for (let j = i; j < words.length && said.length < phrase.length; j++) said += bare(words[j]?.text ?? '');
    if (!said.startsWith(phrase)) continue;
    let length = 0;
    const run: Region[] = [];
    for (let j = i; j < words.length && length < phrase.length; j++) {
      const word = words[j];
      if (word === undefined) break;
      length += bare(word.text).length;
      run.push(word.region);
    }
    return around(run);
  }
  return undefined;
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '');

function around(regions: readonly Region[]): Region {
  const left = Math.min(...regions.map(({ x }) => x));
  const top = Math.min(...regions.map(({ y }) => y));
  const right = Math.max(...regions.map(({ x, width }) => x + width));
  const bottom = Math.max(...regions.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
