/** The part of the grammar that is about types and values. */
import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import type { ArgumentNode, DagArgNode, RangeNode, TypeNode, ValueNode } from './ast.js';
import { parseBinary, parseInt64, unescapeString } from './literals.js';
import { MESSAGES } from './messages.js';
import { type SourceFile, TableGenError } from './source.js';
import * as t from './tokens.js';

/**
 * `{` after a value selects bits, but after the name of a definition it opens the body; this is
 * the only place where the grammar depends on where a value stands.
 */
type ValueMode = 'value' | 'name';

/** What the operator of a dag may begin with. */
function isDagOperator({ tokenType, image }: IToken): boolean {
  if (tokenType === t.Bang) return image === '!cast' || image === '!getdagop';
  return tokenType === t.Identifier || tokenType === t.Question;
}

export class ValueGrammar extends EmbeddedActionsParser {
  file!: SourceFile;

  constructor() {
    super([...t.allTokens], {
      recoveryEnabled: false,
      maxLookahead: 1,
      skipValidations: true,
      errorMessageProvider: MESSAGES,
    });
  }

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
      this.MANY({
        // A comma may trail.
        GATE: () => this.LA(2).tokenType !== t.RBracket,
        DEF: () => {
          this.CONSUME(t.Comma);
          elements.push(this.SUBRULE1(this.value, { ARGS: ['value'] }));
        },
      });
      this.OPTION1(() => this.CONSUME1(t.Comma));
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
    this.ACTION(() => {
      const first = this.LA(1);
      if (isDagOperator(first)) return;
      throw this.error(
        'expected identifier in dag init',
        Number.isNaN(first.startOffset) ? this.file.text.length : first.startOffset,
      );
    });
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

  protected intValue(token: IToken): ValueNode {
    const pos = token.startOffset;
    return this.ACTION(() => ({ kind: 'int', value: parseInt64(this.file, token), pos }) as const);
  }

  protected error(message: string, offset: number): TableGenError {
    return new TableGenError(message, { file: this.file, offset });
  }
}
