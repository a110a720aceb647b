import type { ScriptProblem } from '@lockstep/contracts';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { LessonEditor } from './editor/lesson-editor.js';
import type { EditorHandle } from './editor-handle.js';
import { useProblemWords } from './problem-words.js';

type CodeEditorProps = {
  readonly text: string;
  readonly problems: readonly ScriptProblem[];
  readonly handle: RefObject<EditorHandle | null>;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
};

/** Loaded by itself: nobody but authors needs an editor. `text` is what it begins with. */
export function CodeEditor({ text: start, problems, handle, onChange, onSave }: CodeEditorProps) {
  const words = useTexts().script.editor;
  const wordsOf = useProblemWords();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<LessonEditor | null>(null);
  const text = useRef(start);
  const latest = useRef({ onChange, onSave });
  useEffect(() => {
    latest.current = { onChange, onSave };
  });
  useEffect(() => {
    if (!host.current) return;
    const created = new LessonEditor(host.current, {
      text: text.current,
      label: words.label,
      phrases: words.phrases,
      onChange: (typed) => {
        text.current = typed;
        latest.current.onChange(typed);
      },
      onSave: () => latest.current.onSave(),
    });
    setEditor(created);
    return () => {
      // Another language of the page makes another editor of the same text.
      text.current = created.text;
      created.destroy();
    };
  }, [words]);
  useEffect(() => {
    editor?.showProblems(
      problems.map((problem) => {
        const [message, remedy] = wordsOf(problem);
        return { ...problem, message, remedy };
      }),
    );
  }, [editor, problems, wordsOf]);
  useImperativeHandle<EditorHandle | null, EditorHandle | null>(handle, () => editor, [editor]);
  return <div className="code" ref={host} />;
}
