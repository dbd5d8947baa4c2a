/** State and control flow: what reads variables, and what runs regions. */
import { elementsAttr, elementsBytes } from '../dialects/common/index.js';
import {
  type Operation,
  type RankedTensorType,
  type Region,
  type SymbolRefAttr,
  symbolsOf,
  type TypeAttr,
  type Value,
} from '../ir/index.js';
import { type ElementArray, InterpreterError, storedType, type Tensor, viewBytes } from './call.js';
import { runTensorOp } from './tensor-ops.js';

/** What the variables of a module hold, by their symbols. */
export type State = Map<string, Tensor>;

/** What the variables of a module hold before the first run. */
export function freshState(module: Operation | undefined): State {
  const state: State = new Map();
  if (!module) return state;
  for (const [name, op] of symbolsOf(module)) {
    if (op.name !== 'nn.variable') continue;
    const type = (op.attr('type') as TypeAttr).type as RankedTensorType;
    const bytes = elementsBytes(elementsAttr(op, 'value'));
    const data = viewBytes(bytes, storedType(type.elementType));
    state.set(name, { shape: type.shape, data: data.slice() as ElementArray });
  }
  return state;
}

const CONTROL = new Set(['nn.assign_variable', 'nn.if', 'nn.read_variable', 'nn.while']);

/** Whether an operation needs `runControl`. */
export const isControl = (op: Operation): boolean => CONTROL.has(op.name);

/** Every value from outside that an operation uses, in its regions too. */
export function usedValues(op: Operation): readonly Value[] {
  if (op.regions.length === 0) return op.operands;
  const used: Value[] = [];
  op.walk((inner) => {
    used.push(...inner.operands);
  });
  return used;
}

/** More iterations than this are taken for a loop without end. */
const MOST_ITERATIONS = 10_000_000;

/**
 * Executes an operation of state or control flow; `get` knows the values around it. Throws
 * InterpreterError.
 */
export function runControl(op: Operation, get: (value: Value) => Tensor, state: State): Tensor[] {
  switch (op.name) {
    case 'nn.read_variable':
      return [held(op, state)];
    case 'nn.assign_variable': {
      held(op, state);
      const { shape, data } = get(op.operand(0));
      state.set(variableOf(op), { shape, data: data.slice() as ElementArray });
      return [];
    }
    case 'nn.if': {
      const chosen = op.regions[isTrue(get(op.operand(0))) ? 0 : 1];
      return runRegion(chosen, [], get, state);
    }
    case 'nn.while': {
      let values = op.operands.map(get);
      for (let i = 0; isTrue(runRegion(op.regions[0], values, get, state)[0]); i++) {
        if (i === MOST_ITERATIONS) {
          throw new InterpreterError(
            `'${op.name}' did not end after ${MOST_ITERATIONS} iterations`,
          );
        }
        values = runRegion(op.regions[1], values, get, state);
      }
      return values;
    }
    default:
      throw new InterpreterError(`the interpreter has no meaning for '${op.name}'`);
  }
}

const variableOf = (op: Operation) => (op.attr('variable') as SymbolRefAttr).root;

function held(op: Operation, state: State): Tensor {
  const found = state.get(variableOf(op));
  if (!found) throw new InterpreterError(`there is no variable @${variableOf(op)}`);
  return found;
}

const isTrue = ({ data }: Tensor) => Number(data[0]) !== 0;

/** What a region yields of its arguments. */
function runRegion(
  region: Region,
  args: readonly Tensor[],
  outer: (value: Value) => Tensor,
  state: State,
): Tensor[] {
  const values = new Map<Value, Tensor>();
  const get = (value: Value): Tensor => values.get(value) ?? outer(value);
  const block = region.front;
  block.args.forEach((arg, i) => {
    values.set(arg, args[i]);
  });
  for (let op = block.firstOp; op; op = op.next) {
    if (op.name === 'nn.yield') return op.operands.map(get);
    const results = isControl(op)
      ? runControl(op, get, state)
      : runTensorOp(op, op.operands.map(get));
    op.results.forEach((r, i) => {
      values.set(r, results[i]);
    });
  }
  throw new InterpreterError('a region does not end with nn.yield');
}
