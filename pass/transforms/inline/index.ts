import { type InlinerOptions, inlinePass } from '../../../generated/transforms-passes.js';
import {
  type Block,
  type Operation,
  type Region,
  SymbolRefAttr,
  SymbolTables,
} from '../../../ir/index.js';
import type { Pass, PassRun } from '../../pass.js';
import type { Pipeline } from '../../pipeline.js';
import { CallGraph, type CallNode } from './call-graph.js';
import { inlineCall, whyNotInline } from './inline-call.js';
import { NodeUses } from './node-uses.js';

export const inline: Pass<InlinerOptions> = {
  ...inlinePass,
  async run(root, pass) {
    if (!root.def.isSymbolTable) {
      pass.error(root.loc, `'${root.name}' op has the inliner run on it, but is no symbol table`);
      return;
    }
    const inliner = new Inliner(root, pass);
    if (!(await inliner.loadPipelines())) return;
    await inliner.run();
  },
};

/** One call to look at: the body that it stands in and the one that it calls. */
interface Call {
  readonly op: Operation;
  readonly source: CallNode;
  readonly target: CallNode;
  /** Which inlining brought it, as an index into the history. */
  readonly from: number | undefined;
}

class Inliner {
  private readonly pass: PassRun<InlinerOptions>;
  private readonly graph: CallGraph;
  private readonly uses: NodeUses;
  private readonly dead: CallNode[] = [];
  private defaultPipeline: Pipeline | undefined;
  private readonly pipelines = new Map<string, Pipeline>();
  private readonly sizes = new Map<CallNode, number>();

  constructor(root: Operation, pass: PassRun<InlinerOptions>) {
    this.pass = pass;
    const symbols = new SymbolTables();
    this.graph = new CallGraph(root, symbols);
    this.uses = new NodeUses(root, this.graph, symbols);
  }

  async loadPipelines(): Promise<boolean> {
    const { options } = this.pass;
    if (options.defaultPipeline !== '') {
      this.defaultPipeline = await this.pass.parsePipeline(options.defaultPipeline);
    }
    for (const text of options.opPipelines) {
      const { elements } = await this.pass.parsePipeline(text);
      for (const element of elements) {
        if (element.kind !== 'nest') continue;
        for (const pipeline of element.pipelines) this.pipelines.set(pipeline.anchor, pipeline);
      }
    }
    // What the ends of the bodies become.
    const needed = new Set<string>();
    for (const { region } of this.graph.all) {
      if (region!.blocks.length < 2) continue;
      for (const { lastOp } of region!.blocks) {
        for (const dialect of lastOp?.def.hooks.inlined?.dialects ?? []) needed.add(dialect);
      }
    }
    await this.pass.context.load(...needed);
    return true;
  }

  async run(): Promise<void> {
    const { maxIterations } = this.pass.options;
    for (const component of this.graph.components()) {
      for (let i = 0; ; ) {
        if (!(await this.simplify(component))) return;
        if (!this.inlineIn(component) || ++i >= maxIterations) break;
      }
    }
    for (const node of this.dead) node.op.erase();
  }

  /** Runs the pipelines on the bodies; false when one failed. */
  private async simplify(component: readonly CallNode[]): Promise<boolean> {
    const nodes = component.filter((n) => n.children.size === 0 && n.op.def.isIsolated);
    for (const node of nodes) {
      const { op } = node;
      const pipeline = this.pipelines.get(op.name) ?? this.defaultPipeline;
      if (!pipeline) continue;
      const own: Pipeline = { anchor: op.name, elements: pipeline.elements };
      if (await this.pass.runPipeline(own, op)) continue;
      this.pass.error(op.loc, 'the pipeline that simplifies a callable for the inliner failed');
      return false;
    }
    for (const node of nodes) {
      this.uses.recompute(node);
      this.sizes.delete(node);
    }
    return true;
  }

