/** The grammar: tokens to syntax tree, by actions embedded in Chevrotain's rules. */
import { EmbeddedActionsParser, type IToken, type TokenType } from 'chevrotain';
import type {
  ArgumentNode,
  AssertNode,
  BodyItemNode,
  ClassReferenceNode,
  DagArgNode,
  DeclarationNode,
  DefvarNode,
  DumpNode,
  LetNode,
  ObjectBodyNode,
  RangeNode,
  StatementNode,
  TypeNode,
  ValueNode,
} from './ast.js';
import { parseBinary, parseInt64, unescapeString } from './literals.js';
import { type SourceFile, TableGenError } from './source.js';
import * as t from './tokens.js';

/**
 * `{` after a value selects bits, but after the name of a definition it opens the body; this is
 * the only place where the grammar depends on where a value stands.
 */
type ValueMode = 'value' | 'name';

/** What follows `def` when there is no name. */
const NAMELESS: ReadonlySet<TokenType> = new Set([t.Colon, t.Semi, t.LBrace]);

class TableGenParser extends EmbeddedActionsParser {
  file!: SourceFile;

  constructor() {
    super([...t.allTokens], { recoveryEnabled: false, maxLookahead: 1, skipValidations: true });
    this.performSelfAnalysis();
  }

  fileStatements = this.RULE('fileStatements', (): StatementNode[] => {
    const list: StatementNode[] = [];
    this.MANY(() => list.push(this.SUBRULE(this.statement)));
    return list;
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
    const name = this.SUBRULE(this.optionalName);
    const namePos = name === undefined ? pos : name.pos;
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
          this.MANY(() => statements.push(this.SUBRULE(this.statement)));
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

  args = this.RULE('args', (): ArgumentNode[] => {
    const list: ArgumentNode[] = [];
    this.CONSUME(t.Less);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => list.push(this.SUBRULE(this.argument)) });
    this.CONSUME(t.Greater);
    return list;
  });

