/** `cf.switch`: its text, and which operands belong to which block. */
import {
  type Block,
  type CustomOpParser,
  DenseArrayAttr,
  DenseElementsAttr,
  elementBytes,
  IntegerType,
  type Operation,
  type OpPrinter,
  type ParsedOp,
  Tok,
  type Type,
  type Value,
  VectorType,
} from '../../ir/index.js';

/** The numbers of the cases, in order: as bits, without a sign. */
export function caseValues(op: Operation): readonly bigint[] {
  const attr = op.attr('case_values');
  if (!(attr instanceof DenseElementsAttr)) return [];
  const size = elementBytes(attr.type.elementType);
  const { width } = attr.type.elementType as IntegerType;
  return Array.from({ length: attr.type.elementCount }, (_, i) => {
    const at = attr.isSplat ? 0 : i * size;
    let value = 0n;
    for (let b = size - 1; b >= 0; b--) value = (value << 8n) | BigInt(attr.bytes[at + b]);
    return BigInt.asUintN(width, value);
  });
}

/** `case_values` for numbers of `width` bits; none for no case. */
export function caseValuesAttr(
  values: readonly bigint[],
  width: number,
): DenseElementsAttr | undefined {
  if (values.length === 0) return undefined;
  const type = VectorType.get([values.length], IntegerType.get(width));
  const size = elementBytes(type.elementType);
  const bytes = new Uint8Array(values.length * size);
  values.forEach((value, i) => {
    let left = BigInt.asUintN(width, value);
    for (let b = 0; b < size; b++, left >>= 8n) bytes[i * size + b] = Number(left & 0xffn);
  });
  return DenseElementsAttr.get(type, bytes);
}

/** A list of sizes among the attributes; empty when it is absent. */
export function sizesOf(op: Operation, name: string): readonly number[] {
  const attr = op.attr(name);
  return attr instanceof DenseArrayAttr ? attr.numbers : [];
}

/** Operands [start, end) of successor `index`; the default is the first. */
export function switchOperands(op: Operation, index: number): readonly [number, number] {
  const groups = sizesOf(op, 'operandSegmentSizes');
  const sizes = [groups[1] ?? 0, ...sizesOf(op, 'case_operand_segments')];
  let start = 1;
  for (let i = 0; i < index; i++) start += sizes[i] ?? 0;
  return [start, start + (sizes[index] ?? 0)];
}

interface Destination {
  readonly block: Block;
  readonly operands: readonly Value[];
}

/** `^block(%a, %b : t, u)`. */
function parseDestination(p: CustomOpParser): Destination {
  const block = p.successor();
  if (!p.accept(Tok.lparen)) return { block, operands: [] };
  const at = p.here;
  const names = p.operandList();
  const types: Type[] = [];
  if (p.accept(Tok.colon)) types.push(...p.typeListNoParens());
  p.expect(Tok.rparen, "')' behind the operands of the block");
  return { block, operands: p.resolveAll(names, types, at) };
}

/** A case's number: any that has the width, with or without a sign. */
function parseCaseValue(p: CustomOpParser, width: number): bigint {
  const at = p.here;
  const negative = p.accept(Tok.minus);
  if (!p.is(Tok.integer)) p.fail("expected a case value, or 'default'");
  const value = BigInt(p.lexer.text);
  p.advance();
  const limit = 1n << BigInt(negative ? width - 1 : width);
  if (negative ? value > limit : value >= limit) {
    p.fail(`the case value does not fit into ${width} bits`, at);
  }
  return negative ? -value : value;
}

export function parseSwitch(p: CustomOpParser): ParsedOp {
  const flag = p.operand();
  p.expect(Tok.colon, "':' and the type of the flag");
  const typeAt = p.here;
  const type = p.type();
  if (!(type instanceof IntegerType)) p.fail(`expected an integer type, found '${type}'`, typeAt);
  p.expect(Tok.comma, "','");
  p.expect(Tok.lsquare, "'[' before the cases");
  p.expectKeyword('default');
  p.expect(Tok.colon, "':' and a block");
  const fallback = parseDestination(p);
  const values: bigint[] = [];
  const cases: Destination[] = [];
  while (p.accept(Tok.comma)) {
    values.push(parseCaseValue(p, type.width));
    p.expect(Tok.colon, "':' and a block");
    cases.push(parseDestination(p));
  }
  p.expect(Tok.rsquare, "']' behind the cases");
  const operands = [
    p.resolve(flag, type),
    ...fallback.operands,
    ...cases.flatMap((c) => c.operands),
  ];
  const sizes = cases.map((c) => c.operands.length);
  const attributes = [
    ...p.attrDict(false),
    { name: 'case_operand_segments', value: DenseArrayAttr.i32(sizes) },
    {
      name: 'operandSegmentSizes',
      value: DenseArrayAttr.i32([
        1,
        fallback.operands.length,
        operands.length - 1 - fallback.operands.length,
      ]),
    },
  ];
  const valuesAttr = caseValuesAttr(values, type.width);
  if (valuesAttr) attributes.push({ name: 'case_values', value: valuesAttr });
  return {
    operands,
    resultTypes: [],
    attributes,
    regions: [],
    successors: [fallback.block, ...cases.map((c) => c.block)],
  };
}

const SHOWN = new Set(['case_operand_segments', 'operandSegmentSizes', 'case_values']);

export function printSwitch(op: Operation, p: OpPrinter): void {
  p.write(' ');
  p.operand(op.operand(0));
  p.write(' : ');
  p.type(op.operand(0).type);
  p.write(', [');
  const destination = (index: number) => {
    p.write(p.blockName(op.successors[index]));
    const operands = op.operands.slice(...switchOperands(op, index));
    if (operands.length === 0) return;
    p.write('(');
    p.operands(operands);
    p.write(' : ');
    p.list(operands, (v) => p.type(v.type));
    p.write(')');
  };
  p.newline(1);
  p.write('default: ');
  destination(0);
  caseValues(op).forEach((value, i) => {
    p.write(',');
    p.newline(1);
    p.write(`${value}: `);
    destination(i + 1);
  });
  if (op.successors.length > 1) p.newline();
  p.write(']');
  p.attrDict(op.attributes, SHOWN);
}
