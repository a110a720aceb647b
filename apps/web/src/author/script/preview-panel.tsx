import type { DryRun } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import type { Which } from '../../api/scripts.js';
import { formatLessonTime } from '../../i18n/format.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { SeekBar, type SeekBarHandle, spanAt } from '../../stage/seek-bar.js';
import { type Chapter, chaptersOf } from './chapters.js';
import './preview.css';
import { PreviewStage } from './preview-stage.js';
import { usePreview } from './use-preview.js';

type PreviewPanelProps = {
  readonly lessonId: string;
  readonly version: Which;
  readonly language: string;
  /** A text with errors cannot be played. */
  readonly isTeachable: boolean;
  /** Where to begin, when something else on the page wants it played; a new object each time. */
  readonly wanted: { readonly atMs: number } | null;
  readonly onGoTo: (line: number) => void;
};

/** Plays the lesson as a student would see it, from any position, without going live. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { lessonId, version, language, isTeachable, wanted, onGoTo } = props;
  const texts = useTexts();
  const words = texts.script.preview;
  const asked = useQuery({ ...queries.dryRun(lessonId, version), enabled: isTeachable });
  const { data: run } = asked;
  const { preview, starting, error, playFrom, stop } = usePreview(lessonId, version);
  const { chapters, now, bar, onTime } = useChapters(run);
  useEffect(() => {
    if (wanted) playFrom(wanted.atMs);
  }, [wanted, playFrom]);
  const seek = (atMs: number) => {
    bar.current?.moveTo(atMs);
    playFrom(atMs);
  };
  const problem = error ?? (run ? undefined : problemOf(asked));
  return (
    <section className="preview-panel stack" aria-label={words.title}>
      {preview ? (
        <PreviewStage
          key={preview.id}
          lessonId={lessonId}
          version={version}
          language={language}
          preview={preview}
          onTime={onTime}
        />
      ) : (
        <PlayFirst isCompiled={run?.isCompiled} starting={starting} onPlay={() => playFrom(0)} />
      )}
      {problem !== undefined && <Notice kind="wait">{explain(problem, texts)}</Notice>}
      {run && (
        <SeekBar
          label={words.seek}
          chapters={chapters}
          durationMs={run.durationMs}
          handle={bar}
          onSeek={seek}
        />
      )}
      {preview && (
        <div className="row">
          <Button small icon="stop" onClick={stop}>
            {words.stop}
          </Button>
          {starting && <span className="small soft">{words.starting}</span>}
        </div>
      )}
      <ChapterList chapters={chapters} now={preview ? now : undefined} onPlay={seek} onGoTo={onGoTo} />
    </section>
  );
}

/** The steps of the lesson as they are played, and which one is. */
function useChapters(run: DryRun | undefined) {
  const chapters = useMemo(() => chaptersOf(run?.timeline ?? []), [run]);
  const bar = useRef<SeekBarHandle>(null);
  const [now, setNow] = useState<Chapter | undefined>();
  const onTime = useRef<(atMs: number) => void>(() => undefined);
  useEffect(() => {
    onTime.current = (atMs) => {
      bar.current?.moveTo(atMs);
      setNow(spanAt(chapters, atMs));
    };
  }, [chapters]);
  return { chapters, now, bar, onTime };
}

type PlayFirstProps = {
  /** undefined: not known yet. */
  readonly isCompiled: boolean | undefined;
  readonly starting: boolean;
  readonly onPlay: () => void;
};

function PlayFirst({ isCompiled, starting, onPlay }: PlayFirstProps) {
  const words = useTexts().script.preview;
  return (
    <div className="preview-stage__empty">
      <Button look="primary" icon="play" disabled={!isCompiled || starting} onClick={onPlay}>
        {starting ? words.starting : words.play}
      </Button>
      <p className="small soft">{isCompiled === false ? words.notMade : words.hint}</p>
    </div>
  );
}

type ChapterListProps = {
  readonly chapters: readonly Chapter[];
  readonly now: Chapter | undefined;
  readonly onPlay: (atMs: number) => void;
  readonly onGoTo: (line: number) => void;
};

function ChapterList({ chapters, now, onPlay, onGoTo }: ChapterListProps) {
  const texts = useTexts();
  const words = texts.script.preview;
  return (
    <ol className="chapters">
      {chapters.map((chapter) => (
        <li
          key={chapter.fromMs}
          className="chapters__row"
          data-look={chapter.look}
          aria-current={chapter === now ? 'step' : undefined}
        >
          <button type="button" className="chapters__play" onClick={() => onPlay(chapter.fromMs)}>
            <span className="tabular small soft">
              {formatLessonTime(Math.round(chapter.fromMs / 1000) * 1000)}
            </span>
            <span className="chapters__kind small">{texts.teacher.controls.kind[chapter.look]}</span>
            <span className="chapters__text">{chapter.text}</span>
          </button>
          {chapter.line !== null && (
            <button
              type="button"
              className="link small tabular"
              aria-label={words.toLine(chapter.line)}
              onClick={() => onGoTo(chapter.line ?? 1)}
            >
              {words.line(chapter.line)}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
