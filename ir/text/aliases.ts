/**
 * Aliases that the printer gives: `#map`, `#set`, `#loc`, `!tuple`. Which attributes and types a
 * module prints, and in what order, is found by printing it to nowhere; then the names follow from
 * how deep the aliases nest, as the reference numbers them.
 */
import { Attribute } from '../attributes.js';
import { Location } from '../location.js';
import type { Operation } from '../operation.js';
import type { Type } from '../types.js';
import type { BlockArgument } from '../value.js';
import { AsmPrinter } from './asm-printer.js';
import { ByteSink } from './byte-sink.js';
import type { PrintOptions } from './print-options.js';
import { OpPrinter } from './printer.js';
import { cleanName } from './value-names.js';

type Symbol = Attribute | Type;

export interface Alias {
  /** With its sigil. */
  readonly text: string;
  readonly symbol: Symbol;
  /** May be defined behind the module. */
  readonly deferred: boolean;
}

interface Seen {
  readonly symbol: Symbol;
  readonly name: string | undefined;
  readonly isType: boolean;
  depth: number;
  deferred: boolean;
  readonly children: Seen[];
}

/** The aliases of an operation as it will be printed, in the order of their definitions. */
export function collectAliases(op: Operation, options: PrintOptions): readonly Alias[] {
  const collector = new Collector(options);
  collector.operation(op);
  return collector.inOrder();
}

class NoSink extends ByteSink {
  override write(): void {}
  override writeNumber(): void {}
}

/** Goes the printer's way and notes what it meets. */
class Collector extends OpPrinter {
  private readonly seen = new Map<Symbol, Seen>();

  constructor(options: PrintOptions) {
    super(new NoSink(), options);
  }

  override operation(op: Operation): void {
    if (this.options.debugInfo) this.visit(op.loc, true);
    super.operationBody(op);
  }

  override location(loc: Location): void {
    this.visit(loc, true);
  }

  protected override argLocation(loc: Location): void {
    this.visit(loc, false);
  }

  /** Attributes of named arguments get no aliases of their own. */
  override regionArgument(arg: BlockArgument): void {
    this.type(arg.type);
    this.argumentLocation(arg);
  }

  /** Types before attributes; the properties of an operation nobody knows are not looked into. */
  protected override genericOperation(op: Operation): void {
    for (const region of op.regions) this.region(region);
    for (const use of op.operandUses) this.type(use.value.type);
    for (const result of op.results) this.type(result.type);
    for (const { value } of op.attributes) this.attribute(value);
  }

  override type(type: Type): void {
    this.visit(type, false);
  }

  override attribute(attr: Attribute): void {
    this.visit(attr, false);
  }

  override attributeWithoutType(attr: Attribute): void {
    this.visit(attr, false, true);
  }

  visit(symbol: Symbol, deferred: boolean, withoutType = false): Seen {
    const known = this.seen.get(symbol);
    if (known) {
      if (!deferred) notDeferred(known);
      return known;
    }
    const isType = !(symbol instanceof Attribute);
    const name = symbol.aliasName;
    const entry: Seen = {
      symbol,
      name: name && cleanName(name, /[A-Za-z0-9$_-]/).replace(/\d$/, '$&_'),
      isType,
      depth: name ? 1 : 0,
      deferred,
      children: [],
    };
    this.seen.set(symbol, entry);
    const nested = new NestedCollector(this, entry.children, deferred);
    if (withoutType) (symbol as Attribute).printWithoutType(nested);
    else if (symbol instanceof Location) symbol.printBody(nested);
    else symbol.print(nested);
    const deepest = entry.children.reduce((d, c) => Math.max(d, c.depth), 0);
    if (deepest > 0) entry.depth = deepest + 1;
    return entry;
  }

  inOrder(): readonly Alias[] {
    const named = [...this.seen.values()].filter((s) => s.name !== undefined);
    named.sort(
      (a, b) =>
        a.depth - b.depth ||
        Number(b.isType) - Number(a.isType) ||
        (a.name! < b.name! ? -1 : a.name! > b.name! ? 1 : 0),
    );
    const counts = new Map<string, number>();
    return named.map(({ symbol, name, isType, deferred }) => {
      const n = counts.get(name!) ?? 0;
      counts.set(name!, n + 1);
      return { symbol, text: `${isType ? '!' : '#'}${name}${n > 0 ? n : ''}`, deferred };
    });
  }
}

/** Notes what stands inside an attribute or a type. */
class NestedCollector extends AsmPrinter {
  private readonly collector: Collector;
  private readonly children: Seen[];
  private readonly deferred: boolean;

  constructor(collector: Collector, children: Seen[], deferred: boolean) {
    super(new NoSink());
    this.collector = collector;
    this.children = children;
    this.deferred = deferred;
  }

  override type(type: Type): void {
    this.children.push(this.collector.visit(type, this.deferred));
  }

  override attribute(attr: Attribute): void {
    this.children.push(this.collector.visit(attr, this.deferred));
  }

  override attributeWithoutType(attr: Attribute): void {
    this.children.push(this.collector.visit(attr, this.deferred, true));
  }

  override nestedLocation(loc: Location): void {
    this.attribute(loc);
  }
}

/** What is needed before the module needs all inside it there too. */
function notDeferred(seen: Seen): void {
  if (!seen.deferred) return;
  seen.deferred = false;
  for (const child of seen.children) notDeferred(child);
}
