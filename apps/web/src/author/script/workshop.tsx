import type { CompileJob, ScriptDraft, ScriptProblem } from '@lockstep/contracts';
import { formatLesson } from '@lockstep/lesson';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type RefObject, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useExchangeTexts } from '../exchange/exchange-texts.js';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { BarMenu } from '../../ui/bar-menu.js';
import { Button } from '../../ui/button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Notice } from '../../ui/notice.js';
import { ExportDialog } from '../exchange/export-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { CompileChip } from './compile-chip.js';
import { countErrors, mergedProblems, problemsOf } from './problems.js';
import type { EditorHandle } from './editor-handle.js';
import { ProblemList } from './problem-list.js';
import { PublishDialog } from './publish-dialog.js';
import { type Compiling, useCompile } from './use-compile.js';
import { type Script, useScript } from './use-script.js';
import type { TextEdit } from './questions-panel.js';
import { type Side, WorkshopTabs } from './workshop-tabs.js';

const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.js')).CodeEditor }));

/** How long the keys rest before the text is read again, ms. */
const readAfterMs = 200;

/** The text of a lesson, and beside it preview, report, files and versions. */
export function Workshop({ loaded }: { loaded: ScriptDraft }) {
  const script = useScript(loaded);
  const { draft, refresh } = script;
  const onCompiled = useCallback(() => void refresh(), [refresh]);
  const compiling = useCompile(draft, onCompiled);
  useRereading(draft);
  const [start] = useState(loaded.text);
  const { text, change } = useTyping(script, start);
  const problems = useProblems(text, draft, compiling.job);
  const title = draft.script?.title ?? draft.title;
  useDocumentTitle(title);
  useLeaveGuard(script.state !== 'saved');
  const editor = useRef<EditorHandle>(null);
  const places = usePlaces(editor);
  const edit: TextEdit = (changed) => {
    const held = editor.current;
    held?.setText(changed(held.text));
  };
  const onPublished = usePublished(draft.lessonId, () => {
    places.setSide('versions');
    void refresh();
  });
  return (
    <div className="workshop" data-side={places.side}>
      <WorkshopBar
        title={title}
        script={script}
        compiling={compiling}
        errors={countErrors(problems)}
        onPublished={onPublished}
      />
      <main id="content" className="workshop__grid">
        <div className="workshop__text">
          <Conflict script={script} onText={(theirs) => editor.current?.setText(theirs)} />
          <div className="workshop__editor">
            <Suspense fallback={null}>
              <CodeEditor
                text={start}
                problems={problems}
                handle={editor}
                onChange={change}
                onSave={() => void script.save()}
              />
            </Suspense>
          </div>
          <Problems problems={problems} onGoTo={places.goTo} onTidy={() => edit(tidy)} />
        </div>
        <WorkshopTabs
          draft={draft}
          side={places.side}
          onSide={places.open}
          wanted={places.wanted}
          onGoTo={places.goTo}
          onPlay={places.play}
          {...{ text, onEdit: edit, onFiles: refresh }}
        />
      </main>
    </div>
  );
}

const tidy = (text: string) => formatLesson(text, { ids: 'write' });

/** Which panel is shown, where the preview begins, and the way to a line of the text. */
function usePlaces(editor: RefObject<EditorHandle | null>) {
  const [side, setSide] = useState<Side>('preview');
  const [wanted, setWanted] = useState<{ atMs: number } | null>(null);
  const goTo = useCallback(
    (line: number, column = 1) => {
      setSide((held) => (isNarrow() ? 'text' : held));
      // A text that was hidden is laid out first.
      requestAnimationFrame(() => editor.current?.goTo(line, column));
    },
    [editor],
  );
  const play = useCallback((atMs: number) => {
    setSide('preview');
    setWanted({ atMs });
  }, []);
  const open = (chosen: Side) => {
    setWanted(null);
    setSide(chosen);
  };
  return { side, setSide, wanted, goTo, play, open };
}

/** A version was published: the list of versions is read again. */
function usePublished(lessonId: string, then: () => void): () => void {
  const cache = useQueryClient();
  return () => {
    void cache.invalidateQueries({ queryKey: queries.versions(lessonId).queryKey });
    then();
  };
}

