import { type Elements, elementsBytes } from '../../dialects/common/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import { DenseElementsAttr, type RankedTensorType } from '../../ir/index.js';
import type { GraphBuilder } from '../common/index.js';
import type { TfliteModel } from './model.js';
import { bytesOf } from './subgraph.js';
import { constantBytes } from './types.js';

/** The variables of a model: state tensors, and resources by their shared names. */
export class Variables {
  private readonly symbols = new Map<string, { symbol: string; type: RankedTensorType }>();
  /** What resources are set to before the first run, by their shared names. */
  private readonly initial = new Map<string, Uint8Array>();

  /**
   * The symbol of a variable; made when first asked for. It holds what an initialization assigned,
   * else zeros (zero points of a quantized one).
   */
  symbol(builder: GraphBuilder, key: string, name: string, type: RankedTensorType): string {
    const known = this.symbols.get(key);
    if (known) return known.symbol;
    const symbol = builder.variable(name, type, this.valueOf(key, type));
    this.symbols.set(key, { symbol, type });
    return symbol;
  }

  private valueOf(key: string, type: RankedTensorType): Elements {
    const element = type.elementType;
    const quantized = element instanceof UniformQuantizedType ? element : undefined;
    const stored = quantized ? type.withElementType(quantized.storage) : type;
    const given = this.initial.get(key);
    const all = DenseElementsAttr.get(stored, bytesOf(type, [quantized?.zeroPoint ?? 0]));
    return given && given.length === elementsBytes(all).length
      ? DenseElementsAttr.get(stored, given)
      : all;
  }

  /** Notes what a subgraph that runs once assigns: constants, to resources. */
  initialize(model: TfliteModel, subgraph: number, fail: (message: string) => never): void {
    const graph = model.subgraphs[subgraph];
    if (!graph) fail(`it runs subgraph ${subgraph}, and there are ${model.subgraphs.length}`);
    const resources = new Map<number, string>();
    for (const op of graph.operators) {
      if (op.opcode === 'VAR_HANDLE') resources.set(op.outputs[0], op.options.sharedName);
      else if (op.opcode === 'ASSIGN_VARIABLE') {
        const name = resources.get(op.inputs[0]);
        const bytes = op.inputs[1] >= 0 ? constantBytes(graph.tensors[op.inputs[1]]) : undefined;
        if (name === undefined || !bytes) {
          fail('it initializes a variable with what is computed; only constants can be');
        } else this.initial.set(`resource:${name}`, bytes);
      } else fail(`it initializes variables with ${op.opcode}; only constants can be assigned`);
    }
  }
}
