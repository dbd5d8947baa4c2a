import { FormatError } from '../common/index.js';
import type { TfAttr, TfFunction, TfGraph, TfNode } from './schema.js';

/** One result of a node. */
export interface TfRef {
  readonly node: string;
  readonly output: number;
}

/** A node with its attributes by name and its inputs as references; control inputs are left out. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly TfRef[];
  readonly attrs: ReadonlyMap<string, TfAttr>;
}

/** Nodes of a graph or of the body of a function. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Of a function: names of its arguments. */
  readonly parameters: readonly string[];
  /** Of a function: its results. */
  readonly results: readonly TfRef[];
}

/** Names of the results of operators that have several kinds: in functions they are referred to by name. */
const RESULTS: Readonly<Record<string, readonly string[]>> = {
  DecodeWav: ['audio', 'sample_rate'],
  FusedBatchNorm: ['y', 'batch_mean', 'batch_variance'],
  FusedBatchNormV2: ['y', 'batch_mean', 'batch_variance'],
  FusedBatchNormV3: ['y', 'batch_mean', 'batch_variance'],
  Merge: ['output', 'value_index'],
  Switch: ['output_false', 'output_true'],
  TensorArrayV3: ['handle', 'flow'],
  TopKV2: ['values', 'indices'],
};

/** `name`, `name:1`, and in functions `name:output_arg:1`. */
function refOf(text: string, ops: ReadonlyMap<string, string>): TfRef {
  const [node, second, third] = text.split(':');
  if (third === undefined) {
    const output = Number(second ?? 0);
    return { node, output: Number.isInteger(output) ? output : 0 };
  }
  const kind = RESULTS[ops.get(node) ?? '']?.indexOf(second) ?? 0;
  return { node, output: Math.max(kind, 0) + Number(third) };
}

export function referenceTo(text: string): TfRef {
  return refOf(text, new Map());
}

function nodesOf(list: readonly TfNode[], where: string): Map<string, GraphNode> {
  const ops = new Map(list.map((n) => [n.name ?? '', n.op ?? '']));
  const nodes = new Map<string, GraphNode>();
  for (const { name = '', op = '', input, attr } of list) {
    if (nodes.has(name)) throw new FormatError(where, undefined, `found two nodes '${name}'`);
    const attrs = new Map(
      attr.flatMap(({ key, value }) => (key !== undefined && value ? [[key, value] as const] : [])),
    );
    const inputs = input.filter((i) => !i.startsWith('^')).map((i) => refOf(i, ops));
    nodes.set(name, { name, op, inputs, attrs });
  }
  return nodes;
}

export function readGraph(graph: TfGraph, where: string): Graph {
  return { nodes: nodesOf(graph.node, where), parameters: [], results: [] };
}

export function readFunction(fn: TfFunction): Graph {
  const name = fn.signature?.name ?? 'function';
  const ops = new Map(fn.node.map((n) => [n.name ?? '', n.op ?? '']));
  const results = (fn.signature?.outputArg ?? []).map(({ name: result }) => {
    const ret = fn.ret.find((r) => r.key === result)?.value;
    if (ret === undefined)
      throw new FormatError(name, undefined, `found no result '${result}' of the function`);
    return refOf(ret, ops);
  });
  return {
    nodes: nodesOf(fn.node, name),
    parameters: (fn.signature?.inputArg ?? []).map((a) => a.name ?? ''),
    results,
  };
}
