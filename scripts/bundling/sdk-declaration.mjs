import path from 'node:path';
import ts from 'typescript';

const CONTRACTS = '@lockstep/contracts';
const printer = ts.createPrinter();

/**
 * The declarations of a module in one file that needs no other: what `entry` exports and every type that these name.
 * Types of the contracts are inferred from schemas; they are written out, so that a page needs no schema library.
 * @param {string} entry absolute path of the source
 * @returns {string}
 * @throws {Error} where a declaration cannot be made
 */
export function sdkDeclaration(entry) {
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['@lockstep/source'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    declaration: true,
    emitDeclarationOnly: true,
    skipLibCheck: true,
  });
  const writer = new Writer(program, path.dirname(entry));
  writer.addExportsOf(entry);
  return writer.text;
}

class Writer {
  /** @type {Map<string, string>} */ #written = new Map();
  /** @type {Map<string, ts.SourceFile>} */ #declarations = new Map();
  /** @type {Set<string>} */ #globals = new Set();

  /**
   * @param {ts.Program} program
   * @param {string} folder
   */
  constructor(program, folder) {
    this.program = program;
    this.checker = program.getTypeChecker();
    this.folder = folder;
  }

  get text() {
    return `${[...this.#written.values(), ...this.#globals].join('\n\n')}\n`;
  }

  /** @param {string} file */
  addExportsOf(file) {
    for (const statement of this.#declarationOf(file).statements) {
      if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier || !statement.exportClause)
        continue;
      if (!ts.isNamedExports(statement.exportClause)) continue;
      const from = /** @type {ts.StringLiteral} */ (statement.moduleSpecifier).text;
      for (const { name } of statement.exportClause.elements) this.#add(name.text, from, file);
    }
  }

  /** The declaration file of a source file, as the compiler makes it. @param {string} file @returns {ts.SourceFile} */
  #declarationOf(file) {
    const known = this.#declarations.get(file);
    if (known) return known;
    let text = '';
    this.program.emit(this.program.getSourceFile(file), (_, output) => (text = output), undefined, true);
    if (text === '') throw new Error(`${file} has no declarations`);
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    this.#declarations.set(file, source);
    for (const statement of source.statements)
      if (ts.isModuleDeclaration(statement)) {
        this.#globals.add(statement.getText());
        this.#addNamesIn(statement, source);
      }
    return source;
  }

  /** @param {string} name @param {string} from module specifier @param {string} importer */
  #add(name, from, importer) {
    if (this.#written.has(name)) return;
    if (from === CONTRACTS) return this.#addContract(name);
    const file = path.join(path.dirname(importer), from.replace(/\.js$/, '.ts'));
    const source = this.#declarationOf(file);
    // a function has a declaration for each way to call it
    const statements = source.statements.filter((one) => declaredName(one) === name);
    if (statements.length === 0) throw new Error(`${name} is not declared in ${file}`);
    this.#written.set(name, statements.map(textOf).join('\n'));
    for (const statement of statements) this.#addNamesIn(statement, source);
  }

  /** Adds what a declaration names: of its own file, or imported. @param {ts.Node} node @param {ts.SourceFile} source */
  #addNamesIn(node, source) {
    const imports = importsOf(source);
    const own = new Set(source.statements.map(declaredName));
    const visit = (/** @type {ts.Node} */ child) => {
      if (ts.isIdentifier(child)) {
        const from = imports.get(child.text);
        if (from !== undefined) this.#add(child.text, from, source.fileName);
        else if (own.has(child.text))
          this.#add(child.text, `./${path.basename(source.fileName)}`, source.fileName);
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
  }

  /** @param {string} name */
  #addContract(name) {
    const symbol = this.#contracts().find((one) => one.name === name);
    if (symbol === undefined) throw new Error(`the contracts export no type ${name}`);
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    const type = this.checker.getDeclaredTypeOfSymbol(target);
    const flags =
      ts.NodeBuilderFlags.NoTruncation |
      ts.NodeBuilderFlags.InTypeAlias |
      ts.NodeBuilderFlags.MultilineObjectLiterals;
    const node = this.checker.typeToTypeNode(type, undefined, flags);
    if (node === undefined) throw new Error(`the type ${name} cannot be written`);
    const text = printer.printNode(ts.EmitHint.Unspecified, node, this.#contractsFile());
    this.#written.set(name, `${this.#commentOf(target)}export type ${name} = ${text};`);
    for (const [, other] of text.matchAll(/\b([A-Z]\w+)\b/g))
      if (other !== undefined && this.#contracts().some((one) => one.name === other))
        this.#add(other, CONTRACTS, '');
  }

  /** What the contracts say of a type, as a comment. @param {ts.Symbol} symbol */
  #commentOf(symbol) {
    const [text] = ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).split('\n\n');
    return text ? `/** ${text.replaceAll('\n', ' ')} */\n` : '';
  }

  #contractsFile() {
    const file = this.program
      .getSourceFiles()
      .find(({ fileName }) => /contracts\/src\/index\.ts$/.test(fileName));
    if (!file) throw new Error('the player does not import the contracts');
    return file;
  }

  /** @returns {ts.Symbol[]} */
  #contracts() {
    const symbol = this.checker.getSymbolAtLocation(this.#contractsFile());
    return symbol ? this.checker.getExportsOfModule(symbol) : [];
  }
}

/** @param {ts.Statement} statement @returns {string | undefined} */
function declaredName(statement) {
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed ? statement.name?.text : undefined;
}

/** With its comment, exported, without private fields. @param {ts.Statement} statement */
function textOf(statement) {
  const text = statement
    .getFullText()
    .trim()
    .replace(/^ +#private;\n/gm, '');
  return /^(?:declare|type|interface)\b/m.test(text)
    ? text.replace(/^(?=(?:declare|type|interface)\b)/m, 'export ')
    : text;
}

/** Imported name to module specifier. @param {ts.SourceFile} source */
function importsOf(source) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const from = /** @type {ts.StringLiteral} */ (statement.moduleSpecifier).text;
    for (const { name } of bindings.elements) found.set(name.text, from);
  }
  return found;
}
