import type { CompileJob, ScriptDraft, ScriptProblem } from '@lockstep/contracts';
import { formatLesson } from '@lockstep/lesson';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { BarMenu } from '../../ui/bar-menu.js';
import { Button } from '../../ui/button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Notice } from '../../ui/notice.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { CompileChip } from './compile-chip.js';
import { countErrors, mergedProblems, problemsOf } from './problems.js';
import type { EditorHandle } from './editor-handle.js';
import { ProblemList } from './problem-list.js';
import { PublishDialog } from './publish-dialog.js';
import { type Compiling, useCompile } from './use-compile.js';
import { type Script, useScript } from './use-script.js';
import { type Side, WorkshopTabs } from './workshop-tabs.js';

const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.js')).CodeEditor }));

/** How long the keys rest before the text is read again, ms. */
const readAfterMs = 200;

/** The text of a lesson, and beside it all that becomes of it. */
export function Workshop({ draft: loaded, token }: { draft: ScriptDraft; token: string }) {
  const script = useScript(loaded, token);
  const { draft, refresh } = script;
  const onCompiled = useCallback(() => void refresh(), [refresh]);
  const compiling = useCompile(draft.lessonId, token, draft.compile, onCompiled);
  const { text, change } = useTyping(script, loaded.text);
  const problems = useProblems(text, draft, compiling.job);
  const title = useMemo(() => draft.script?.title ?? draft.title, [draft]);
  useDocumentTitle(title);
  useLeaveGuard(script.state !== 'saved');
  const editor = useRef<EditorHandle>(null);
  const [side, setSide] = useState<Side>('preview');
  const [wanted, setWanted] = useState<{ atMs: number } | null>(null);
  const [published, setPublished] = useState(0);
  const goTo = useCallback((line: number, column = 1) => {
    setSide((held) => (isNarrow() ? 'text' : held));
    // A text that was hidden is laid out first.
    requestAnimationFrame(() => editor.current?.goTo(line, column));
  }, []);
  const play = useCallback((atMs: number) => {
    setSide('preview');
    setWanted({ atMs });
  }, []);
  return (
    <div className="workshop" data-side={side}>
      <WorkshopBar
        title={title}
        script={script}
        compiling={compiling}
        errors={countErrors(problems)}
        token={token}
        onPublished={() => {
          setPublished((count) => count + 1);
          setSide('versions');
          void refresh();
        }}
      />
      <main id="content" className="workshop__grid">
        <div className="workshop__text">
          <Conflict script={script} onText={(theirs) => editor.current?.setText(theirs)} />
          <div className="workshop__editor">
            <Suspense fallback={null}>
              <CodeEditor
                text={loaded.text}
                problems={problems}
                handle={editor}
                onChange={change}
                onSave={() => void script.save()}
                onLine={() => undefined}
              />
            </Suspense>
          </div>
          <Problems
            problems={problems}
            onGoTo={goTo}
            onTidy={() => editor.current?.setText(formatLesson(text, { ids: 'write' }))}
          />
        </div>
        <WorkshopTabs
          draft={draft}
          token={token}
          side={side}
          onSide={(chosen) => {
            setWanted(null);
            setSide(chosen);
          }}
          revision={`${draft.etag} ${compiling.job?.id ?? ''} ${compiling.job?.status ?? ''}`}
          published={published}
          wanted={wanted}
          onGoTo={goTo}
          onPlay={play}
          onFiles={refresh}
        />
      </main>
    </div>
  );
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
  readonly token: string;
  readonly onPublished: () => void;
};

function WorkshopBar({ title, script, compiling, errors, token, onPublished }: WorkshopBarProps) {
  const texts = useTexts();
  const words = texts.script;
  const [publishing, setPublishing] = useState(false);
  const menu = (
    <BarMenu icon="more" label={texts.common.settings}>
      <Link to="/author">{texts.lessons.back}</Link>
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
      {publishing && (
        <PublishDialog
          script={script}
          token={token}
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
      <p>{words.told}</p>
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
