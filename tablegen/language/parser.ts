/** The grammar: tokens to syntax tree, by actions embedded in Chevrotain's rules. */
import type { TokenType } from 'chevrotain';
import type {
  AssertNode,
  BodyItemNode,
  ClassReferenceNode,
  DeclarationNode,
  DefvarNode,
  DumpNode,
  LetNode,
  ObjectBodyNode,
  RangeNode,
  StatementNode,
  ValueNode,
} from './ast.js';
import type { MacroChange, MacroUse } from './directives.js';
import { type SourceFile, TableGenError } from './source.js';
import * as t from './tokens.js';
import { ValueGrammar } from './value-grammar.js';

/** What follows `def` when there is no name. */
const NAMELESS: ReadonlySet<TokenType> = new Set([t.Colon, t.Semi, t.LBrace]);

class TableGenParser extends ValueGrammar {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  /** Those of the file so far: what was read before an error counts. */
  statements: StatementNode[] = [];

  fileStatements = this.RULE('fileStatements', () => {
    this.statements = [];
    this.MANY(() => this.statements.push(this.SUBRULE(this.statement)));
  });

  statement = this.RULE(
    'statement',
    (): StatementNode =>
      this.OR<StatementNode>([
        { ALT: () => this.SUBRULE(this.include) },
        { ALT: () => this.SUBRULE(this.classStatement) },
        { ALT: () => this.SUBRULE(this.def) },
        { ALT: () => this.SUBRULE(this.multiclass) },
        { ALT: () => this.SUBRULE(this.defm) },
        { ALT: () => this.SUBRULE(this.letIn) },
        { ALT: () => this.SUBRULE(this.foreach) },
        { ALT: () => this.SUBRULE(this.ifStatement) },
        { ALT: () => this.SUBRULE(this.defset) },
        { ALT: () => this.SUBRULE(this.deftype) },
        { ALT: () => this.SUBRULE(this.defvar) },
        { ALT: () => this.SUBRULE(this.assert) },
        { ALT: () => this.SUBRULE(this.dump) },
      ]),
  );

  /** `{ statement* }` or one statement. */
  block = this.RULE('block', (): StatementNode[] =>
    this.OR<StatementNode[]>([
      {
        ALT: () => {
          const list: StatementNode[] = [];
          this.CONSUME(t.LBrace);
          this.MANY(() => list.push(this.SUBRULE(this.statement)));
          this.CONSUME(t.RBrace);
          return list;
        },
      },
      { ALT: () => [this.SUBRULE1(this.statement)] },
    ]),
  );

  include = this.RULE('include', (): StatementNode => {
    const pos = this.CONSUME(t.Include).startOffset;
    const path = this.CONSUME(t.Str).image.slice(1, -1);
    return { kind: 'include', path, pos };
  });

  classStatement = this.RULE('classStatement', (): StatementNode => {
    this.CONSUME(t.Class);
    const name = this.CONSUME(t.Identifier);
    const params = this.OPTION(() => this.SUBRULE(this.params));
    const { hasBody, ...body } = this.SUBRULE(this.objectBody);
    return {
      kind: 'class',
      name: name.image,
      params: params ?? [],
      body,
      hasBody: hasBody || params !== undefined,
      pos: name.startOffset,
    };
  });

  def = this.RULE('def', (): StatementNode => {
    const pos = this.CONSUME(t.Def).startOffset;
    const nameStart = this.LA(1).startOffset;
    const name = this.SUBRULE(this.optionalName);
    const namePos = name === undefined ? pos : nameStart;
    const { parents, items } = this.SUBRULE(this.objectBody);
    return { kind: 'def', name, body: { parents, items }, pos, namePos };
  });

  optionalName = this.RULE('optionalName', (): ValueNode | undefined =>
    this.OPTION({
      GATE: () => !NAMELESS.has(this.LA(1).tokenType),
      DEF: () => this.SUBRULE(this.value, { ARGS: ['name'] }),
    }),
  );

