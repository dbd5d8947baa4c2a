import { Attribute } from './attributes.js';
import type { AsmPrinter } from './text/asm-printer.js';
import { HashUniquer, hashOf, mix, sameItems, Uniquer } from './uniquer.js';

/** Where an operation comes from: an attribute, uniqued as all are. */
export abstract class Location extends Attribute {
  override get aliasName(): string {
    return 'loc';
  }

  /** The part inside `loc( … )`. */
  abstract printBody(p: AsmPrinter): void;

  print(p: AsmPrinter): void {
    p.location(this);
  }

  /** Behind `#loc = `: not by the alias that is defined here. */
  printDefinition(p: AsmPrinter): void {
    p.location(this, false);
  }
}

export class UnknownLoc extends Location {
  static readonly instance: UnknownLoc = new UnknownLoc();

  static get(): UnknownLoc {
    return UnknownLoc.instance;
  }

  printBody(p: AsmPrinter): void {
    p.write(p.prettyLocations ? '[unknown]' : 'unknown');
  }
}

export class FileLineColLoc extends Location {
  private static readonly table = new HashUniquer(
    (known: FileLineColLoc, file: string, line: number, column: number) =>
      known.line === line && known.column === column && known.file === file,
    (file, line, column) => new FileLineColLoc(file, line, column),
  );
  readonly file: string;
  readonly line: number;
  readonly column: number;

  private constructor(file: string, line: number, column: number) {
    super();
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** A file without a name is standard input, `-`. */
  static get(name: string, line: number, column: number): FileLineColLoc {
    const file = name === '' ? '-' : name;
    // Files are few: those of one length share their places in the table.
    const hash = mix(mix(file.length, line), column);
    return FileLineColLoc.table.get(hash, file, line, column);
  }

  printBody(p: AsmPrinter): void {
    if (p.prettyLocations) p.write(this.file);
    else p.string(this.file);
    p.write(`:${this.line}:${this.column}`);
  }
}

/** The name of a source operator or value, kept down to the instruction. */
export class NameLoc extends Location {
  private static readonly table = new Uniquer<NameLoc>();
  readonly name: string;
  readonly child: Location | undefined;

  private constructor(name: string, child: Location | undefined) {
    super();
    this.name = name;
    this.child = child;
  }

  static get(name: string, child?: Location): NameLoc {
    const known = child instanceof UnknownLoc ? undefined : child;
    return NameLoc.table.get(`${known?.id ?? 0}:${name}`, () => new NameLoc(name, known));
  }

  printBody(p: AsmPrinter): void {
    p.string(this.name);
    if (this.child) {
      p.write('(');
      p.nestedLocation(this.child);
      p.write(')');
    }
  }
}

export class CallSiteLoc extends Location {
  private static readonly table = new Uniquer<CallSiteLoc>();
  readonly callee: Location;
  readonly caller: Location;

  private constructor(callee: Location, caller: Location) {
    super();
    this.callee = callee;
    this.caller = caller;
  }

  static get(callee: Location, caller: Location): CallSiteLoc {
    return CallSiteLoc.table.get(
      `${callee.id}:${caller.id}`,
      () => new CallSiteLoc(callee, caller),
    );
  }

  printBody(p: AsmPrinter): void {
    const { callee, caller } = this;
    if (p.prettyLocations) {
      p.nestedLocation(callee);
      const sameLine = callee instanceof NameLoc && caller instanceof FileLineColLoc;
      p.write(sameLine ? ' at ' : '\n at ');
      p.nestedLocation(caller);
      return;
    }
    p.write('callsite(');
    p.nestedLocation(callee);
    p.write(' at ');
    p.nestedLocation(caller);
    p.write(')');
  }
}

/** Several places that became one operation. */
export class FusedLoc extends Location {
  private static readonly table = new HashUniquer(
    (known: FusedLoc, locations: readonly Location[], metadata: Attribute | undefined) =>
      known.metadata === metadata && sameItems(known.locations, locations),
    (locations, metadata) => new FusedLoc(locations, metadata),
  );
  readonly locations: readonly Location[];
  readonly metadata: Attribute | undefined;

  private constructor(locations: readonly Location[], metadata: Attribute | undefined) {
    super();
    this.locations = locations;
    this.metadata = metadata;
  }

  static get(locations: readonly Location[], metadata?: Attribute): FusedLoc {
    return FusedLoc.table.get(hashOf(locations, metadata?.id), locations, metadata);
  }

  /**
   * One location for all, without repeats; a fused part of the same metadata gives its own parts,
   * and unknown ones are left out. Without metadata one part alone is itself the location.
   */
  static of(locations: readonly Location[], metadata?: Attribute): Location {
    const parts = new Set<Location>();
    for (const loc of locations) {
      const flat = loc instanceof FusedLoc && loc.metadata === metadata ? loc.locations : [loc];
      for (const part of flat) if (!(part instanceof UnknownLoc)) parts.add(part);
    }
    const list = [...parts];
    if (metadata) return FusedLoc.get(list.length > 0 ? list : [UnknownLoc.get()], metadata);
    if (list.length === 0) return UnknownLoc.get();
    return list.length === 1 ? list[0] : FusedLoc.get(list);
  }

  /**
   * The location of one operation that stands for several: `kept`, with those that name an operator of
   * the source that is not named yet. Of places in a text one is enough.
   */
  static naming(kept: Location, locations: readonly Location[]): Location {
    const known = new Set(sourceNames(kept));
    const parts = locations.filter((loc) => {
      const names = loc === kept ? [] : sourceNames(loc).filter((name) => !known.has(name));
      for (const name of names) known.add(name);
      return loc === kept || names.length > 0;
    });
    return parts.length === 1 && parts[0] === kept ? kept : FusedLoc.of(parts);
  }

  printBody(p: AsmPrinter): void {
    if (!p.prettyLocations) p.write('fused');
    if (this.metadata) {
      p.write('<');
      p.attribute(this.metadata);
      p.write('>');
    }
    p.write('[');
    p.list(this.locations, (l) => p.nestedLocation(l));
    p.write(']');
  }
}

/** The file position inside a location, where it has one. */
export function filePosition(loc: Location): FileLineColLoc | undefined {
  if (loc instanceof FileLineColLoc) return loc;
  if (loc instanceof NameLoc) return loc.child && filePosition(loc.child);
  if (loc instanceof CallSiteLoc) return filePosition(loc.callee);
  if (loc instanceof FusedLoc) {
    for (const part of loc.locations) {
      const found = filePosition(part);
      if (found) return found;
    }
  }
  return undefined;
}

/** The source names inside a location, in order. */
export function sourceNames(loc: Location): readonly string[] {
  if (loc instanceof NameLoc) return [loc.name];
  if (loc instanceof FusedLoc) return loc.locations.flatMap(sourceNames);
  if (loc instanceof CallSiteLoc) return sourceNames(loc.callee);
  return [];
}

/**
 * Whether an operation does a part of what its location names: another one at the same name makes the
 * result. `loc(fused<"part">["pack"("PACK")])`.
 */
export function isPart(loc: Location): boolean {
  return loc instanceof FusedLoc && loc.metadata?.toString() === '"part"';
}
