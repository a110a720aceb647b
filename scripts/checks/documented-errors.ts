import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { inRoot } from '../bootstrap/workspace.mjs';

/** A public function or method that throws an error which its documentation does not name. */
export type UndocumentedError = { readonly file: string; readonly line: number; readonly error: string };

type Documented = ts.FunctionLikeDeclaration | ts.VariableStatement | ts.ClassDeclaration;

const documentation = (node: Documented): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText())
    .join('\n');

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

const isPrivate = (member: ts.ClassElement): boolean =>
  (member.name !== undefined && ts.isPrivateIdentifier(member.name)) ||
  (ts.canHaveModifiers(member) &&
    (ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ?? false));

/** Names of the errors that `body` itself makes and throws, not in functions within it or where it catches them. */
function thrownBy(body: ts.Node): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || (ts.isTryStatement(node) && node.catchClause !== undefined)) return;
    if (ts.isThrowStatement(node) && ts.isNewExpression(node.expression))
      names.push(node.expression.expression.getText());
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return names;
}

/** Each public function of a file with everything that documents it. */
function* publicFunctions(source: ts.SourceFile): Generator<[ts.FunctionLikeDeclaration, string]> {
  for (const statement of source.statements) {
    if (!isExported(statement)) continue;
    if (ts.isFunctionDeclaration(statement)) yield [statement, documentation(statement)];
    if (ts.isVariableStatement(statement)) {
      for (const { initializer } of statement.declarationList.declarations)
        if (initializer && ts.isArrowFunction(initializer)) yield [initializer, documentation(statement)];
    }
    if (!ts.isClassDeclaration(statement)) continue;
    const ofClass = documentation(statement);
    for (const member of statement.members) {
      if (isPrivate(member) || !ts.isFunctionLike(member)) continue;
      const declaration = member as ts.FunctionLikeDeclaration;
      yield [declaration, `${ofClass}\n${documentation(declaration)}`];
    }
  }
}

/** Errors that exported functions of `file` throw and do not name in an `@throws` tag. */
export function undocumentedErrors(file: string): UndocumentedError[] {
  const source = ts.createSourceFile(file, readFileSync(inRoot(file), 'utf8'), ts.ScriptTarget.Latest, true);
  return [...publicFunctions(source)].flatMap(([declaration, text]) => {
    if (declaration.body === undefined) return [];
    const tags = text.split('@throws').slice(1).join('\n');
    const line = source.getLineAndCharacterOfPosition(declaration.getStart()).line + 1;
    return [...new Set(thrownBy(declaration.body))]
      .filter((error) => !new RegExp(`\\b${error}\\b`).test(tags))
      .map((error) => ({ file, line, error }));
  });
}
