import { type NamedAttribute, printAttrDict } from '../attributes.js';
import type { Block, Region } from '../block.js';
import type { ResourceBlob } from '../elements.js';
import { Location } from '../location.js';
import type { Operation } from '../operation.js';
import { printDeclarative } from '../spec/format-print.js';
import { FunctionType } from '../types.js';
import { type BlockArgument, OpResult, type Value } from '../value.js';
import type { Alias } from './aliases.js';
import { AsmPrinter } from './asm-printer.js';
import type { ByteSink } from './byte-sink.js';
import { hexOfBytes } from './hex.js';
import { quoted } from './literals.js';
import type { ExternalResource, PrintOptions } from './print-options.js';
import { ValueNames } from './value-names.js';

const NO_ATTRIBUTES: readonly NamedAttribute[] = [];
const NEWLINES = Array.from({ length: 32 }, (_, i) => `\n${'  '.repeat(i)}`);

/** Prints operations, regions and values. Hand-written and declarative forms call it. */
export class OpPrinter extends AsmPrinter {
  readonly options: PrintOptions;
  private indent = 0;
  private names: ValueNames | undefined = undefined;
  private readonly defaultDialects: (string | undefined)[] = [];
  private readonly blobs = new Map<string, ResourceBlob>();

  constructor(sink: ByteSink, options: PrintOptions = {}) {
    super(sink);
    this.options = options;
  }

  override get prettyLocations(): boolean {
    return this.options.prettyDebugInfo === true;
  }

  override elidesElements(count: number): boolean {
    return count > (this.options.elideElementsIfLarger ?? Number.POSITIVE_INFINITY);
  }

  override printsHex(count: number): boolean {
    const limit = this.options.hexIfLarger;
    return limit === undefined ? super.printsHex(count) : limit >= 0 && count > limit;
  }

  override resource(blob: ResourceBlob): void {
    this.blobs.set(blob.key, blob);
    super.resource(blob);
  }

  /**
   * The operation, with `localScope` alone, else what belongs to it: aliases before it, those that may come late and the
   * resources it names behind. Aliases are given by `collectAliases`.
   */
  topLevel(op: Operation, aliases: readonly Alias[] = []): void {
    const { generic = false, uniqueIds = false, valueUsers = false } = this.options;
    this.names = new ValueNames(op, {
      generic,
      unique: uniqueIds || generic,
      operations: valueUsers,
      valueName: this.options.valueName,
    });
    for (const { symbol, text } of aliases) this.aliases.set(symbol, text);
    this.definitions(aliases.filter((a) => !a.deferred));
    this.operation(op);
    if (this.options.localScope) return;
    this.write('\n');
    this.definitions(aliases.filter((a) => a.deferred));
    this.resourceSection();
  }

  private definitions(aliases: readonly Alias[]): void {
    for (const { symbol, text } of aliases) {
      this.write(`${text} = `);
      // A location's body may name other aliases, not its own.
      if (symbol instanceof Location) symbol.printDefinition(this);
      else symbol.print(this);
      this.write('\n');
    }
  }

  // Names of values.

  valueName(value: Value): string {
    return this.names?.of(value) ?? '<<UNKNOWN SSA VALUE>>';
  }

  operand(value: Value): void {
    const { names } = this;
    if (!names) return;
    const number = names.numberOf(value);
    if (number >= 0 && (!(value instanceof OpResult) || value.owner.numResults === 1)) {
      this.sink.writeNumber('%', number);
      return;
    }
    const arg = names.argumentNumberOf(value);
    if (arg >= 0) this.sink.writeNumber('%arg', arg);
    else this.sink.write(names.of(value));
  }

