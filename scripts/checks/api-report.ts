/**
 * `npm run api:report`: writes what each library exports, with signatures, into its `api.txt`, from the declarations that the
 * build made. The files are in review, so that a public name changes when somebody means it to.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Libraries whose exports others rely on. */
export const REPORTED_LIBRARIES = ['sei', 'formats', 'contracts', 'media', 'player'] as const;
export type ReportedLibrary = (typeof REPORTED_LIBRARIES)[number];

export const reportPath = (library: ReportedLibrary): string => resolve(root, 'libs', library, 'api.txt');

type Declared = { readonly name: string; readonly file: string };

const printer = ts.createPrinter({ removeComments: true });
const parsed = new Map<string, ts.SourceFile>();

/** @throws where the build has not made it */
function parse(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}

const declarationFile = (from: string, specifier: string): string =>
  resolve(dirname(from), specifier.replace(/\.js$/, '.d.ts'));

/** What `statement` declares, by name. */
function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

/** Public name to where it is declared. */
function exportsOf(file: string): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const statement of parse(file).statements) {
    if (isExported(statement)) for (const name of declaredNames(statement)) found.set(name, { name, file });
    if (!ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier, exportClause } = statement;
    const target =
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text.startsWith('.')
        ? declarationFile(file, moduleSpecifier.text)
        : undefined;
    if (exportClause === undefined && target !== undefined) {
      for (const [name, declared] of exportsOf(target)) found.set(name, declared);
    }
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) continue;
    for (const { name, propertyName } of exportClause.elements) {
      const own = (propertyName ?? name).text;
      const declared = target === undefined ? { name: own, file } : exportsOf(target).get(own);
      found.set(name.text, declared ?? { name: own, file });
    }
  }
  return found;
}

function textOf({ name, file }: Declared): string {
  const source = parse(file);
  const statements = source.statements.filter((statement) => declaredNames(statement).includes(name));
  if (statements.length === 0) return name;
  return statements
    .map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, source))
    .join('\n')
    .replace(/^export (declare )?/gm, '')
    .replace(/^ +#private;\n/gm, '')
    .replace(/^(const [^<]*)<.*\n[^]*$/, '$1<…>;'); // a schema: what it describes is in the OpenAPI document
}

/** All exports of a library in the order of their names, without comments. */
export function apiReport(library: ReportedLibrary): string {
  const exported = [...exportsOf(resolve(root, 'libs', library, 'dist/index.d.ts'))];
  const sorted = exported.sort(([a], [b]) => (a < b ? -1 : 1));
  const head = `Exports of @lockstep/${library}: ${sorted.length}. Written by \`npm run api:report\`.`;
  return `${[head, ...sorted.map(([, declared]) => textOf(declared))].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tsc = resolve(root, 'node_modules/@typescript/native/bin/tsc');
  const projects = REPORTED_LIBRARIES.map((library) => resolve(root, 'libs', library));
  execFileSync(process.execPath, [tsc, '-b', ...projects], { stdio: 'inherit' });
  for (const library of REPORTED_LIBRARIES) writeFileSync(reportPath(library), apiReport(library));
}
