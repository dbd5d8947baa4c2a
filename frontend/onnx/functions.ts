// Functions of a model are written out where they are called, before anything is imported.

import { ImportError } from '../common/index.js';
import type { OnnxAttribute, OnnxFunction, OnnxGraph, OnnxModel, OnnxNode } from './schema.js';

/** Nodes that functions may become, in all. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 64;

const keyOf = (
  domain: string | undefined,
  name: string | undefined,
  overload: string | undefined,
) => `${domain === 'ai.onnx' ? '' : (domain ?? '')}:${name ?? ''}:${overload ?? ''}`;

/** A node, and the opsets of the function that it comes from where that is not the model's. */
export interface PlacedNode extends OnnxNode {
  readonly opsets?: ReadonlyMap<string, number>;
}

export function opsetsOf(list: OnnxModel['opsetImport']): Map<string, number> {
  return new Map(
    (list ?? []).map((o) => [o.domain === 'ai.onnx' ? '' : (o.domain ?? ''), o.version ?? 1]),
  );
}

/** Writes out calls of a model's own functions. Throws ImportError where they call themselves. */
export class FunctionInliner {
  private readonly functions: ReadonlyMap<string, OnnxFunction>;
  private made = 0;
  private calls = 0;

  constructor(model: OnnxModel) {
    this.functions = new Map(
      (model.functions ?? []).map((f) => [keyOf(f.domain, f.name, f.overload), f]),
    );
  }

  /** The nodes of a graph with their calls written out. */
  nodes(nodes: readonly PlacedNode[], depth = 0): PlacedNode[] {
    if (this.functions.size === 0) return [...nodes];
    return nodes.flatMap((node) => {
      const fn = this.functions.get(keyOf(node.domain, node.opType, node.overload));
      const inner = { ...node, attribute: this.attributes(node, undefined, undefined, depth) };
      return fn ? this.call(fn, inner, depth) : [inner];
    });
  }

  private call(fn: OnnxFunction, node: PlacedNode, depth: number): PlacedNode[] {
    this.made += fn.node?.length ?? 0;
    if (depth > MAX_DEPTH || this.made > MAX_NODES) {
      throw new ImportError([
        `the function '${fn.name}' calls itself, or the functions become too large`,
      ]);
    }
    const id = ++this.calls;
    const names = new Map<string, string>([['', '']]);
    fn.input?.forEach((name, i) => {
      names.set(name, node.input?.[i] ?? '');
    });
    fn.output?.forEach((name, i) => {
      const given = node.output?.[i];
      if (given && !names.has(name)) names.set(name, given);
    });
    const rename = (name: string) =>
      names.get(name) ?? `${node.output?.[0] ?? fn.name}/${id}/${name}`;
    const given = new Map((node.attribute ?? []).map((a) => [a.name ?? '', a]));
    for (const a of fn.attributeProto ?? [])
      if (!given.has(a.name ?? '')) given.set(a.name ?? '', a);
    const opsets = opsetsOf(fn.opsetImport);
    const body = (fn.node ?? []).map((inner) => ({
      ...inner,
      input: inner.input?.map(rename),
      output: inner.output?.map((name) => (name === '' ? '' : rename(name))),
      attribute: this.attributes(inner, given, rename, depth),
      opsets,
    }));
    return this.nodes(body, depth + 1);
  }

  /** Attributes with those of the call put in, and names inside subgraphs made those outside. */
  private attributes(
    node: OnnxNode,
    given: ReadonlyMap<string, OnnxAttribute> | undefined,
    rename: ((name: string) => string) | undefined,
    depth: number,
  ): OnnxAttribute[] {
    return (node.attribute ?? []).flatMap((a): OnnxAttribute[] => {
      if (a.refAttrName && given) {
        const value = given.get(a.refAttrName);
        return value ? [{ ...value, name: a.name, refAttrName: undefined }] : [];
      }
      return a.g ? [{ ...a, g: this.graph(a.g, given, rename, depth) }] : [a];
    });
  }

  private graph(
    graph: OnnxGraph,
    given: ReadonlyMap<string, OnnxAttribute> | undefined,
    rename: ((name: string) => string) | undefined,
    depth: number,
  ): OnnxGraph {
    if (depth > MAX_DEPTH) throw new ImportError(['the graphs of the model are nested too deeply']);
    // Names that the graph makes itself stay.
    const own = new Set([
      ...(graph.input ?? []).map((v) => v.name),
      ...(graph.initializer ?? []).map((t) => t.name),
      ...(graph.node ?? []).flatMap((n) => n.output ?? []),
    ]);
    const outside = rename && ((name: string) => (own.has(name) ? name : rename(name)));
    const nodes = (graph.node ?? []).map((n) => ({
      ...n,
      input: outside ? n.input?.map(outside) : n.input,
      attribute: this.attributes(n, given, outside, depth + 1),
    }));
    const output = graph.output?.map((v) => ({
      ...v,
      name: outside && v.name ? outside(v.name) : v.name,
    }));
    return { ...graph, node: nodes, output };
  }
}
