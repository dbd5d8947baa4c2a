import {
  type CustomOpParser,
  type Operation,
  type OpHooks,
  type OpPrinter,
  type ParsedOp,
  Tok,
  type UnresolvedOperand,
} from '../../ir/index.js';
import { verifyCallIndirect } from './verify.js';

/** `%callee(%operands) {…} : type of the callee`: the one type says those of all values. */
function parse(p: CustomOpParser): ParsedOp {
  const callee = p.operand();
  const operands: UnresolvedOperand[] = [];
  const at = p.here;
  p.parenList(() => operands.push(p.operand()));
  const attributes = p.attrDict(false);
  p.expect(Tok.colon, "':' and the type of the callee");
  const type = p.functionTypeOnly();
  return {
    operands: [p.resolve(callee, type), ...p.resolveAll(operands, type.inputs, at)],
    resultTypes: [...type.results],
    attributes,
    regions: [],
    successors: [],
  };
}

const NONE: ReadonlySet<string> = new Set();

function print(op: Operation, p: OpPrinter): void {
  const [callee, ...operands] = op.operands;
  p.write(' ');
  p.operand(callee);
  p.write('(');
  p.operands(operands);
  p.write(')');
  p.attrDict(op.attributes, NONE);
  p.write(' : ');
  p.type(callee.type);
}

export const callIndirectHooks = {
  parse,
  print,
  verify: verifyCallIndirect,
  callee: (op) => op.operand(0),
  callArguments: (op) => [1, op.numOperands],
} satisfies OpHooks;
