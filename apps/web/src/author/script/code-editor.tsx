import type { ScriptProblem } from '@lockstep/contracts';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { LessonEditor } from './editor/lesson-editor.js';
import type { EditorHandle } from './editor-handle.js';

type CodeEditorProps = {
  readonly text: string;
  readonly problems: readonly ScriptProblem[];
  readonly handle: RefObject<EditorHandle | null>;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
  readonly onLine: (line: number) => void;
};

/** Loaded by itself: nobody but authors needs an editor. `text` is what it begins with. */
export function CodeEditor({ text, problems, handle, onChange, onSave, onLine }: CodeEditorProps) {
  const words = useTexts().script.editor;
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<LessonEditor | null>(null);
  const latest = useRef({ onChange, onSave, onLine, text });
  useEffect(() => {
    latest.current = { onChange, onSave, onLine, text };
  });
  useEffect(() => {
    if (!host.current) return;
    const created = new LessonEditor(host.current, {
      text: latest.current.text,
      label: words.label,
      phrases: words.phrases,
      onChange: (typed) => {
        latest.current.text = typed;
        latest.current.onChange(typed);
      },
      onSave: () => latest.current.onSave(),
      onLine: (line) => latest.current.onLine(line),
    });
    setEditor(created);
    return () => {
      // Another language of the page makes another editor of the same text.
      latest.current.text = created.text;
      created.destroy();
    };
  }, [words]);
  useEffect(() => editor?.showProblems(problems), [editor, problems]);
  useImperativeHandle<EditorHandle | null, EditorHandle | null>(handle, () => editor, [editor]);
  return <div className="code" ref={host} />;
}
