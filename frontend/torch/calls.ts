import { type ImportReport, rowOf, Unsupported } from '../common/index.js';
import { TorchArgs, type TorchNet } from './args.js';
import { DATA } from './data.js';
import { LAYERS } from './layers.js';
import type { AtenTable } from './table.js';
import { isTensor, type Parameter, Tensor, type TorchValue } from './values.js';

/** The operator table of the PyTorch front end: one row an operator of ATen. */
export const OPERATORS: AtenTable = { ...DATA, ...LAYERS };

const ALIASES: Readonly<Record<string, string>> = {
  __and__: 'logical_and',
  __or__: 'logical_or',
  absolute: 'abs',
  concat: 'cat',
  div_: 'div',
  floordiv: 'floor_divide',
  multiply: 'mul',
  mul_: 'mul',
  subtract: 'sub',
  swapaxes: 'transpose',
  true_divide: 'div',
};
/** Operators whose result is a part of their operand. */
const PARTS = new Set(['select', 'slice', 'narrow']);

/** Imports calls of operators, one after another. */
export class Calls {
  readonly shared: TorchNet;
  private readonly report: ImportReport;
  private count = 0;

  constructor(shared: TorchNet, report: ImportReport) {
    this.shared = shared;
    this.report = report;
  }

  /**
   * Calls the operator `name` (`conv2d`, `add_`). `hint` names the result. Throws Unsupported without a
   * reason when it cannot be imported: the report has it.
   */
  call(
    name: string,
    args: readonly TorchValue[],
    named: ReadonlyMap<string, TorchValue>,
    hint: string,
  ): TorchValue {
    const bare = name.replace(/^(aten|prim)[.:]+/, '');
    const isInPlace = /[^_]_$/.test(bare);
    const stem = isInPlace ? bare.slice(0, -1) : bare;
    const word = ALIASES[stem] ?? stem;
    const index = this.count++;
    let result: TorchValue = null;
    const source = { index, operator: `aten.${word}`, name: hint || `${word}_${index}` };
    let isDone = false;
    this.report.operator(source, () => {
      const operator = rowOf(OPERATORS, word);
      if (!operator) throw new Unsupported('this operator is not supported');
      const target = args[0];
      if (isInPlace && target instanceof Tensor && target.isPart) {
        throw new Unsupported('it changes a part of a tensor in place, which is not supported');
      }
      const given = new Map<string, TorchValue>();
      args.forEach((v, i) => {
        given.set(operator.parameters[i] ?? `argument ${i}`, v);
      });
      for (const [key, v] of named) given.set(key, v);
      const call = new TorchArgs(this.shared, given, source.name);
      const made = this.shared.net.build(source, () => operator.build(call));
      if (Array.isArray(made)) result = made.map((v) => new Tensor(v));
      else if (isInPlace && target instanceof Tensor) {
        target.value = made as Tensor['value'];
        result = target;
      } else result = new Tensor(made as Tensor['value'], PARTS.has(word));
      isDone = true;
      return operator.becomes;
    });
    if (!isDone) throw new Unsupported(undefined);
    return result;
  }
}

/** The tensors in a result, with the keys that lead to them. */
export function flatTensors(v: TorchValue, key = ''): [string, Tensor | Parameter][] {
  if (isTensor(v)) return [[key, v]];
  if (Array.isArray(v))
    return v.flatMap((item, i) => flatTensors(item, key === '' ? `${i}` : `${key}.${i}`));
  if (v instanceof Map)
    return [...v].flatMap(([k, item]) => flatTensors(item, key === '' ? `${k}` : `${key}.${k}`));
  return [];
}
