/** Text forms that the declarative format cannot say, and names of results. */
import {
  type CustomOpParser,
  IntegerAttr,
  IntegerType,
  type Operation,
  type OpPrinter,
  type ParsedOp,
  ShapedType,
  Tok,
  type Type,
} from '../../ir/index.js';

/** `%c, %a, %b : [condition type,] type`: the type of the condition is i1 where it is not given. */
export function parseSelect(p: CustomOpParser): ParsedOp {
  const at = p.here;
  const operands = p.operandList();
  if (operands.length !== 3) p.fail(`expected 3 operands, found ${operands.length}`, at);
  const attributes = p.attrDict(false);
  p.expect(Tok.colon, "':' and the type of the values");
  let condition: Type = IntegerType.get(1);
  let type = p.type();
  if (p.accept(Tok.comma)) [condition, type] = [type, p.type()];
  return {
    operands: p.resolveAll(operands, [condition, type, type], at),
    resultTypes: [type],
    attributes,
    regions: [],
    successors: [],
  };
}

const NONE: ReadonlySet<string> = new Set();

export function printSelect(op: Operation, p: OpPrinter): void {
  p.write(' ');
  p.operands(op.operands);
  p.attrDict(op.attributes, NONE);
  p.write(' : ');
  const condition = op.operand(0).type;
  if (condition instanceof ShapedType) {
    p.type(condition);
    p.write(', ');
  }
  p.type(op.result().type);
}

/** `true`, `c42_i32`, `c7` of an index, `cst` of anything else. */
export function constantName(op: Operation): readonly string[] {
  const value = op.attr('value');
  if (!(value instanceof IntegerAttr)) return ['cst'];
  const { type } = value;
  if (!(type instanceof IntegerType)) return [`c${value.value}`];
  if (type.width === 1) return [value.value !== 0n ? 'true' : 'false'];
  return [`c${value.value}_${type}`];
}
