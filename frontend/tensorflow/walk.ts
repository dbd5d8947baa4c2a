// Goes through a graph from its outputs. Calls of functions are inlined, loops are unrolled and branches
// chosen: what decides them must be known. A graph within a call or an iteration is a scope with results
// of its own.

import type { Value } from '../../ir/index.js';
import {
  Constants,
  type ImportReport,
  type ImportSettings,
  integersOf,
  type Net,
  rowOf,
  Unsupported,
} from '../common/index.js';
import type { Variables } from './bundle.js';
import { DATA } from './data.js';
import type { Graph, GraphNode, TfRef } from './graph.js';
import { LAYERS } from './layers.js';
import { LISTS } from './lists.js';
import { STRING, tensorWeights } from './schema.js';
import { TfSource } from './source.js';
import { Dead, isValue, Text, type TfValue, Variable } from './values.js';

/** The operator table of the TensorFlow front end: one row an operator. */
export const OPERATORS = { ...DATA, ...LAYERS };

const MOST_TRIPS = 10_000;
const MOST_CALLS = 40;
const CALLS = new Set(['PartitionedCall', 'StatefulPartitionedCall']);

/** Results of nodes: of a whole graph, of one call of a function, or of one iteration of a loop. */
interface Scope {
  readonly graph: Graph;
  readonly results: Map<string, readonly (TfValue | undefined)[]>;
  /** Of an iteration: the nodes that change from one to the next; the others are those of the parent. */
  readonly inside?: ReadonlySet<string>;
  readonly parent?: Scope;
  /** Calls and iterations around it, in front of names. */
  readonly prefix: string;
  readonly depth: number;
}

/** What the walk finds around it. */
export interface TfWorld {
  readonly net: Net;
  readonly report: ImportReport;
  readonly settings: ImportSettings;
  readonly functions: (name: string) => Graph | undefined;
  readonly variables: Variables;
  readonly maxSize: number;
}

export class TfWalk {
  private readonly world: TfWorld;
  private readonly constants: Constants;
  private readonly loops = new Map<string, readonly (TfValue | undefined)[]>();
  private count = 0;

  constructor(world: TfWorld) {
    this.world = world;
    this.constants = new Constants(world.settings);
  }

  /** The values of references in a graph, of which some nodes have values before. */
  run(
    graph: Graph,
    known: ReadonlyMap<string, readonly TfValue[]>,
    wanted: readonly TfRef[],
  ): (TfValue | undefined)[] {
    const scope: Scope = { graph, results: new Map(known), prefix: '', depth: 0 };
    return wanted.map((ref) => this.value(ref, scope));
  }

  private value(ref: TfRef, scope: Scope): TfValue | undefined {
    const home = homeOf(ref.node, scope);
    this.evaluate(ref.node, home);
    return home.results.get(ref.node)?.[ref.output];
  }