  /** Inlines what should be; true when a call was. Bodies that died leave the component. */
  private inlineIn(component: CallNode[]): boolean {
    const calls: Call[] = [];
    const gone = new Set<CallNode>();
    for (const node of component) {
      if (this.uses.isDead(node)) gone.add(node);
      else this.collect(node.region!.blocks, node, calls, undefined, false);
    }
    const history: { readonly node: CallNode; readonly before: number | undefined }[] = [];
    const isInHistory = (node: CallNode, from: number | undefined): boolean => {
      for (let i = from; i !== undefined; i = history[i].before) {
        if (history[i].node === node) return true;
      }
      return false;
    };
    let inlined = 0;
    // Inlining finds more calls.
    for (let i = 0; i < calls.length; i++) {
      const { op, source, target, from } = calls[i];
      if (gone.has(source)) continue;
      const body = target.region!;
      const reason = isInHistory(target, from)
        ? 'it comes from inlining the same body'
        : (this.whyNot(calls[i]) ?? whyNotInline(op, body));
      this.remark(op, reason);
      if (reason !== undefined) continue;
      const isLast = this.uses.hasOneUse(target);
      const made = history.push({ node: target, before: from }) - 1;
      inlineCall(this.pass.context, op, body, !isLast, (blocks) => {
        const parent = this.nodeAround(blocks[0].parent!);
        this.collect(blocks, parent, calls, made, true);
      });
      this.uses.dropCall(source, op);
      this.uses.merge(target, source);
      op.erase();
      this.sizes.delete(source);
      inlined++;
      if (isLast) {
        this.uses.erase(target);
        gone.add(target);
      }
    }
    for (const node of gone) {
      this.dead.push(node);
      const at = component.indexOf(node);
      if (at >= 0) component.splice(at, 1);
    }
    this.pass.count('num-inlined', inlined);
    return inlined > 0;
  }

  private nodeAround(region: Region): CallNode {
    for (let at: Region | undefined = region; ; at = at.parent!.parentRegion!) {
      const node = this.graph.node(at);
      if (node) return node;
    }
  }

  /** The calls in the blocks, those of the last block first; with `nested` in bodies inside too. */
  private collect(
    blocks: readonly Block[],
    node: CallNode,
    calls: Call[],
    from: number | undefined,
    nested: boolean,
  ): void {
    const stack = blocks.map((block) => ({ block, node }));
    for (let top = stack.pop(); top; top = stack.pop()) {
      for (let op = top.block.firstOp; op; op = op.next) {
        const callee = op.def.hooks.callee?.(op);
        if (callee !== undefined) {
          if (callee instanceof SymbolRefAttr && callee.nested.length > 0) continue;
          const target = this.graph.target(op);
          if (target !== this.graph.unknown) calls.push({ op, source: top.node, target, from });
          continue;
        }
        for (const region of op.regions) {
          const inner = this.graph.node(region);
          if (inner && !nested) continue;
          for (const block of region.blocks) stack.push({ block, node: inner ?? top.node });
        }
      }
    }
  }

  private whyNot({ op, source, target }: Call): string | undefined {
    if (op.def.isTerminator) return 'a call that ends its block is not inlined';
    if (target.calls.has(target) || target.children.has(target)) return 'the callee calls itself';
    for (let at: Operation | undefined = op; at; at = at.parentOp) {
      if (at.parentRegion === target.region) return 'the call stands in the body that it calls';
    }
    const around = op.parentOp!;
    const takesBlocks =
      target.op.name === around.name ||
      (around.def.registered &&
        !around.hasTrait('SingleBlock') &&
        !around.hasTrait('SingleBlockImplicitTerminator'));
    if (target.region!.blocks.length > 1 && !takesBlocks) {
      return `the body has blocks, and '${around.name}' around the call takes one only`;
    }
    const { inliningThreshold } = this.pass.options;
    if (inliningThreshold === 0xffffffff) return undefined;
    const ratio = (this.size(target) * 100) / this.size(source);
    return Math.floor(ratio) > inliningThreshold || inliningThreshold === 0
      ? `the body has ${Math.floor(ratio)} % of the operations of the caller; the limit is ${inliningThreshold} %`
      : undefined;
  }

  private size(node: CallNode): number {
    let size = this.sizes.get(node);
    if (size === undefined) {
      let count = 0;
      for (const block of node.region!.blocks) {
        for (let op = block.firstOp; op; op = op.next) op.walk(() => count++);
      }
      size = count;
      this.sizes.set(node, size);
    }
    return size;
  }

  private remark(call: Operation, reason: string | undefined): void {
    this.pass.remark({
      kind: reason === undefined ? 'applied' : 'missed',
      rule: 'inline',
      opName: call.name,
      loc: call.loc,
      ...(reason !== undefined && { reason }),
    });
  }
}
