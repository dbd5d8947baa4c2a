import { type NamedAttribute, printAttrDict } from '../attributes.js';
import type { Block, Region } from '../block.js';
import type { ResourceBlob } from '../elements.js';
import type { Operation } from '../operation.js';
import { printDeclarative } from '../spec/format-print.js';
import { segments } from '../spec/verify.js';
import { type BlockArgument, OpResult, type Value } from '../value.js';
import { AsmPrinter } from './asm-printer.js';
import { ByteSink } from './byte-sink.js';
import { escapeString, quoted } from './literals.js';

export interface PrintOptions {
  /** Every operation in generic form. */
  readonly generic?: boolean;
  /** Locations behind every operation. */
  readonly debugInfo?: boolean;
  /** `dense<…>` of more elements than this, unless all are equal, print as `dense_resource<__elided__>`. */
  readonly elideElementsIfLarger?: number;
  /** Resource strings longer than this are left out of the `{-# … #-}` section. */
  readonly elideResourcesIfLarger?: number;
}

const ONE_GROUP: readonly number[] = [0];

/** What the results are called: as the operation says, or, of several, as its spec names them. */
function resultNames(op: Operation): readonly (string | undefined)[] | undefined {
  const { hooks, spec } = op.def;
  if (hooks.resultNames) return hooks.resultNames(op);
  if (!spec || spec.results.length < 2) return undefined;
  const groups = segments(op, spec.results, op.results.length, 'result');
  if (typeof groups === 'string') return undefined;
  const names: (string | undefined)[] = op.results.map(() => undefined);
  groups.forEach(([start, end], i) => {
    if (end > start && spec.results[i].name !== '') names[start] = spec.results[i].name;
  });
  return names;
}

/** Prints operations, regions and values. Hand-written and declarative forms call it. */
export class OpPrinter extends AsmPrinter {
  readonly options: PrintOptions;
  private indent = 0;
  private names = new Map<Value, string>();
  private blockNames = new Map<Block, string>();
  private taken = new Set<string>();
  private nextValue = 0;
  private nextArg = 0;
  private nextBlock = 0;
  /** Number behind the next name that is taken: one count for all names of a scope. */
  private nextConflict = 0;
  /** Where the groups of results begin, of operations with more than one. */
  private readonly resultGroups = new Map<Operation, readonly number[]>();
  private readonly defaultDialects: (string | undefined)[] = [];
  private readonly blobs = new Map<string, ResourceBlob>();

  constructor(sink: ByteSink, options: PrintOptions = {}) {
    super(sink);
    this.options = options;
  }

  override elidesElements(count: number): boolean {
    return count > (this.options.elideElementsIfLarger ?? Number.POSITIVE_INFINITY);
  }

  override resource(blob: ResourceBlob): void {
    this.blobs.set(blob.key, blob);
    super.resource(blob);
  }

  /** The operation and what follows it: a newline, and the resources it names. */
  topLevel(op: Operation): void {
    this.numberIsolated(op);
    if (op.def.registered && op.name === 'builtin.module') this.defaultDialects.push('builtin');
    this.operation(op);
    this.write('\n');
    this.resourceSection();
  }

  // Names of values.

  /** Names all values of an operation and of the regions that see them. */
  private numberIsolated(op: Operation): void {
    this.numberResults(op);
    for (const region of op.regions) this.numberRegion(region);
  }

  private numberRegion(region: Region): void {
    const owner = region.parent;
    const isolated = owner?.hasTrait('IsolatedFromAbove') && !this.options.generic;
    const saved = [
      this.nextValue,
      this.nextArg,
      this.nextBlock,
      this.nextConflict,
      this.taken,
    ] as const;
    if (isolated) {
      this.nextValue = 0;
      this.nextArg = 0;
      this.nextBlock = 0;
      this.nextConflict = 0;
      this.taken = new Set();
    }
    const savedBlock = this.nextBlock;
    this.nextBlock = 0;
    for (const block of region.blocks) this.blockNames.set(block, `^bb${this.nextBlock++}`);
    const entryNames = owner?.def.hooks.argumentNames?.(owner, owner.regions.indexOf(region));
    region.blocks.forEach((block, i) => {
      for (const arg of block.args) {
        const name = i === 0 ? (entryNames?.[arg.index] ?? `arg${this.nextArg++}`) : undefined;
        this.names.set(arg, name ? this.unique(name) : `%${this.nextValue++}`);
      }
      for (let op = block.firstOp; op; op = op.next) this.numberResults(op);
    });
    for (const block of region.blocks) {
      for (let op = block.firstOp; op; op = op.next) {
        for (const inner of op.regions) this.numberRegion(inner);
      }
    }
    this.nextBlock = savedBlock;
    if (isolated) {
      [this.nextValue, this.nextArg, this.nextBlock, this.nextConflict, this.taken] = saved;
    }
  }