/** What the server makes of the text is another thing after every text that was stored and every compiling that ended. */
function useRereading({ lessonId, etag, compile }: ScriptDraft): void {
  const cache = useQueryClient();
  const revision = `${etag} ${compile?.id ?? ''} ${compile?.status ?? ''}`;
  const read = useRef(revision);
  useEffect(() => {
    if (read.current === revision) return;
    read.current = revision;
    for (const what of ['dry-run', 'comparison', 'versions'])
      void cache.invalidateQueries({ queryKey: ['script', lessonId, what] });
  }, [cache, lessonId, revision]);
}

const isNarrow = () => matchMedia('(max-width: 61.99rem)').matches;

/** The text as it is in the editor, told when the keys rest. */
function useTyping(script: Script, start: string) {
  const [text, setText] = useState(start);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { change: store } = script;
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = useCallback(
    (typed: string) => {
      store(typed);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setText(typed), readAfterMs);
    },
    [store],
  );
  return { text, change };
}

/** What this page finds in the text, and what the server found in it as long as it is the same. */
function useProblems(text: string, draft: ScriptDraft, job: CompileJob | null): readonly ScriptProblem[] {
  const here = useMemo(() => {
    const files = draft.files.map(({ path }) => path);
    return problemsOf(text, files);
  }, [text, draft.files]);
  return useMemo(() => {
    const there = draft.text === text ? [...draft.problems, ...(job?.problems ?? [])] : [];
    return mergedProblems(here, there);
  }, [here, text, draft, job]);
}

type WorkshopBarProps = {
  readonly title: string;
  readonly script: Script;
  readonly compiling: Compiling;
  readonly errors: number;
  readonly onPublished: () => void;
};

function WorkshopBar({ title, script, compiling, errors, onPublished }: WorkshopBarProps) {
  const texts = useTexts();
  const words = texts.script;
  const exchange = useExchangeTexts();
  const [publishing, setPublishing] = useState(false);
  const [exporting, setExporting] = useState(false);
  const menu = (
    <BarMenu icon="more" label={texts.common.settings}>
      <Link to="/author">{texts.lessons.back}</Link>
      <Button small look="quiet" onClick={() => setExporting(true)}>
        {exchange.export}
      </Button>
    </BarMenu>
  );
  return (
    <>
      <AppBar title={title} menu={menu}>
        <span className="small soft workshop__saved" role="status">
          {words.save[script.state]}
        </span>
        <CompileChip compiling={compiling} />
        <Button small look="primary" disabled={errors > 0} onClick={() => setPublishing(true)}>
          {words.publish.action}
        </Button>
      </AppBar>
      {exporting && (
        <ExportDialog
          lessonId={script.draft.lessonId}
          title={title}
          isSaved={script.state === 'saved'}
          onClose={() => setExporting(false)}
        />
      )}
      {publishing && (
        <PublishDialog
          script={script}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            setPublishing(false);
            onPublished();
          }}
        />
      )}
    </>
  );
}

/** Somebody else saved meanwhile, or it could not be stored: nothing of either is lost without being asked. */
function Conflict({ script, onText }: { script: Script; onText: (text: string) => void }) {
  const texts = useTexts();
  const words = texts.script.conflict;
  if (script.state === 'failed')
    return (
      <Notice kind="error">
        {words.failed} {explain(script.error, texts)}{' '}
        <button type="button" className="link" onClick={() => void script.save()}>
          {texts.common.retry}
        </button>
      </Notice>
    );
  if (script.state !== 'conflict') return null;
  return (
    <Notice kind="wait" icon="alert">
      <p>{words.explanation}</p>
      <p className="row">
        <Button small onClick={() => void script.takeTheirs().then(onText)}>
          {words.theirs}
        </Button>
        <Button small onClick={() => void script.keepMine()}>
          {words.mine}
        </Button>
      </p>
    </Notice>
  );
}

function Problems({
  problems,
  onGoTo,
  onTidy,
}: {
  problems: readonly ScriptProblem[];
  onGoTo: (line: number, column: number) => void;
  onTidy: () => void;
}) {
  const texts = useTexts().script;
  const words = texts.problems;
  const errors = countErrors(problems);
  return (
    <section className="workshop__problems" aria-label={words.title}>
      <div className="workshop__foot">
        <p className="small" role="status">
          {errors > 0
            ? words.errors(errors)
            : problems.length > 0
              ? words.remarks(problems.length)
              : words.none}
        </p>
        <button
          type="button"
          className="link small"
          disabled={errors > 0}
          title={texts.tidy.hint}
          onClick={onTidy}
        >
          {texts.tidy.action}
        </button>
      </div>
      {problems.length > 0 && <ProblemList problems={problems} onGoTo={onGoTo} />}
    </section>
  );
}