  /** Evaluates a node and what it needs, with a stack of its own: graphs are deep. */
  private evaluate(name: string, scope: Scope): void {
    const stack: { name: string; home: Scope; isOpen: boolean }[] = [
      { name, home: scope, isOpen: false },
    ];
    const open = new Set<string>();
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const { home } = top;
      if (home.results.has(top.name)) {
        stack.pop();
        continue;
      }
      const node = home.graph.nodes.get(top.name);
      const key = `${home.prefix}${top.name}`;
      if (top.isOpen || !node) {
        stack.pop();
        open.delete(key);
        home.results.set(top.name, node ? this.node(node, home) : []);
        if (!node)
          this.world.report.reject(
            `the graph names the node '${top.name}', which it does not have`,
          );
        continue;
      }
      top.isOpen = true;
      if (open.has(key))
        throw new Unsupported(`the graph has a cycle at '${top.name}' that is no loop`);
      open.add(key);
      if (node.op === 'Exit' || node.op === 'Merge') continue;
      for (const ref of node.inputs) {
        const inner = homeOf(ref.node, home);
        if (!inner.results.has(ref.node))
          stack.push({ name: ref.node, home: inner, isOpen: false });
      }
    }
  }

  /** The results of a node whose inputs are known, or undefined ones where it cannot be imported. */
  private node(node: GraphNode, scope: Scope): readonly (TfValue | undefined)[] {
    const { op, name } = node;
    if (op === 'Exit') return [this.exit(node, scope)];
    const inputs = op === 'Merge' ? [] : node.inputs.map((ref) => this.value(ref, scope));
    const index = this.count;
    const isQuiet = this.isQuiet(op);
    let results: readonly (TfValue | undefined)[] = [];
    const run = () => {
      if (inputs.some((v) => v === undefined)) throw new Unsupported(undefined);
      const given = inputs as readonly TfValue[];
      if (given.some((v) => v instanceof Dead) && op !== 'Merge') {
        results = [new Dead(), new Dead()];
        return PASSED;
      }
      const [became, made] = this.made(node, given, scope);
      results = made;
      return became;
    };
    if (isQuiet) {
      try {
        run();
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
        if (error.reason)
          this.world.report.reject(`node '${scope.prefix}${name}' (${op}): ${error.reason}`);
      }
    } else {
      this.count++;
      this.world.report.operator({ index, operator: op, name: scope.prefix + name }, run);
    }
    return results;
  }

  /** Nodes that are no operators of a network: constants, variables, control. */
  private isQuiet(op: string): boolean {
    return QUIET.has(op) || CALLS.has(op) || op in LISTS || this.world.functions(op) !== undefined;
  }

  private made(
    node: GraphNode,
    inputs: readonly TfValue[],
    scope: Scope,
  ): [string, readonly (TfValue | undefined)[]] {
    const { op } = node;
    const source = new TfSource(node, this.world.net, this.constants, inputs);
    const row = rowOf(OPERATORS, op);
    const [first] = inputs;
    // What is no tensor goes through as it is.
    if (row && first !== undefined && !isValue(first) && PASSING.has(op)) return [PASSED, [first]];
    if (row) {
      const place = { index: this.count, operator: op, name: scope.prefix + node.name };
      const made = this.world.net.build(place, () => row.build(source));
      return [row.becomes, (Array.isArray(made) ? made : [made]) as Value[]];
    }
    const list = LISTS[op];
    if (list) return [PASSED, list(source)];
    return [PASSED, this.control(node, inputs, source, scope)];
  }

  private control(
    node: GraphNode,
    inputs: readonly TfValue[],
    source: TfSource,
    scope: Scope,
  ): readonly (TfValue | undefined)[] {
    const { op } = node;
    const callee = node.attrs.get('f')?.func?.name;
    switch (op) {
      case 'Const':
        return [this.constant(node, source)];
      case 'NoOp':
        return [];
      case 'IdentityN':
        return inputs;
      case 'Enter':
      case 'NextIteration':
      case 'LoopCond':
        return [inputs[0]];
      case 'VarHandleOp':
      case 'VariableV2':
      case 'Variable': {
        const name = source.text('shared_name') || node.name;
        return [op === 'VarHandleOp' ? new Variable(name) : this.variable(name)];
      }
      case 'ReadVariableOp': {
        const [v] = inputs;
        if (!(v instanceof Variable)) throw new Unsupported('its input is no variable');
        return [this.variable(v.name)];
      }
      case 'Switch': {
        const taken = this.decided(inputs[1], source);
        return taken ? [new Dead(), inputs[0]] : [inputs[0], new Dead()];
      }
      case 'Merge':
        return [this.merge(node, scope)];
      case 'If':
      case 'StatelessIf': {
        const branch = this.decided(inputs[0], source) ? 'then_branch' : 'else_branch';
        return this.call(
          node.attrs.get(branch)?.func?.name ?? '',
          inputs.slice(1),
          scope,
          node.name,
        );
      }
      case 'While':
      case 'StatelessWhile':
        return this.whileLoop(node, inputs, scope, source);
      default:
        if (CALLS.has(op)) return this.call(callee ?? '', inputs, scope, node.name);
        if (this.world.functions(op)) return this.call(op, inputs, scope, node.name);
        if (op === 'Placeholder')
          throw new Unsupported('it is an input that the signature does not have');
        throw new Unsupported('this operator is not supported');
    }
  }

  private constant(node: GraphNode, source: TfSource): TfValue {
    const tensor = node.attrs.get('value')?.tensor;
    if (!tensor) throw new Unsupported('its value is missing');
    if (tensor.dtype === STRING)
      return new Text(new TextDecoder().decode(tensor.string[0] ?? new Uint8Array()));
    return source.net.weights(node.name, tensorWeights(tensor, node.name, this.world.maxSize));
  }

  private readonly read = new Map<string, Value>();

  private variable(name: string): Value {
    const known = this.read.get(name);
    if (known) return known;
    const weights = this.world.variables(name);
    if (!weights) throw new Unsupported(`the variable '${name}' is not in the checkpoint`);
    const made = this.world.net.weights(name, weights);
    this.read.set(name, made);
    return made;
  }

  /** A condition that must be known. */
  private decided(v: TfValue | undefined, source: TfSource): boolean {
    if (!isValue(v)) throw new Unsupported('its condition is no tensor');
    return integersOf(this.constants.get(v, `the condition of '${source.name}'`))[0] !== 0;
  }

  /** Outside of loops: the result of the branch that was taken. */
  private merge(node: GraphNode, scope: Scope): TfValue | undefined {
    for (const ref of node.inputs) {
      const v = this.value(ref, scope);
      if (!(v instanceof Dead)) return v;
    }
    return new Dead();
  }

  private call(
    name: string,
    inputs: readonly TfValue[],
    scope: Scope,
    node: string,
  ): readonly (TfValue | undefined)[] {
    const fn = this.world.functions(name);
    if (!fn) throw new Unsupported(`the function '${name}' is missing`);
    if (scope.depth > MOST_CALLS) throw new Unsupported('its calls are nested too deep');
    const results = new Map(fn.parameters.map((p, i) => [p, [inputs[i]]]));
    const inner: Scope = {
      graph: fn,
      results,
      prefix: `${scope.prefix}${node}/`,
      depth: scope.depth + 1,
    };
    return fn.results.map((ref) => this.value(ref, inner));
  }

  /** A loop with functions for its condition and its body. */
  private whileLoop(
    node: GraphNode,
    inputs: readonly TfValue[],
    scope: Scope,
    source: TfSource,
  ): readonly (TfValue | undefined)[] {
    const [condition, body] = ['cond', 'body'].map((a) => node.attrs.get(a)?.func?.name ?? '');
    let values: readonly (TfValue | undefined)[] = inputs;
    for (let trip = 0; ; trip++) {
      if (trip > MOST_TRIPS) throw new Unsupported(`it takes more than ${MOST_TRIPS} iterations`);
      if (values.some((v) => v === undefined)) throw new Unsupported(undefined);
      const given = values as readonly TfValue[];
      const [goesOn] = this.call(condition, given, scope, `${node.name}/${trip}/cond`);
      if (!this.decided(goesOn, source)) return given;
      values = this.call(body, given, scope, `${node.name}/${trip}`);
    }
  }

  /** What leaves a loop made of Enter, Merge, Switch, NextIteration and Exit nodes. */
  private exit(node: GraphNode, scope: Scope): TfValue | undefined {
    const { nodes } = scope.graph;
    const chosen = nodes.get(node.inputs[0]?.node ?? '');
    const merge = nodes.get(chosen?.inputs[0]?.node ?? '');
    const enter = merge?.inputs.map((r) => nodes.get(r.node)).find((n) => n?.op === 'Enter');
    if (chosen?.op !== 'Switch' || merge?.op !== 'Merge' || !enter)
      throw new Unsupported('its loop has an unknown form');
    const frame = new TextDecoder().decode(enter.attrs.get('frame_name')?.s ?? new Uint8Array());
    const merges = mergesOf(scope.graph, frame);
    const key = `${scope.prefix}${frame}`;
    const known = this.loops.get(key) ?? this.unroll(scope, frame, merges);
    this.loops.set(key, known);
    return known[merges.findIndex((m) => m.merge === merge.name)];
  }

  private unroll(
    scope: Scope,
    frame: string,
    merges: readonly LoopVariable[],
  ): readonly (TfValue | undefined)[] {
    const { graph } = scope;
    const inside = dependents(
      graph,
      merges.map((m) => m.merge),
    );
    const condition = [...inside].find((n) => graph.nodes.get(n)?.op === 'LoopCond');
    if (condition === undefined) throw new Unsupported(`the loop '${frame}' has no condition`);
    let values = merges.map((m) => this.value(m.enter, scope));
    for (let trip = 0; ; trip++) {
      if (trip > MOST_TRIPS)
        throw new Unsupported(`the loop '${frame}' takes more than ${MOST_TRIPS} iterations`);
      const results = new Map(merges.map((m, i) => [m.merge, [values[i]] as const]));
      const inner: Scope = {
        graph,
        results,
        inside,
        parent: scope,
        prefix: `${scope.prefix}${trip}/`,
        depth: scope.depth,
      };
      const goesOn = this.value({ node: condition, output: 0 }, inner);
      if (!isValue(goesOn))
        throw new Unsupported(`the condition of the loop '${frame}' could not be imported`);
      if (integersOf(this.constants.get(goesOn, `the condition of the loop '${frame}'`))[0] === 0)
        return values;
      values = merges.map((m) => this.value(m.next, inner));
    }
  }
}