  private numberResults(op: Operation): void {
    if (op.results.length === 0) return;
    const hints = this.options.generic ? undefined : resultNames(op);
    if (!hints) {
      this.names.set(op.results[0], `%${this.nextValue++}`);
      return;
    }
    // A result without a name belongs to the group of the one before it.
    const groups: number[] = [];
    hints.forEach((hint, i) => {
      if (hint === undefined && i > 0) return;
      groups.push(i);
      this.names.set(op.results[i], hint ? this.unique(hint) : `%${this.nextValue++}`);
    });
    if (groups.length > 1) this.resultGroups.set(op, groups);
  }

  /** `%hint`, or `%hint_0` … when it is taken. */
  private unique(hint: string): string {
    const clean = hint.replace(/[^A-Za-z0-9_$.-]/g, '_').replace(/^(?=\d)/, '_');
    let name = `%${clean}`;
    while (this.taken.has(name)) name = `%${clean}_${this.nextConflict++}`;
    this.taken.add(name);
    return name;
  }

  valueName(value: Value): string {
    const direct = this.names.get(value);
    if (direct && !(value.definingOp && value.definingOp.results.length > 1)) return direct;
    if (value instanceof OpResult) {
      const { owner, index } = value;
      const groups = this.resultGroups.get(owner) ?? ONE_GROUP;
      let at = groups.length - 1;
      while (groups[at] > index) at--;
      const base = this.names.get(owner.results[groups[at]]);
      const end = groups[at + 1] ?? owner.results.length;
      if (base) return end - groups[at] > 1 ? `${base}#${index - groups[at]}` : base;
    }
    return '<<UNKNOWN SSA VALUE>>';
  }

  operand(value: Value): void {
    this.write(this.valueName(value));
  }

  operands(values: readonly Value[]): void {
    this.list(values, (v) => this.operand(v));
  }

  blockName(block: Block): string {
    return this.blockNames.get(block) ?? '<<UNKNOWN BLOCK>>';
  }

  // Operations.

  operation(op: Operation): void {
    if (op.results.length > 0) {
      const groups = this.resultGroups.get(op) ?? ONE_GROUP;
      this.list(groups, (start) => {
        this.write(this.names.get(op.results[start]) ?? '%unknown');
        const size = (groups[groups.indexOf(start) + 1] ?? op.results.length) - start;
        if (size > 1) this.write(`:${size}`);
      });
      this.write(' = ');
    }
    const { hooks, spec } = op.def;
    if (this.options.generic || !op.def.registered || !(hooks.print || spec?.format)) {
      this.genericOperation(op);
    } else {
      this.write(this.shortName(op));
      this.defaultDialects.push(
        hooks.defaultDialect ?? (op.regions.length > 0 ? undefined : this.defaultDialects.at(-1)),
      );
      if (hooks.print) hooks.print(op, this);
      else printDeclarative(this, op, spec!);
      this.defaultDialects.pop();
    }
    if (this.options.debugInfo) {
      this.write(' ');
      this.attribute(op.loc);
    }
  }

  /** The name without the dialect that the surrounding operation makes the default. */
  private shortName(op: Operation): string {
    const { name, dialect } = op.def;
    const fallback = this.defaultDialects.at(-1);
    if (dialect !== '' && dialect === fallback) {
      const rest = name.slice(dialect.length + 1);
      if (!rest.includes('.')) return rest;
    }
    return name;
  }

  private genericOperation(op: Operation): void {
    this.string(op.name);
    this.write('(');
    this.operands(op.operands);
    this.write(')');
    if (op.successors.length > 0) {
      this.write('[');
      this.list(op.successors, (b) => this.write(this.blockName(b)));
      this.write(']');
    }
    const inherent = (name: string) =>
      op.def.registered
        ? op.def.inherentAttrs.has(name)
        : (op.unregisteredProperties?.includes(name) ?? false);
    const properties = op.attributes.filter((a) => inherent(a.name));
    if (properties.length > 0) {
      this.write(' <');
      printAttrDict(this, properties);
      this.write('>');
    }
    if (op.regions.length > 0) {
      this.write(' (');
      this.defaultDialects.push(undefined);
      this.list(op.regions, (r) => this.region(r, true));
      this.defaultDialects.pop();
      this.write(')');
    }
    const rest =
      properties.length > 0 ? op.attributes.filter((a) => !inherent(a.name)) : op.attributes;
    if (rest.length > 0) {
      this.write(' ');
      printAttrDict(this, rest);
    }
    this.write(' : ');
    this.functionType(
      op.operandUses.map((u) => u.value.type),
      op.resultTypes,
    );
  }