  multiclass = this.RULE('multiclass', (): StatementNode => {
    this.CONSUME(t.Multiclass);
    const name = this.CONSUME(t.Identifier);
    const params = this.OPTION(() => this.SUBRULE(this.params)) ?? [];
    const parents = this.OPTION1(() => this.SUBRULE(this.parents)) ?? [];
    const statements: StatementNode[] = [];
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LBrace);
          this.AT_LEAST_ONE({
            DEF: () => statements.push(this.SUBRULE(this.statement)),
            ERR_MSG: 'multiclass must contain at least one def',
          });
          this.CONSUME(t.RBrace);
        },
      },
      { ALT: () => this.CONSUME(t.Semi) },
    ]);
    const pos = name.startOffset;
    return { kind: 'multiclass', name: name.image, params, parents, statements, pos };
  });

  defm = this.RULE('defm', (): StatementNode => {
    const pos = this.CONSUME(t.Defm).startOffset;
    const name = this.SUBRULE(this.optionalName);
    const parents = this.SUBRULE(this.parents);
    this.semi("expected ';' at end of defm");
    return { kind: 'defm', name, parents, pos };
  });

  letIn = this.RULE('letIn', (): StatementNode => {
    const pos = this.CONSUME(t.Let).startOffset;
    const lets: LetNode[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => lets.push(this.SUBRULE(this.letItem)) });
    this.CONSUME(t.In);
    return { kind: 'let-in', lets, statements: this.SUBRULE(this.block), pos };
  });

  foreach = this.RULE('foreach', (): StatementNode => {
    this.CONSUME(t.Foreach);
    const name = this.CONSUME(t.Identifier);
    this.CONSUME(t.Equals);
    let ranges: RangeNode[] | undefined;
    let list: ValueNode | undefined;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LBrace);
          ranges = this.SUBRULE(this.ranges).ranges;
          this.CONSUME(t.RBrace);
        },
      },
      {
        ALT: () => {
          const range = this.SUBRULE(this.range);
          this.ACTION(() => {
            if (range.to === undefined) list = range.from;
            else ranges = [range];
          });
        },
      },
    ]);
    this.CONSUME(t.In);
    const statements = this.SUBRULE(this.block);
    return { kind: 'foreach', name: name.image, ranges, list, statements, pos: name.startOffset };
  });

  ifStatement = this.RULE('ifStatement', (): StatementNode => {
    const pos = this.CONSUME(t.If).startOffset;
    const condition = this.SUBRULE(this.value, { ARGS: ['value'] });
    this.CONSUME(t.Then);
    const then = this.SUBRULE(this.block);
    const otherwise = this.OPTION(() => {
      this.CONSUME(t.Else);
      return this.SUBRULE1(this.block);
    });
    return { kind: 'if', condition, then, otherwise, pos };
  });

  defset = this.RULE('defset', (): StatementNode => {
    this.CONSUME(t.Defset);
    const type = this.SUBRULE(this.type);
    const name = this.CONSUME(t.Identifier);
    this.CONSUME(t.Equals);
    const statements: StatementNode[] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => statements.push(this.SUBRULE(this.statement)));
    this.CONSUME(t.RBrace);
    return { kind: 'defset', type, name: name.image, statements, pos: name.startOffset };
  });

  deftype = this.RULE('deftype', (): StatementNode => {
    this.CONSUME(t.Deftype);
    const name = this.CONSUME(t.Identifier);
    this.CONSUME(t.Equals);
    const type = this.SUBRULE(this.type);
    this.semi("expected ';'");
    return { kind: 'deftype', name: name.image, type, pos: name.startOffset };
  });

  defvar = this.RULE('defvar', (): DefvarNode => {
    this.CONSUME(t.Defvar);
    const name = this.CONSUME(t.Identifier);
    this.CONSUME(t.Equals);
    const value = this.SUBRULE(this.value, { ARGS: ['value'] });
    this.semi("expected ';'");
    return { kind: 'defvar', name: name.image, value, pos: name.startOffset };
  });

  assert = this.RULE('assert', (): AssertNode => {
    this.CONSUME(t.Assert);
    const condition = this.SUBRULE(this.value, { ARGS: ['value'] });
    this.CONSUME(t.Comma);
    const message = this.SUBRULE1(this.value, { ARGS: ['value'] });
    this.semi("expected ';'");
    return { kind: 'assert', condition, message, pos: condition?.pos };
  });

  dump = this.RULE('dump', (): DumpNode => {
    const pos = this.CONSUME(t.Dump).startOffset;
    const message = this.SUBRULE(this.value, { ARGS: ['value'] });
    this.semi("expected ';'");
    return { kind: 'dump', message, pos };
  });

  params = this.RULE('params', (): DeclarationNode[] => {
    const list: DeclarationNode[] = [];
    this.CONSUME(t.Less);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => list.push(this.SUBRULE(this.declaration)) });
    this.CONSUME(t.Greater);
    return list;
  });

  parents = this.RULE('parents', (): ClassReferenceNode[] => {
    const list: ClassReferenceNode[] = [];
    this.CONSUME(t.Colon);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => list.push(this.SUBRULE(this.classReference)),
    });
    return list;
  });

  classReference = this.RULE('classReference', (): ClassReferenceNode => {
    const name = this.CONSUME(t.Identifier);
    const args = this.OPTION(() => this.SUBRULE(this.args)) ?? [];
    return { name: name.image, args, pos: name.startOffset };
  });

  objectBody = this.RULE('objectBody', (): ObjectBodyNode & { hasBody: boolean } => {
    const parents = this.OPTION(() => this.SUBRULE(this.parents)) ?? [];
    const items: BodyItemNode[] = [];
    let braces = false;
    this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.LBrace);
            this.MANY(() => items.push(this.SUBRULE(this.bodyItem)));
            this.CONSUME(t.RBrace);
            braces = true;
          },
        },
        { ALT: () => this.CONSUME(t.Semi) },
      ],
      ERR_MSG: "Expected '{' or ';' after the parents of a record",
    });
    return { parents, items, hasBody: braces || parents.length > 0 };
  });

  bodyItem = this.RULE(
    'bodyItem',
    (): BodyItemNode =>
      this.OR<BodyItemNode>({
        DEF: [
          { ALT: () => this.SUBRULE(this.bodyLet) },
          { ALT: () => this.SUBRULE(this.defvar) },
          { ALT: () => this.SUBRULE(this.assert) },
          { ALT: () => this.SUBRULE(this.dump) },
          {
            ALT: () => {
              const item = this.SUBRULE(this.declaration);
              this.semi("expected ';' after declaration");
              return item;
            },
          },
        ],
        ERR_MSG: 'Unknown token when expecting a type',
      }),
  );

  bodyLet = this.RULE('bodyLet', (): LetNode => {
    this.CONSUME(t.Let);
    const item = this.SUBRULE(this.letItem);
    this.semi("expected ';' after let expression");
    return item;
  });

  letItem = this.RULE('letItem', (): LetNode => {
    const name = this.CONSUME(t.Identifier, { ERR_MSG: 'expected field identifier after let' });
    const bits = this.OPTION(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Less) }, { ALT: () => this.CONSUME(t.LBrace) }]);
      const { ranges } = this.SUBRULE(this.ranges);
      this.OR1([{ ALT: () => this.CONSUME(t.Greater) }, { ALT: () => this.CONSUME(t.RBrace) }]);
      return ranges;
    });
    this.CONSUME(t.Equals, { ERR_MSG: "expected '=' in let expression" });
    const value = this.SUBRULE(this.value, { ARGS: ['value'] });
    return { kind: 'let', name: name.image, bits, value, pos: name.startOffset };
  });

  declaration = this.RULE('declaration', (): DeclarationNode => {
    const isField = this.OPTION(() => this.CONSUME(t.Field)) !== undefined;
    const type = this.SUBRULE(this.type);
    const name = this.CONSUME(t.Identifier, { ERR_MSG: 'Expected identifier in declaration' });
    const value = this.OPTION1(() => {
      this.CONSUME(t.Equals);
      return this.SUBRULE(this.value, { ARGS: ['value'] });
    });
    return { kind: 'declaration', isField, type, name: name.image, value, pos: name.startOffset };
  });

  private semi(message: string): void {
    this.CONSUME(t.Semi, { ERR_MSG: message });
  }
}

