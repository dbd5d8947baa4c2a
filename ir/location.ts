import { Attribute } from './attributes.js';
import type { AsmPrinter } from './text/asm-printer.js';

/**
 * Where an operation comes from. A location is an attribute; unlike others it is not uniqued
 * (a module has one a line), so compare locations by their text.
 */
export abstract class Location extends Attribute {
  private text: string | undefined;

  /** Kept: fusing many locations compares them by their text. */
  override toString(): string {
    this.text ??= super.toString();
    return this.text;
  }

  /** The part inside `loc( … )`. */
  abstract printBody(p: AsmPrinter): void;

  print(p: AsmPrinter): void {
    p.write('loc(');
    this.printBody(p);
    p.write(')');
  }
}

export class UnknownLoc extends Location {
  static readonly instance: UnknownLoc = new UnknownLoc();

  static get(): UnknownLoc {
    return UnknownLoc.instance;
  }

  printBody(p: AsmPrinter): void {
    p.write('unknown');
  }
}

export class FileLineColLoc extends Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;

  constructor(file: string, line: number, column: number) {
    super();
    this.file = file;
    this.line = line;
    this.column = column;
  }

  printBody(p: AsmPrinter): void {
    p.string(this.file);
    p.write(`:${this.line}:${this.column}`);
  }
}

/** The name of a source operator or value, kept down to the instruction. */
export class NameLoc extends Location {
  readonly name: string;
  readonly child: Location | undefined;

  constructor(name: string, child?: Location) {
    super();
    this.name = name;
    this.child = child;
  }

  printBody(p: AsmPrinter): void {
    p.string(this.name);
    if (this.child && !(this.child instanceof UnknownLoc)) {
      p.write('(');
      this.child.printBody(p);
      p.write(')');
    }
  }
}

export class CallSiteLoc extends Location {
  readonly callee: Location;
  readonly caller: Location;

  constructor(callee: Location, caller: Location) {
    super();
    this.callee = callee;
    this.caller = caller;
  }

  printBody(p: AsmPrinter): void {
    p.write('callsite(');
    this.callee.printBody(p);
    p.write(' at ');
    this.caller.printBody(p);
    p.write(')');
  }
}

/** Several places that became one operation. */
export class FusedLoc extends Location {
  readonly locations: readonly Location[];
  readonly metadata: Attribute | undefined;

  constructor(locations: readonly Location[], metadata?: Attribute) {
    super();
    this.locations = locations;
    this.metadata = metadata;
  }

  /** One location for all, without repeats; a fused part gives its own parts. */
  static of(locations: readonly Location[]): Location {
    const parts = new Map<string, Location>();
    for (const loc of locations) {
      const flat = loc instanceof FusedLoc && !loc.metadata ? loc.locations : [loc];
      for (const part of flat) if (!(part instanceof UnknownLoc)) parts.set(part.toString(), part);
    }
    const list = [...parts.values()];
    if (list.length === 0) return UnknownLoc.get();
    return list.length === 1 ? list[0] : new FusedLoc(list);
  }

  printBody(p: AsmPrinter): void {
    p.write('fused');
    if (this.metadata) {
      p.write('<');
      p.attribute(this.metadata);
      p.write('>');
    }
    p.write('[');
    p.list(this.locations, (l) => l.printBody(p));
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