  argument = this.RULE('argument', (): ArgumentNode => {
    const first = this.SUBRULE(this.value, { ARGS: ['value'] });
    const second = this.OPTION(() => {
      this.CONSUME(t.Equals);
      return this.SUBRULE1(this.value, { ARGS: ['value'] });
    });
    if (second === undefined) return { value: first, pos: first?.pos };
    return this.ACTION((): ArgumentNode => {
      if (first.kind !== 'id') {
        throw this.error('Named argument must be a name', first.pos);
      }
      return { name: first.name, value: second, pos: first.pos };
    });
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

  type = this.RULE(
    'type',
    (): TypeNode =>
      this.OR<TypeNode>({
        DEF: [
          { ALT: () => ({ kind: 'bit', pos: this.CONSUME(t.Bit).startOffset }) },
          { ALT: () => ({ kind: 'int', pos: this.CONSUME(t.IntType).startOffset }) },
          { ALT: () => ({ kind: 'string', pos: this.CONSUME(t.StringType).startOffset }) },
          { ALT: () => ({ kind: 'string', pos: this.CONSUME(t.CodeType).startOffset }) },
          { ALT: () => ({ kind: 'dag', pos: this.CONSUME(t.Dag).startOffset }) },
          {
            ALT: () => {
              const pos = this.CONSUME(t.Bits).startOffset;
              this.CONSUME(t.Less);
              const width = this.CONSUME(t.Int);
              this.CONSUME(t.Greater);
              return { kind: 'bits', width: Number(width.image), pos };
            },
          },
          {
            ALT: () => {
              const pos = this.CONSUME(t.List).startOffset;
              this.CONSUME1(t.Less);
              const element = this.SUBRULE(this.type);
              this.CONSUME1(t.Greater);
              return { kind: 'list', element, pos };
            },
          },
          {
            ALT: () => {
              const name = this.CONSUME(t.Identifier);
              return { kind: 'class', name: name.image, pos: name.startOffset };
            },
          },
        ],
        ERR_MSG: 'Unknown token when expecting a type',
      }),
  );

  value = this.RULE('value', (mode: ValueMode): ValueNode => {
    let value = this.SUBRULE(this.simpleValue);
    this.MANY({
      GATE: () => mode === 'value' || this.LA(1).tokenType !== t.LBrace,
      DEF: () => {
        value = this.SUBRULE(this.suffix, { ARGS: [value] });
      },
    });
    this.OPTION(() => {
      const pos = this.CONSUME(t.Paste).startOffset;
      const right = this.OPTION1({
        GATE: () => this.LA(1).tokenType !== t.LBrace,
        // What is pasted is read as a name, unless lists are concatenated.
        DEF: () => this.SUBRULE(this.value, { ARGS: ['name'] }),
      });
      value = { kind: 'paste', left: value, right, pos };
    });
    return value;
  });

  suffix = this.RULE(
    'suffix',
    (base: ValueNode): ValueNode =>
      this.OR<ValueNode>([
        {
          ALT: () => {
            const pos = this.CONSUME(t.LBrace).startOffset;
            const { ranges } = this.SUBRULE(this.ranges);
            this.CONSUME(t.RBrace);
            return { kind: 'bit-range', base, ranges, pos };
          },
        },
        {
          ALT: () => {
            const pos = this.CONSUME(t.LBracket).startOffset;
            const { ranges, trailingComma } = this.SUBRULE1(this.ranges);
            this.CONSUME(t.RBracket);
            return { kind: 'slice', base, ranges, trailingComma, pos };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Dot);
            const name = this.CONSUME(t.Identifier);
            return { kind: 'field', base, name: name.image, pos: name.startOffset };
          },
        },
      ]),
  );

  ranges = this.RULE('ranges', (): { ranges: RangeNode[]; trailingComma: boolean } => {
    const ranges = [this.SUBRULE(this.range)];
    let trailingComma = false;
    this.MANY(() => {
      this.CONSUME(t.Comma);
      const next = this.OPTION(() => this.SUBRULE1(this.range));
      this.ACTION(() => {
        if (next === undefined) trailingComma = true;
        else ranges.push(next);
      });
    });
    return { ranges, trailingComma };
  });

  /** `a`, `a...b`, `a-b`; in `0-3` the lexer sees the numbers 0 and -3. */
  range = this.RULE('range', (): RangeNode => {
    const from = this.SUBRULE(this.value, { ARGS: ['value'] });
    const to = this.OPTION(() =>
      this.OR<ValueNode>([
        {
          ALT: () => {
            this.OR1([
              { ALT: () => this.CONSUME(t.Ellipsis) },
              { ALT: () => this.CONSUME(t.Minus) },
            ]);
            return this.SUBRULE1(this.value, { ARGS: ['value'] });
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(t.Int);
            const pos = token.startOffset;
            return this.ACTION(
              () => ({ kind: 'int', value: -parseInt64(this.file, token), pos }) as const,
            );
          },
        },
      ]),
    );
    return { from, to };
  });

  simpleValue = this.RULE(
    'simpleValue',
    (): ValueNode =>
      this.OR<ValueNode>({
        DEF: [
          { ALT: () => this.SUBRULE(this.idValue) },
          { ALT: () => this.SUBRULE(this.stringValue) },
          {
            ALT: () => {
              const token = this.CONSUME(t.Code);
              const text = token.image.slice(2, -2);
              return { kind: 'string', text, code: true, pos: token.startOffset };
            },
          },
          { ALT: () => this.SUBRULE(this.listValue) },
          { ALT: () => this.SUBRULE(this.bangValue) },
          { ALT: () => this.SUBRULE(this.dagValue) },
          { ALT: () => this.intValue(this.CONSUME(t.Int)) },
          { ALT: () => this.intValue(this.CONSUME(t.HexInt)) },
          {
            ALT: () => {
              const token = this.CONSUME(t.BinaryInt);
              return this.ACTION(() => parseBinary(token));
            },
          },
          { ALT: () => ({ kind: 'unset', pos: this.CONSUME(t.Question).startOffset }) },
          { ALT: () => ({ kind: 'int', value: 1n, pos: this.CONSUME(t.True).startOffset }) },
          { ALT: () => ({ kind: 'int', value: 0n, pos: this.CONSUME(t.False).startOffset }) },
          { ALT: () => this.SUBRULE(this.bitsValue) },
        ],
        ERR_MSG: 'Unknown or reserved token when parsing a value',
      }),
  );

  idValue = this.RULE('idValue', (): ValueNode => {
    const name = this.CONSUME(t.Identifier);
    const args = this.OPTION(() => this.SUBRULE(this.args));
    const pos = name.startOffset;
    if (args === undefined) return { kind: 'id', name: name.image, pos };
    return { kind: 'instance', name: name.image, args, pos };
  });

  /** Adjacent strings are one. */
  stringValue = this.RULE('stringValue', (): ValueNode => {
    let text = '';
    let pos = -1;
    this.AT_LEAST_ONE(() => {
      const token = this.CONSUME(t.Str);
      this.ACTION(() => {
        if (pos < 0) pos = token.startOffset;
        text += unescapeString(this.file, token);
      });
    });
    return { kind: 'string', text, code: false, pos };
  });

  bitsValue = this.RULE('bitsValue', (): ValueNode => {
    const elements: ValueNode[] = [];
    const pos = this.CONSUME(t.LBrace).startOffset;
    this.MANY_SEP({
      SEP: t.Comma,
      DEF: () => elements.push(this.SUBRULE(this.value, { ARGS: ['value'] })),
    });
    this.CONSUME(t.RBrace);
    return { kind: 'bits', elements, pos };
  });

  listValue = this.RULE('listValue', (): ValueNode => {
    const elements: ValueNode[] = [];
    const pos = this.CONSUME(t.LBracket).startOffset;
    this.OPTION(() => {
      elements.push(this.SUBRULE(this.value, { ARGS: ['value'] }));
      this.MANY(() => {
        this.CONSUME(t.Comma);
        // A comma may trail.
        this.OPTION1(() => elements.push(this.SUBRULE1(this.value, { ARGS: ['value'] })));
      });
    });
    this.CONSUME(t.RBracket);
    const elementType = this.OPTION2(() => {
      this.CONSUME(t.Less);
      const type = this.SUBRULE(this.type);
      this.CONSUME(t.Greater);
      return type;
    });
    return { kind: 'list', elements, elementType, pos };
  });

  dagValue = this.RULE('dagValue', (): ValueNode => {
    const pos = this.CONSUME(t.LParen).startOffset;
    const operator = this.SUBRULE(this.value, { ARGS: ['value'] });
    const operatorName = this.OPTION(() => {
      this.CONSUME(t.Colon);
      return this.CONSUME(t.VarName).image.slice(1);
    });
    const args: DagArgNode[] = [];
    this.MANY_SEP({ SEP: t.Comma, DEF: () => args.push(this.SUBRULE(this.dagArg)) });
    this.CONSUME(t.RParen);
    return { kind: 'dag', operator, operatorName, args, pos };
  });

  dagArg = this.RULE(
    'dagArg',
    (): DagArgNode =>
      this.OR<DagArgNode>([
        { ALT: () => ({ name: this.CONSUME(t.VarName).image.slice(1) }) },
        {
          ALT: () => {
            const value = this.SUBRULE(this.value, { ARGS: ['value'] });
            const name = this.OPTION(() => {
              this.CONSUME(t.Colon);
              return this.CONSUME1(t.VarName).image.slice(1);
            });
            return { value, name };
          },
        },
      ]),
  );

  bangValue = this.RULE('bangValue', (): ValueNode => {
    const token = this.CONSUME(t.Bang);
    const pos = token.startOffset;
    const operator = token.image.slice(1);
    const type = this.OPTION(() => {
      this.CONSUME(t.Less);
      const node = this.SUBRULE(this.type);
      this.CONSUME(t.Greater);
      return node;
    });
    this.CONSUME(t.LParen);
    const args: ValueNode[] = [];
    const clauses: { condition: ValueNode; value: ValueNode }[] = [];
    this.MANY_SEP({
      SEP: t.Comma,
      DEF: () => {
        const condition = this.SUBRULE(this.value, { ARGS: ['value'] });
        const value = this.OPTION1(() => {
          this.CONSUME(t.Colon);
          return this.SUBRULE1(this.value, { ARGS: ['value'] });
        });
        this.ACTION(() => {
          if (operator === 'cond' && value !== undefined) clauses.push({ condition, value });
          else if (operator === 'cond')
            throw this.error("expected ':' following the condition", condition.pos);
          else if (value !== undefined)
            throw this.error(`expected ')' in operator, found ':'`, value.pos);
          else args.push(condition);
        });
      },
    });
    this.CONSUME(t.RParen);
    if (operator === 'cond') return { kind: 'cond', clauses, pos };
    return { kind: 'bang', operator, type, args, pos };
  });

  private intValue(token: IToken): ValueNode {
    const pos = token.startOffset;
    return this.ACTION(() => ({ kind: 'int', value: parseInt64(this.file, token), pos }) as const);
  }

  private semi(message: string): void {
    this.CONSUME(t.Semi, { ERR_MSG: message });
  }

  private error(message: string, offset: number): TableGenError {
    return new TableGenError(message, { file: this.file, offset });
  }
}

let parser: TableGenParser | undefined;

/** The statements of a file. */
export function parse(file: SourceFile, defined: Set<string>): StatementNode[] {
  const tokens = t.tokenize(file, defined);
  parser ??= new TableGenParser();
  parser.file = file;
  parser.input = tokens;
  const statements = parser.fileStatements();
  const failure = parser.errors[0];
  if (failure !== undefined) {
    const at = failure.token.startOffset;
    const offset = Number.isNaN(at) ? file.text.length : at;
    const message =
      failure.name === 'NotAllInputParsedException'
        ? 'Unexpected token at top level'
        : failure.message.replace(/^Expecting: /, '');
    throw new TableGenError(message, { file, offset });
  }
  return statements;
}