let parser: TableGenParser | undefined;

/** The statements of a text, up to what is wrong in it. */
export interface Parsed {
  readonly statements: readonly StatementNode[];
  readonly macros: MacroUse;
  /** An error of syntax, to be told of when what stands before has none. */
  readonly failure: TableGenError | undefined;
}

/** Texts that were parsed before: files that many specs include are parsed once. */
const known = new Map<string, Parsed[]>();
/** How much text is kept: a long-lived process reads many versions of a file. */
const KEPT = 1 << 24;
let kept = 0;

/** Parses a file; `defined` grows with each `#define`. Trees have no places but offsets. */
export function parse(file: SourceFile, defined: Set<string>): Parsed {
  const before = known.get(file.text) ?? [];
  const found = before.find(({ macros }) =>
    [...macros.asked].every(([macro, was]) => defined.has(macro) === was),
  );
  if (found) {
    for (const macro of found.macros.added) defined.add(macro);
    return found;
  }
  const parsed = parseText(file, defined);
  // An error tells of its file: another may have the same text.
  if (parsed.failure) return parsed;
  if (kept > KEPT) {
    known.clear();
    kept = 0;
  }
  kept += file.text.length;
  known.set(file.text, [...before, parsed]);
  return parsed;
}

/** The same of a file in whose text other macros are defined from some offset on. */
export function parseText(file: SourceFile, defined: Set<string>, change?: MacroChange): Parsed {
  const { tokens, macros, failure } = t.tokenize(file, defined, change);
  parser ??= new TableGenParser();
  parser.file = file;
  parser.input = tokens;
  try {
    parser.fileStatements();
  } catch (error) {
    // What an action finds wrong, a text with an unknown escape for instance.
    if (!(error instanceof TableGenError)) throw error;
    return { macros, statements: parser.statements, failure: error };
  }
  const { statements } = parser;
  const error = parser.errors[0];
  if (error === undefined) return { macros, statements, failure };
  // Where the tokens end early, what ended them is wrong, not the end.
  const at = error.token.startOffset;
  if (Number.isNaN(at) && failure) return { macros, statements, failure };
  const offset = Number.isNaN(at) ? file.text.length : at;
  return { macros, statements, failure: new TableGenError(error.message, { file, offset }) };
}