  operands(values: readonly Value[]): void {
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.write(', ');
      this.operand(values[i]);
    }
  }

  private operandsOf(op: Operation): void {
    for (let i = 0; i < op.numOperands; i++) {
      if (i > 0) this.write(', ');
      this.operand(op.operand(i));
    }
  }

  blockName(block: Block): string {
    return this.names?.block(block) ?? '';
  }

  // Operations.

  operation(op: Operation): void {
    if (op.numResults > 0) this.resultsOf(op);
    this.operationBody(op);
    if (this.options.debugInfo) {
      this.write(' ');
      this.location(op.loc);
    }
    if (this.options.valueUsers) this.usersComment(op);
  }

  /** `%0, %1:2 = `. */
  private resultsOf(op: Operation): void {
    if (op.numResults === 1) {
      this.operand(op.result());
    } else {
      const { results } = op;
      const groups = this.names?.groupsOf(op) ?? [];
      groups.forEach((start, i) => {
        if (i > 0) this.write(', ');
        this.write(this.names?.own(results[start]) ?? '%unknown');
        const size = (groups[i + 1] ?? results.length) - start;
        if (size > 1) this.write(`:${size}`);
      });
    }
    this.write(' = ');
  }

  /** The operation without the names of its results and what stands behind it. */
  protected operationBody(op: Operation): void {
    const { hooks, spec } = op.def;
    if (!op.def.registered || this.options.generic || !(hooks.print || spec?.format)) {
      this.genericOperation(op);
      return;
    }
    const { defaultDialects } = this;
    const isTop = defaultDialects.length === 0;
    const outer = isTop ? undefined : defaultDialects[defaultDialects.length - 1];
    this.write(op.def.dialect === (isTop ? 'builtin' : outer) ? op.def.shortName : op.def.name);
    defaultDialects.push(hooks.defaultDialect ?? (op.regions.length > 0 ? undefined : outer));
    if (hooks.print) hooks.print(op, this);
    else printDeclarative(this, op);
    defaultDialects.pop();
  }

  private usersComment(op: Operation): void {
    const { results } = op;
    if (results.length === 0) {
      if (op.numOperands > 0) this.write(` // id: %${this.names?.operationNumber(op)}`);
      return;
    }
    const users = new Set(results.flatMap((r) => r.users()));
    if (users.size === 0) {
      this.write(' // unused');
      return;
    }
    const resultCount = [...users].reduce((n, user) => n + user.numResults, 0);
    const isOne = results.length === 1 && users.size === 1 && resultCount <= 1;
    this.write(isOne ? ' // user: ' : ' // users: ');
    this.list(results, (result) => {
      if (results.length > 1) this.write('(');
      this.usersOf(result);
      if (results.length > 1) this.write(')');
    });
  }

  /** `%2, %1`: the results of the users, or the numbers of those that have none. */
  private usersOf(value: Value): void {
    if (!value.hasUses) this.write('unused');
    this.list(value.users(), (user) => {
      if (user.numResults > 0) this.operands(user.results);
      else this.write(`%${this.names?.operationNumber(user)}`);
    });
  }

  protected genericOperation(op: Operation): void {
    const { def } = op;
    this.write(def.quotedName);
    this.write('(');
    this.operandsOf(op);
    this.write(')');
    if (op.successors.length > 0) {
      this.write('[');
      this.list(op.successors, (b) => this.write(this.blockName(b)));
      this.write(']');
    }
    const { attributes } = op;
    const inherent = def.inherentAttrs;
    const isProperty = ({ name }: NamedAttribute) => inherent.has(name);
    const some = inherent.size > 0 && attributes.some(isProperty);
    if (some) {
      this.write(' <');
      printAttrDict(this, attributes.filter(isProperty));
      this.write('>');
    } else if (op.properties) {
      this.write(' <');
      this.attribute(op.properties);
      this.write('>');
    }
    if (op.regions.length > 0) {
      this.write(' (');
      this.defaultDialects.push(undefined);
      this.list(op.regions, (r) => this.region(r, true, false, true));
      this.defaultDialects.pop();
      this.write(')');
    }
    const rest = some ? attributes.filter((a) => !isProperty(a)) : attributes;
    if (rest.length > 0) {
      this.write(' ');
      printAttrDict(this, rest);
    }
    this.write(' : (');
    for (let i = 0; i < op.numOperands; i++) {
      if (i > 0) this.write(', ');
      this.type(op.operand(i).type);
    }
    this.write(') -> ');
    if (op.numResults === 1 && !(op.result().type instanceof FunctionType)) {
      this.type(op.result().type);
    } else {
      this.resultTypes(op.resultTypes);
    }
  }

  /** ` {…}` without the named attributes; nothing when none is left. */
  attrDict(
    attributes: readonly NamedAttribute[],
    without: ReadonlySet<string>,
    keyword = false,
  ): void {
    const left = without.size === 0 ? attributes : withoutNames(attributes, without);
    if (left.length === 0) return;
    this.write(keyword ? ' attributes ' : ' ');
    printAttrDict(this, left);
  }

  /** ` loc(…)` behind an argument when locations are printed. */
  argumentLocation(arg: BlockArgument): void {
    if (!this.options.debugInfo) return;
    this.write(' ');
    this.argLocation(arg.loc);
  }

  /** An argument of the entry block that the operation's syntax names: `%arg0: i32 {a = 1} loc(…)`. */
  regionArgument(arg: BlockArgument, attributes: readonly NamedAttribute[] = NO_ATTRIBUTES): void {
    this.operand(arg);
    this.write(': ');
    this.type(arg.type);
    if (attributes.length > 0) {
      this.write(' ');
      printAttrDict(this, attributes);
    }
    this.argumentLocation(arg);
  }

  /** Locations of arguments are never written by an alias of their own. */
  protected argLocation(loc: Location): void {
    this.location(loc, false);
  }

  /** Ends the line; the next begins as deep as the operation, or `deeper`. */
  newline(deeper = 0): void {
    const depth = this.indent + deeper;
    this.write(NEWLINES[depth] ?? `\n${'  '.repeat(depth)}`);
  }

  /**
   * `{ … }`. The entry block's label shows when it has arguments and the op's syntax does not name
   * them (`entryArgs`), and with `emptyEntry` when nothing else would show that the block is there.
   */
  region(region: Region, entryArgs = true, hideTerminator = false, emptyEntry = false): void {
    if (this.options.skipRegions) {
      this.write('{...}');
      return;
    }
    this.write('{');
    const { blocks } = region;
    for (let i = 0; i < blocks.length; i++) {
      const block = blocks[i];
      const label = (entryArgs && block.args.length > 0) || (emptyEntry && block.isEmpty);
      if (i > 0 || label) this.blockLabel(block);
      this.indent++;
      if (this.options.valueUsers) this.argumentUsers(block);
      for (let op = block.firstOp; op; op = op.next) {
        if (hideTerminator && !op.next && isBareTerminator(op)) break;
        this.newline();
        this.operation(op);
      }
      this.indent--;
    }
    this.newline();
    this.write('}');
  }

  private argumentUsers(block: Block): void {
    for (const arg of block.args) {
      this.newline();
      this.write(`// ${this.valueName(arg)}`);
      this.write(arg.hasUses ? ' is used by ' : ' is unused');
      if (arg.hasUses) this.usersOf(arg);
    }
  }

  private blockLabel(block: Block): void {
    this.newline();
    this.write(this.blockName(block));
    if (block.args.length > 0) {
      this.write('(');
      this.list(block.args, (arg) => {
        this.regionArgument(arg);
      });
      this.write(')');
    }
    this.write(':');
    if (!block.hasPredecessors) {
      if (block.parent?.front !== block) this.write('  // no predecessors');
      return;
    }
    const edges = block.predecessorEdges;
    if (edges.length === 1) {
      this.write(`  // pred: ${this.blockName(edges[0])}`);
    } else {
      edges.sort((a, b) => a.label - b.label);
      const names = edges.map((b) => this.blockName(b)).join(', ');
      this.write(`  // ${edges.length} preds: ${names}`);
    }
  }

  private resourceSection(): void {
    const { externalResources = new Map<string, readonly ExternalResource[]>() } = this.options;
    const limit = this.options.elideResourcesIfLarger ?? Number.POSITIVE_INFINITY;
    const defined = [...this.blobs.values()].filter((b) => !b.isMissing);
    const groups = [...externalResources].filter(([, entries]) => entries.length > 0);
    if (defined.length === 0 && groups.length === 0) return;
    const isShort = ({ value }: ExternalResource) => valueLength(value) <= limit;
    const blobs = defined.map((b) => ({ key: b.key, value: b })).filter(isShort);
    const sections: [name: string, groups: ResourceGroup[]][] = [
      ['dialect_resources', [['builtin', blobs]]],
      ['external_resources', groups.map(([name, entries]) => [name, entries.filter(isShort)])],
    ];
    let separator = '\n{-#\n';
    for (const [name, all] of sections) {
      const some = all.filter(([, entries]) => entries.length > 0);
      if (some.length === 0) continue;
      this.write(`${separator}  ${name}: {\n`);
      this.list(some, (group) => this.resourceGroup(group), ',\n');
      this.write('\n  }');
      separator = ',\n';
    }
    this.write(separator === ',\n' ? '\n#-}\n' : `${separator}\n#-}\n`);
  }

  private resourceGroup([name, entries]: ResourceGroup): void {
    this.write('    ');
    this.keywordOrString(name);
    this.write(': {\n');
    this.list(
      entries,
      ({ key, value }) => {
        this.write('      ');
        this.keywordOrString(key);
        this.write(': ');
        if (typeof value === 'string') this.string(value);
        else if (typeof value === 'boolean') this.write(`${value}`);
        else this.blob(value);
      },
      ',\n',
    );
    this.write('\n    }');
  }

  private blob({ alignment, bytes }: ResourceBlob): void {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(bytes.length === 0 ? 0 : alignment);
    this.write('"0x');
    hexOfBytes(head, (digits) => this.write(digits));
    hexOfBytes(bytes, (digits) => this.write(digits));
    this.write('"');
  }
}

type ResourceGroup = readonly [name: string, entries: readonly ExternalResource[]];

/** How many characters the value takes; of a blob those in quotes: 0x, four bytes of alignment, the bytes. */
function valueLength(value: ExternalResource['value']): number {
  if (typeof value === 'boolean') return value ? 4 : 5;
  return typeof value === 'string' ? quoted(value).length : value.bytes.length * 2 + 12;
}

const withoutNames = (
  attributes: readonly NamedAttribute[],
  names: ReadonlySet<string>,
): readonly NamedAttribute[] => attributes.filter((a) => !names.has(a.name));

/** What the text need not say where the operation around it implies a terminator. */
function isBareTerminator(op: Operation): boolean {
  const { def, numOperands, numResults, attributes } = op;
  return def.isTerminator && numOperands + numResults + attributes.length === 0;
}
