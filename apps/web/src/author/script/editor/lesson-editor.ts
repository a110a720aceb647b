import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorSelection, EditorState, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { ScriptProblem } from '@lockstep/contracts';
import { completeLesson } from './lesson-completion.js';
import { lessonTheme } from './lesson-theme.js';
import { markBadges } from './mark-badges.js';

export type LessonEditorOptions = {
  readonly text: string;
  /** What readers call it. */
  readonly label: string;
  /** CodeMirror's own words in the language of the page. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
};

/** The editor of a lesson's text. Tab indents; Escape, then Tab leaves it. */
export class LessonEditor {
  readonly #view: EditorView;

  constructor(parent: HTMLElement, options: LessonEditorOptions) {
    this.#view = new EditorView({
      parent,
      state: EditorState.create({ doc: options.text, extensions: extensionsOf(options) }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Replaces everything, as one step that can be undone. */
  setText(text: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  showProblems(problems: readonly ScriptProblem[]): void {
    const { state } = this.#view;
    const diagnostics = problems.map((problem) => toDiagnostic(problem, state.doc));
    this.#view.dispatch(setDiagnostics(state, diagnostics));
  }

  /** Puts the cursor there, both counted from 1, and shows it in the middle. */
  goTo(line: number, column: number): void {
    const at = offsetOf(this.#view.state.doc, line, column);
    this.#view.dispatch({
      selection: EditorSelection.cursor(at),
      effects: EditorView.scrollIntoView(at, { y: 'center' }),
    });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

function extensionsOf({ label, phrases, onChange, onSave }: LessonEditorOptions) {
  const save = () => {
    onSave();
    return true;
  };
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    drawSelection(),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [completeLesson], icons: false }),
    highlightSelectionMatches(),
    lintGutter(),
    yaml(),
    markBadges,
    lessonTheme,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': label,
      spellcheck: 'true',
      autocapitalize: 'off',
      tabindex: '0', // what scrolls is reached by the keyboard, and says so
    }),
    EditorState.phrases.of(phrases),
    keymap.of([
      { key: 'Mod-s', run: save, preventDefault: true },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}

/** In a text that has since become shorter, its end. */
function offsetOf(doc: Text, line: number, column: number): number {
  if (line > doc.lines) return doc.length;
  const { from, to } = doc.line(Math.max(1, line));
  return Math.min(to, from + Math.max(0, column - 1));
}

const severities = { error: 'error', warning: 'warning', advice: 'info' } as const;

function toDiagnostic(problem: ScriptProblem, doc: Text): Diagnostic {
  const from = offsetOf(doc, problem.line ?? 1, problem.column ?? 1);
  const to = offsetOf(doc, problem.endLine ?? problem.line ?? 1, problem.endColumn ?? problem.column ?? 1);
  return {
    from,
    to: Math.max(from, to),
    severity: severities[problem.severity],
    message: `${problem.message} ${problem.remedy}`.trim(),
  };
}
