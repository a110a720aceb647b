import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { explain } from '../../api/explain.js';
import { getDryRun, type Which } from '../../api/scripts.js';
import { useResource } from '../../api/use-resource.js';
import { formatLessonTime } from '../../i18n/format.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { type Chapter, chapterAt, chaptersOf } from './chapters.js';
import './preview.css';
import { PreviewStage } from './preview-stage.js';
import { SeekBar, type SeekBarHandle } from './seek-bar.js';
import { usePreview } from './use-preview.js';

type PreviewPanelProps = {
  readonly lessonId: string;
  readonly token: string;
  readonly version: Which;
  readonly language: string;
  /** Changes with every text and every compiling that ends. */
  readonly revision: string;
  /** Where to begin, when something else on the page wants it played; a new object each time. */
  readonly wanted: { readonly atMs: number } | null;
  readonly onGoTo: (line: number) => void;
};

/** Plays the lesson as a student would see it, from any position, without going live. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { lessonId, token, version, language, revision, wanted, onGoTo } = props;
  const texts = useTexts();
  const words = texts.script.preview;
  const load = useCallback(
    (signal: AbortSignal) => getDryRun(lessonId, token, version, signal),
    [lessonId, token, version],
  );
  const { value: run, error: runError, reload } = useResource(load);
  useEffect(() => reload(), [revision, reload]);
  const chapters = useMemo(() => chaptersOf(run?.timeline ?? []), [run]);
  const { preview, starting, error, playFrom, stop } = usePreview(lessonId, token, version);
  const bar = useRef<SeekBarHandle>(null);
  const [now, setNow] = useState<Chapter | undefined>();
  const onTime = useRef<(atMs: number) => void>(() => undefined);
  useEffect(() => {
    onTime.current = (atMs) => {
      bar.current?.moveTo(atMs);
      setNow(chapterAt(chapters, atMs));
    };
  }, [chapters]);
  useEffect(() => {
    if (wanted) playFrom(wanted.atMs);
  }, [wanted, playFrom]);
  const seek = (atMs: number) => {
    bar.current?.moveTo(atMs);
    playFrom(atMs);
  };
  const problem = error ?? (run ? undefined : runError);
  return (
    <section className="preview-panel stack" aria-label={words.title}>
      {preview ? (
        <PreviewStage
          key={preview.id}
          lessonId={lessonId}
          token={token}
          version={version}
          language={language}
          preview={preview}
          onTime={onTime}
        />
      ) : (
        <div className="preview-stage__empty">
          <Button
            look="primary"
            icon="play"
            disabled={!run?.isCompiled || starting}
            onClick={() => playFrom(0)}
          >
            {starting ? words.starting : words.play}
          </Button>
          <p className="small soft">{run?.isCompiled === false ? words.notMade : words.hint}</p>
        </div>
      )}
      {problem !== undefined && <Notice kind="wait">{explain(problem, texts)}</Notice>}
      {run && <SeekBar chapters={chapters} durationMs={run.durationMs} handle={bar} onSeek={seek} />}
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
            <span className="chapters__kind small">{texts.teacher.hand.kind[chapter.look]}</span>
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
