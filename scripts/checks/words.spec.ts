import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot, root } from '../bootstrap/workspace.mjs';

/** Phrases that a native reader has to read twice, and what to write instead. The glossary has the terms. */
const discouraged: readonly { phrase: RegExp; instead: string; where?: RegExp }[] = [
  { phrase: /(?<!there )\b(?:is|are|was|be) none\b(?!,| of)/, instead: 'is not a …; there is no …' },
  { phrase: /\b[a-z]+ of ours\b/, instead: 'our …' },
  {
    phrase: /(?:^|[.;:] |\* |\/\/ )[Ww]ho (?:comes|waits|reads|wants|needs|does|changes)\b/,
    instead: 'anyone who …; a viewer that …',
  },
  { phrase: /\bfor so long (?:is|are)\b|\bso long (?:before|it)\b/, instead: 'for this long; how long …' },
  { phrase: /\b(?:[Ww]hat|whatever) becomes? of\b/, instead: 'what happens to …' },
  { phrase: /\b[Ww]hoever\b/, instead: 'anyone who …; a viewer that …; the caller' },
  { phrase: /\b[Ll]ets? go of\b|\binsistently\b/, instead: 'releases, frees; with retries' },
  { phrase: /\bfor ever\b|\bat hand\b/, instead: 'forever; here, available' },
  {
    phrase: /\bteacher\.hand\b|\bHandAction\b/,
    instead: 'teacher.control',
    where: /^(?!docs\/signalling|libs\/contracts\/src\/lesson-body)/,
  },
  { phrase: /\bstands? in the way\b/, instead: 'prevents …' },
  { phrase: /\b(?:is|are) let be\b/, instead: 'is ignored' },
  {
    phrase: /, for (?:it|they|there|he|nobody) (?:is|are|has|was|will|would|cannot)\b/,
    instead: 'because …',
  },
  { phrase: /\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself)\b/, instead: 'they, their, them' },
  { phrase: /\b(?:Ear|findEar|EarFailed|hearing-unavailable|turnstile)\b/, instead: 'Transcriber; OneEach' },
  {
    phrase: /\b(?:isKeyframe|isKeyFrame|isSync|isIdr|isKey)\b/,
    instead: 'isRandomAccess',
    where: /^(?:libs\/(?!sei\/)|apps\/(?!web\/)|e2e\/)/,
  },
  {
    phrase:
      /(?<!IDR |reference |decoded |groups? of |Groups of |[-/_])\b[Pp]ictures?\b(?! order| parameter|-in-picture)/,
    instead: 'frame; picture only in names of H.264, and for still images',
    where: /^libs\/(?:media|player|formats)\/src\//,
  },
  {
    phrase: /(?<!that )\b[Ss]ounds?\b(?! format)/,
    instead: 'audio; sound only for what a person hears',
    where: /^libs\/(?:media|formats)\/src\/|^libs\/virtual-teacher\/src\/(?:clip|compile)\//,
  },
  {
    phrase: /(?<!@)\bThrows (?:an? )?(?:\{@link |`)?[A-Z]/,
    instead: '@throws NameOfTheError when …',
    where: /^libs\/[^/]+\/src\//,
  },
];

/** Texts about language, or in other people's words: what is taught is not how we write. */
const exempt = [
  /^apps\/api\/assets\//,
  /^libs\/lesson\/(?:test\/|src\/narration\/|src\/speech\/|src\/check\/speech\.ts)/,
  /^libs\/virtual-teacher\/(?:evaluation|test|assets)\//,
  /^libs\/virtual-teacher\/src\/(?:brain|voice)\//,
  /^e2e\/src\/teacher-class\.spec\.ts$/,
  /^scripts\/checks\/words\.spec\.ts$/,
  /^docs\/glossary\.md$/,
];

const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !exempt.some((pattern) => pattern.test(file)));

it.each(discouraged)('nobody writes $phrase', ({ phrase, instead, where = /^/ }) => {
  const inScope = files.filter((file) => where.test(file));
  const found = inScope.flatMap((file) =>
    readFileSync(inRoot(file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        phrase.test(line) ? [`${file}:${index + 1}: ${line.trim()} (${instead})`] : [],
      ),
  );
  expect(found).toEqual([]);
});
