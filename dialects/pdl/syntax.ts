/** What no declarative format says: attributes of an operation by name, types that the values imply. */
import {
  ArrayAttr,
  type CustomOpParser,
  DenseArrayAttr,
  emptyParsedOp,
  IntegerAttr,
  IntegerType,
  type NamedAttribute,
  type Operation,
  type OpHooks,
  type OpPrinter,
  StringAttr,
  segments,
  Tok,
  type Type,
  type Value,
} from '../../ir/index.js';
import { PdlRangeType, PdlType } from './types.js';

type Syntax = Required<Pick<OpHooks, 'parse' | 'print'>>;

const ATTRIBUTE = PdlType.get('attribute');
const OPERATION = PdlType.get('operation');

/** `%a, %b : !pdl.value, !pdl.value` */
function typedOperands(p: CustomOpParser): Value[] {
  const at = p.here;
  const operands = p.operandList();
  p.expect(Tok.colon, "':' and the types");
  return p.resolveAll(operands, p.typeListNoParens(), at);
}

function writeTyped(p: OpPrinter, values: readonly Value[]): void {
  p.operands(values);
  p.write(' : ');
  p.list(values, (v) => p.type(v.type));
}

/** The operand groups of an operation, by name. */
export function groupsOf(op: Operation): Readonly<Record<string, readonly Value[]>> {
  const specs = op.def.spec!.operands;
  const groups = segments(op, specs, op.numOperands, 'operand');
  if (typeof groups === 'string') return {};
  const values = op.operands;
  return Object.fromEntries(specs.map((s, i) => [s.name, values.slice(...groups[i])]));
}

export const operationSyntax: Syntax = {
  parse(p) {
    const given: NamedAttribute[] = [];
    if (p.is(Tok.string)) {
      given.push({ name: 'opName', value: StringAttr.get(p.string()) });
    }
    const operands: Value[] = [];
    if (p.accept(Tok.lparen)) {
      operands.push(...typedOperands(p));
      p.expect(Tok.rparen, "')'");
    }
    const names: StringAttr[] = [];
    const attributes: Value[] = [];
    if (p.accept(Tok.lbrace)) {
      p.commaList(
        () => p.is(Tok.rbrace),
        () => {
          names.push(StringAttr.get(p.string('the name of an attribute, in quotes')));
          p.expect(Tok.equal, "'=' and the attribute");
          attributes.push(p.resolve(p.operand(), ATTRIBUTE));
        },
      );
      p.expect(Tok.rbrace, "'}'");
    }
    const types: Value[] = [];
    if (p.accept(Tok.arrow)) {
      p.expect(Tok.lparen, "'(' and the result types");
      types.push(...typedOperands(p));
      p.expect(Tok.rparen, "')'");
    }
    given.push(
      ...p.attrDict(false),
      { name: 'attributeValueNames', value: ArrayAttr.get(names) },
      {
        name: 'operandSegmentSizes',
        value: DenseArrayAttr.i32([operands.length, attributes.length, types.length]),
      },
    );
    return {
      ...emptyParsedOp(),
      operands: [...operands, ...attributes, ...types],
      resultTypes: [OPERATION],
      attributes: given,
    };
  },
  print(op, p) {
    const { operandValues = [], attributeValues = [], typeValues = [] } = groupsOf(op);
    const name = op.attr('opName');
    if (name instanceof StringAttr) {
      p.write(' ');
      p.string(name.value);
    }
    if (operandValues.length > 0) {
      p.write('(');
      writeTyped(p, operandValues);
      p.write(')');
    }
    p.write(' ');
    if (attributeValues.length > 0) {
      const names = op.attr('attributeValueNames') as ArrayAttr;
      p.write(' {');
      attributeValues.forEach((value, i) => {
        if (i > 0) p.write(', ');
        p.attribute(names.elements[i]);
        p.write(' = ');
        p.operand(value);
      });
      p.write('}');
    }
    if (typeValues.length > 0) {
      p.write(' -> (');
      writeTyped(p, typeValues);
      p.write(')');
    }
    p.attrDict(op.attributes, new Set(['opName', 'attributeValueNames', 'operandSegmentSizes']));
  },
};

export const resultsSyntax: Syntax = {
  parse(p) {
    const given: NamedAttribute[] = [];
    const hasIndex = p.is(Tok.integer);
    if (hasIndex) {
      const value = IntegerAttr.get(p.integer('the number of a group'), IntegerType.get(32));
      given.push({ name: 'index', value });
    }
    p.expectKeyword('of');
    const operands = [p.resolve(p.operand(), OPERATION)];
    if (hasIndex) p.expect(Tok.arrow, "'->' and the type of the group");
    const resultTypes = [hasIndex ? p.type() : PdlRangeType.get(PdlType.get('value'))];
    const attributes = [...given, ...p.attrDict(false)];
    return { ...emptyParsedOp(), operands, resultTypes, attributes };
  },
  print(op, p) {
    const index = op.attr('index');
    p.write(index instanceof IntegerAttr ? ` ${index.value} of ` : ' of ');
    p.operand(op.operand(0));
    p.write(' ');
    if (index) {
      p.write(' -> ');
      p.type(op.result().type);
    }
    p.attrDict(op.attributes, new Set(['index']));
  },
};

export const rangeSyntax: Syntax = {
  parse(p) {
    const operands = p.atOperand() ? typedOperands(p) : [];
    let type: Type;
    if (operands.length > 0) {
      const [first] = operands;
      type = first.type instanceof PdlType ? PdlRangeType.get(first.type) : first.type;
    } else {
      p.expect(Tok.colon, "':' and the type of the range");
      type = p.type();
    }
    const attributes = p.attrDict(false);
    return { ...emptyParsedOp(), operands, resultTypes: [type], attributes };
  },
  print(op, p) {
    if (op.numOperands > 0) {
      p.write(' ');
      writeTyped(p, op.operands);
      p.write(' ');
    } else {
      p.write(' : ');
      p.type(op.result().type);
    }
    p.attrDict(op.attributes, new Set());
  },
};