  /** ` {…}` without the named attributes; nothing when none is left. */
  attrDict(
    attributes: readonly NamedAttribute[],
    without: ReadonlySet<string>,
    keyword = false,
  ): void {
    const left = attributes.filter((a) => !without.has(a.name));
    if (left.length === 0) return;
    this.write(keyword ? ' attributes ' : ' ');
    printAttrDict(this, left);
  }

  /** ` loc(…)` behind an argument when locations are printed. */
  argumentLocation(arg: BlockArgument): void {
    if (!this.options.debugInfo) return;
    this.write(' ');
    this.attribute(arg.loc);
  }

  /** Ends the line; the next begins as deep as the operation, or `deeper`. */
  newline(deeper = 0): void {
    this.write(`\n${'  '.repeat(this.indent + deeper)}`);
  }

  /** `{ … }`; the entry block's label shows when it has arguments the op's syntax does not name. */
  region(region: Region, entryArgs = true, hideTerminator = false): void {
    this.write('{');
    region.blocks.forEach((block, i) => {
      const label =
        i > 0 ||
        (entryArgs && block.args.length > 0) ||
        block.hasPredecessors ||
        (block.isEmpty && region.blocks.length > 1);
      if (label || (i === 0 && region.blocks.length > 1 && block.isEmpty)) this.blockLabel(block);
      this.indent++;
      for (let op = block.firstOp; op; op = op.next) {
        if (hideTerminator && !op.next && op.hasTrait('Terminator') && op.numOperands === 0) break;
        this.newline();
        this.operation(op);
      }
      this.indent--;
    });
    this.newline();
    this.write('}');
  }

  private blockLabel(block: Block): void {
    this.newline();
    this.write(this.blockName(block));
    if (block.args.length > 0) {
      this.write('(');
      this.list(block.args, (arg) => {
        this.write(`${this.valueName(arg)}: `);
        this.type(arg.type);
        if (this.options.debugInfo) {
          this.write(' ');
          this.attribute(arg.loc);
        }
      });
      this.write(')');
    }
    this.write(':');
    const number = (b: Block) => Number(this.blockName(b).slice(3));
    const predecessors = block.predecessorEdges.sort((a, b) => number(a) - number(b));
    if (predecessors.length > 0) {
      const names = predecessors.map((b) => this.blockName(b)).join(', ');
      this.write(
        predecessors.length === 1
          ? `  // pred: ${names}`
          : `  // ${predecessors.length} preds: ${names}`,
      );
    } else if (block.parent?.front !== block) {
      this.write('  // no predecessors');
    }
  }

  private resourceSection(): void {
    const limit = this.options.elideResourcesIfLarger ?? Number.POSITIVE_INFINITY;
    const blobs = [...this.blobs.values()]
      // The string in quotes: 0x, four bytes of alignment, the bytes.
      .filter((b) => b.bytes.length * 2 + 12 <= limit)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    if (blobs.length === 0) return;
    this.write('\n{-#\n  dialect_resources: {\n    builtin: {\n');
    blobs.forEach((blob, i) => {
      this.write('      ');
      this.keywordOrString(blob.key);
      const alignment = Buffer.alloc(4);
      alignment.writeUInt32LE(blob.alignment);
      this.write(': "0x');
      this.write(alignment.toString('hex').toUpperCase());
      const { bytes } = blob;
      for (let at = 0; at < bytes.length; at += 1 << 16) {
        const part = bytes.subarray(at, at + (1 << 16));
        this.write(
          Buffer.from(part.buffer, part.byteOffset, part.length).toString('hex').toUpperCase(),
        );
      }
      this.write(i + 1 < blobs.length ? '",\n' : '"\n');
    });
    this.write('    }\n  }\n#-}\n');
  }
}

/** The operation as text, with a newline at its end. */
export function printOperation(op: Operation, options: PrintOptions = {}): string {
  return printToBytes(op, options).toString('latin1');
}

/** The same as bytes, for a file. */
export function printToBytes(op: Operation, options: PrintOptions = {}): Buffer {
  const sink = new ByteSink();
  new OpPrinter(sink, options).topLevel(op);
  return sink.bytes();
}

export { escapeString, quoted };
