import { type ViewOpGraphOptions, viewOpGraphPass } from '../../generated/transforms-passes.js';
import {
  ArrayAttr,
  type Attribute,
  type Block,
  DenseElementsAttr,
  type Operation,
  type Region,
  type Value,
} from '../../ir/index.js';
import type { Pass } from '../pass.js';

export const viewOpGraph: Pass<ViewOpGraphOptions> = {
  ...viewOpGraphPass,
  run(root, pass) {
    pass.print(new OpGraph(root, pass.options).text());
    pass.preserveAll();
  },
};

/** Elements and array members beyond this many are not shown. */
const MANY = 16;

/** A node; one that stands for a cluster is its invisible anchor. */
interface Node {
  readonly id: number;
  readonly cluster?: number;
}

/** The dot text: operations and block arguments are nodes, regions and blocks clusters. */
class OpGraph {
  private readonly options: ViewOpGraphOptions;
  private readonly colors = new Map<string, string>();
  private readonly nodes = new Map<Value, Node>();
  /** Made when all nodes are: a graph region names values before they are made. */
  private readonly edges: (() => string)[] = [];
  private readonly lines: string[] = [];
  private indent = '';
  private count = 0;
  private readonly root: Operation;

  constructor(root: Operation, options: ViewOpGraphOptions) {
    this.root = root;
    this.options = options;
    const names = new Set<string>();
    root.walk((op) => names.add(op.name));
    [...names].forEach((name, i) => {
      this.colors.set(name, `${(i / names.size).toFixed(6)} 1.0 1.0`);
    });
  }

  text(): string {
    this.line('digraph G {');
    this.inside(() => {
      this.line('compound = true;');
      this.operation(this.root);
      for (const edge of this.edges) this.line(edge());
    });
    this.line('}');
    return `${this.lines.join('\n')}\n`;
  }

  private line(text: string): void {
    this.lines.push(this.indent + text);
  }

  private inside(body: () => void): void {
    this.indent += '  ';
    body();
    this.indent = this.indent.slice(2);
  }

  private cluster(label: string, body: () => void): Node {
    const cluster = ++this.count;
    this.line(`subgraph cluster_${cluster} {`);
    let id = 0;
    this.inside(() => {
      id = this.node({ label: quoted(' '), shape: 'plain' }).id;
      this.line(`label = ${quoted(label)};`);
      body();
    });
    this.line('}');
    return { id, cluster };
  }

  private node(attributes: Readonly<Record<string, string>>): Node {
    const id = ++this.count;
    this.line(`v${id} ${list(attributes)};`);
    return { id };
  }

  private edgeText(from: Node, to: Node, label: string, style: string): string {
    const attributes = {
      // A label at the border of a cluster would float about.
      ...(from.cluster === undefined && to.cluster === undefined && { label: quoted(label) }),
      ...(to.cluster !== undefined && { lhead: `cluster_${to.cluster}` }),
      ...(from.cluster !== undefined && { ltail: `cluster_${from.cluster}` }),
      style,
    };
    return `v${from.id} -> v${to.id} ${list(attributes)};`;
  }

  private operation(op: Operation): Node {
    const label = this.labelOf(op);
    const node =
      op.regions.length > 0
        ? this.cluster(label, () => {
            for (const region of op.regions) this.region(region);
          })
        : this.node({
            fillcolor: quoted(this.colors.get(op.name)!),
            label: quoted(label),
            shape: 'ellipse',
            style: 'filled',
          });
    if (this.options.printDataFlowEdges) {
      op.operands.forEach((value, i) => {
        const label = op.numOperands === 1 ? '' : String(i);
        this.edges.push(() => this.edgeText(this.nodes.get(value)!, node, label, 'solid'));
      });
    }
    for (const result of op.results) this.nodes.set(result, node);
    return node;
  }

  private region(region: Region): void {
    for (const block of region.blocks) this.block(block);
  }

  private block(block: Block): void {
    this.cluster('', () => {
      for (const arg of block.args) {
        this.nodes.set(arg, this.node({ label: quoted(`arg${arg.index}`), shape: 'ellipse' }));
      }
      let last: Node | undefined;
      for (let op = block.firstOp; op; op = op.next) {
        const node = this.operation(op);
        const from = last;
        if (from && this.options.printControlFlowEdges) {
          this.edges.push(() => this.edgeText(from, node, '', 'dashed'));
        }
        last = node;
      }
    });
  }

  private labelOf(op: Operation): string {
    const { printResultTypes, printAttrs } = this.options;
    const types = printResultTypes ? ` : (${this.short(op.resultTypes.join(', '))})` : '';
    const attributes = printAttrs
      ? `\n${op.attributes.map(({ name, value }) => `\n${name}: ${this.attribute(value)}`).join('')}`
      : '';
    return `${op.name}${types}${attributes}`;
  }

  private attribute(attr: Attribute): string {
    if (attr instanceof DenseElementsAttr) {
      if (attr.isSplat) return attr.toString();
      if (attr.type.elementCount > MANY) {
        const { length } = attr.type.shape ?? [];
        return `${'['.repeat(length)}...${']'.repeat(length)} : ${attr.type}`;
      }
    }
    if (attr instanceof ArrayAttr && attr.elements.length > MANY) return '[...]';
    return this.short(attr.toString());
  }

  private short(text: string): string {
    const { maxLabelLen } = this.options;
    return text.length <= maxLabelLen ? text : `${text.slice(0, maxLabelLen)}...`;
  }
}

function list(attributes: Readonly<Record<string, string>>): string {
  return `[${Object.entries(attributes)
    .map(([key, value]) => `${key} = ${value}`)
    .join(', ')}]`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`;
}