const PASSED = 'its input';
/** Operators that also pass on what is no tensor. */
const PASSING = new Set(['Identity', 'StopGradient', 'Snapshot', 'PreventGradient', 'EnsureShape']);
const QUIET = new Set([
  'Const',
  'Enter',
  'Exit',
  'Identity',
  'IdentityN',
  'If',
  'LoopCond',
  'Merge',
  'NextIteration',
  'NoOp',
  'ReadVariableOp',
  'StatelessIf',
  'StatelessWhile',
  'Switch',
  'VarHandleOp',
  'Variable',
  'VariableV2',
  'While',
]);

/** The scope that a node's results belong to. */
function homeOf(node: string, scope: Scope): Scope {
  let home = scope;
  while (home.inside && home.parent && !home.inside.has(node)) home = home.parent;
  return home;
}

/** A variable of a loop: the node that merges it, where it comes from, what it becomes. */
interface LoopVariable {
  readonly merge: string;
  readonly enter: TfRef;
  readonly next: TfRef;
}

function mergesOf(graph: Graph, frame: string): LoopVariable[] {
  const found: LoopVariable[] = [];
  for (const node of graph.nodes.values()) {
    if (node.op !== 'Merge') continue;
    const sources = node.inputs.map((r) => graph.nodes.get(r.node));
    const enter = sources.find((n) => n?.op === 'Enter');
    const next = sources.find((n) => n?.op === 'NextIteration');
    const name = new TextDecoder().decode(enter?.attrs.get('frame_name')?.s ?? new Uint8Array());
    if (enter && next && name === frame)
      found.push({ merge: node.name, enter: enter.inputs[0], next: next.inputs[0] });
  }
  return found;
}

/** The nodes that depend on some, up to where a loop ends. */
function dependents(graph: Graph, roots: readonly string[]): Set<string> {
  const users = new Map<string, string[]>();
  for (const node of graph.nodes.values()) {
    for (const { node: from } of node.inputs)
      users.set(from, [...(users.get(from) ?? []), node.name]);
  }
  const found = new Set(roots);
  const queue = [...roots];
  for (let at = 0; at < queue.length; at++) {
    for (const user of users.get(queue[at]) ?? []) {
      if (found.has(user) || graph.nodes.get(user)?.op === 'Exit') continue;
      found.add(user);
      queue.push(user);
    }
  }
  return found;
}
