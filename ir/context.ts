import type { Attribute, NamedAttribute, SymbolRefAttr } from './attributes.js';
import type { Block, Region } from './block.js';
import type { OpBuilder } from './builder.js';
import type { Diagnostic, DiagnosticHandler } from './diagnostics.js';
import type { Location } from './location.js';
import type { Operation } from './operation.js';
import { knowsDirectives } from './spec/directive-slots.js';
import type { FormatDirective } from './spec/directives.js';
import {
  type Implementations,
  type InterfaceHooks,
  implement,
  setTypeHooks,
  type TypeHooks,
} from './spec/interfaces.js';
import { OpPlan } from './spec/op-plan.js';
import type { DialectSpec, OpSpec } from './spec/op-spec.js';
import type { AttrParser } from './text/attr-parser.js';
import type { CustomOpParser, ParsedOp } from './text/custom-op-parser.js';
import { quoted } from './text/literals.js';
import type { OpPrinter } from './text/printer.js';
import type { Type } from './types.js';
import type { Value } from './value.js';

/** Reports one broken invariant of an operation (default place: the operation's own). */
export type Fail = (message: string, loc?: Location) => void;

/** Each result's replacement: a value, or a constant the driver materializes. */
export type FoldResult = readonly (Value | Attribute)[];

/** What is hand-written for an operation; the flags of its spec say which must exist. */
export interface OpHooks {
  verify?(op: Operation, fail: Fail): void;
  /** Runs after the operations inside the regions verified. */
  verifyRegions?(op: Operation, fail: Fail): void;
  /** `operands[i]` is the constant behind operand i, where there is one. */
  fold?(op: Operation, operands: readonly (Attribute | undefined)[]): FoldResult | undefined;
  parse?(parser: CustomOpParser): ParsedOp;
  print?(op: Operation, p: OpPrinter): void;
  /** Dialect whose prefix ops inside the regions may leave out. */
  readonly defaultDialect?: string;
  /** Of a branch: the operands [start, end) that become the arguments of successor `index`. */
  successorOperands?(op: Operation, index: number): readonly [number, number];
  /** Of a branch whose sizes stand in attributes of its own too: successor `index` gets `size` operands. */
  resizeSuccessorOperands?(op: Operation, index: number, size: number): void;
  /** Of a branch: the one way it goes when its operands are these constants. */
  successorFor?(op: Operation, operands: readonly (Attribute | undefined)[]): Block | undefined;
  /** Of a call: the symbol or the value that it calls. */
  callee?(op: Operation): SymbolRefAttr | Value | undefined;
  /** Of a call: the operands [start, end) that become the arguments of what it calls. */
  callArguments?(op: Operation): readonly [number, number];
  /** Of something that can be called: its body; undefined for a declaration. */
  callableRegion?(op: Operation): Region | undefined;
  /** Of what ends a body that can be called: the branch it becomes when that is inlined. */
  readonly inlined?: {
    /** Dialects of the branch. */
    readonly dialects: readonly string[];
    branch(op: Operation, b: OpBuilder, to: Block): void;
  };
  /** With the trait ConditionallySpeculatable: whether it does no harm where the program would not run it. */
  isSpeculatable?(op: Operation): boolean;
  /** Names for the results in text (`cst`, `true`); the printer makes them unique. */
  resultNames?(op: Operation): readonly (string | undefined)[];
  /** Names for the entry block's arguments of a region. */
  argumentNames?(op: Operation, region: number): readonly (string | undefined)[];
  /** Methods of the interfaces that its spec declares. */
  readonly interfaces?: InterfaceHooks;
}

/** What an operation may do to memory, as bits; `UNKNOWN` when nothing is known of it. */
export const Effect = { NONE: 0, READ: 1, WRITE: 2, ALLOCATE: 4, FREE: 8, UNKNOWN: 16 } as const;

/** By the arguments of the trait `MemoryEffects`. */
const EFFECTS: Readonly<Record<string, number>> = {
  read: Effect.READ,
  write: Effect.WRITE,
  allocate: Effect.ALLOCATE,
  free: Effect.FREE,
};

let nextId = 1;

/** What the system knows of an operation name. */
export class OpDefinition {
  readonly name: string;
  readonly dialect: string;
  readonly registered: boolean;
  /** Not registered though its dialect is. */
  readonly isUnknown: boolean;
  readonly spec: OpSpec | undefined;
  readonly hooks: OpHooks;
  /** Names of attributes that are part of the op (printed as properties in generic form). */
  readonly inherentAttrs: ReadonlySet<string>;
  private readonly traits: ReadonlySet<string>;
  private planned: OpPlan | undefined = undefined;
  /** Attributes with default values, once they were asked for. */
  defaults: readonly NamedAttribute[] | undefined = undefined;
  /** Attributes that the format prints itself, once they were asked for. */
  printedAttributes: ReadonlySet<string> | undefined = undefined;
  /** An attribute that may be absent has a value that absence stands for: it does not print. */
  readonly hasOptionalDefaults: boolean;
  // Traits that parsing, printing and verifying ask of every operation.
  readonly hasOperandSegments: boolean;
  readonly hasResultSegments: boolean;
  readonly isTerminator: boolean;
  readonly isIsolated: boolean;
  readonly isSymbolTable: boolean;
  /** Its regions are, or may be, graphs: the operations of a block are in no order. */
  readonly hasGraphRegions: boolean;
  /** The block of a region with just one must end in a terminator, as all of several must. */
  readonly needsTerminators: boolean;
  readonly isConstant: boolean;
  readonly isSymbol: boolean;
  // What traits say of the algebra.
  readonly isCommutative: boolean;
  readonly isIdempotent: boolean;
  readonly isInvolution: boolean;
  readonly isCast: boolean;
  /** It may fold: by its hook or by its algebra. */
  readonly folds: boolean;
  /** What it may do to memory, as bits of `Effect`; those inside its regions come with `hasRegionEffects`. */
  readonly effects: number;
  readonly hasRegionEffects: boolean;
  /** What `custom<Name>(…)` of its format means. */
  directives: DialectDefinition['directives'];
  /** Its interfaces by name; ask `interfaceOf`. */
  readonly implementations: Implementations | undefined;
  /** For hashes: no two definitions have the same. */
  readonly id = nextId++;
  /** `"dialect.name"`, with its quotes. */
  readonly quotedName: string;
  /** What it is called where its dialect is understood. */
  readonly shortName: string;

  constructor(
    name: string,
    spec: OpSpec | undefined,
    hooks: OpHooks = {},
    registered = true,
    isUnknown = false,
  ) {
    this.name = name;
    this.dialect = name.slice(0, Math.max(0, name.indexOf('.')));
    this.registered = registered;
    this.isUnknown = isUnknown;
    this.spec = spec;
    this.hooks = hooks;
    this.hasOptionalDefaults =
      spec?.attributes.some((a) => a.optional && a.defaultValue !== undefined) ?? false;
    this.traits = new Set(spec?.traits.map((t) => t.name));
    const inherent = new Set(spec?.attributes.map((a) => a.name));
    if (this.traits.has('AttrSizedOperandSegments')) inherent.add('operandSegmentSizes');
    if (this.traits.has('AttrSizedResultSegments')) inherent.add('resultSegmentSizes');
    this.inherentAttrs = inherent;
    this.hasOperandSegments = this.traits.has('AttrSizedOperandSegments');
    this.hasResultSegments = this.traits.has('AttrSizedResultSegments');
    this.isTerminator = this.traits.has('Terminator');
    this.isIsolated = this.traits.has('IsolatedFromAbove');
    this.isSymbolTable = this.traits.has('SymbolTable');
    this.hasGraphRegions = !registered || this.traits.has('HasOnlyGraphRegion');
    this.needsTerminators = registered && !this.traits.has('NoTerminator');
    this.isConstant = this.traits.has('ConstantLike');
    this.isSymbol = this.traits.has('Symbol');
    this.isCommutative = this.traits.has('Commutative');
    this.isIdempotent = this.traits.has('Idempotent');
    this.isInvolution = this.traits.has('Involution');
    this.isCast = this.traits.has('CastOpInterface');
    this.folds =
      hooks.fold !== undefined ||
      this.isCommutative ||
      this.isIdempotent ||
      this.isInvolution ||
      this.isCast;
    this.hasRegionEffects =
      this.traits.has('RecursiveMemoryEffects') || this.traits.has('RecursivelySpeculatable');
    this.effects = this.declaredEffects();
    this.implementations =
      spec?.interfaces && implement(spec.name, spec.interfaces, hooks.interfaces);
    this.quotedName = quoted(name);
    const rest = name.slice(this.dialect.length + 1);
    this.shortName = this.dialect === '' || rest.includes('.') ? name : rest;
  }

  /** What follows from the spec of a registered operation. */
  get plan(): OpPlan | undefined {
    if (!this.planned && this.spec) this.planned = new OpPlan(this.spec);
    return this.planned;
  }

  hasTrait(name: string): boolean {
    return this.traits.has(name);
  }

  private declaredEffects(): number {
    if (this.traits.has('Pure') || this.traits.has('NoMemoryEffect')) return Effect.NONE;
    const named = this.spec?.traits.find((t) => t.name === 'MemoryEffects')?.args;
    if (!named) return this.hasRegionEffects ? Effect.NONE : Effect.UNKNOWN;
    return named.reduce((all, name) => all | (EFFECTS[name] ?? Effect.UNKNOWN), 0);
  }
}

/** A rule as `ir/` sees it: rewrite/ knows the rest. */
export interface CanonicalizationRule {
  readonly name: string;
}

/** A dialect: its spec plus what is hand-written. */
export interface DialectDefinition {
  readonly spec: DialectSpec;
  /** What `custom<Name>(…)` of its formats means, by name. */
  readonly directives?: Readonly<Record<string, FormatDirective>>;
  /** Hooks by op name without the dialect prefix. */
  readonly hooks?: Readonly<Record<string, OpHooks>>;
  /** Hooks of types and attributes by mnemonic. */
  readonly typeHooks?: Readonly<Record<string, TypeHooks>>;
  readonly attrHooks?: Readonly<Record<string, TypeHooks>>;
  /** Parses what follows `!dialect.`: mnemonic included. Undefined: not one of this dialect. */
  parseType?(mnemonic: string, parser: AttrParser): Type | undefined;
  parseAttribute?(mnemonic: string, parser: AttrParser, type?: Type): Attribute | undefined;
  /** Dialects whose operations its folds and rules make. */
  readonly dependentDialects?: readonly string[];
  /** The rules that bring its operations into canonical form; loaded when IR is canonicalized. */
  canonicalization?(): Promise<readonly CanonicalizationRule[]>;
  /** An operation of this dialect that makes the constant, where the builder is; or undefined. */
  materializeConstant?(b: OpBuilder, value: Attribute, type: Type): Operation | undefined;
}

export class Dialect {
  readonly name: string;
  readonly definition: DialectDefinition;
  readonly ops: ReadonlyMap<string, OpDefinition>;

  constructor(definition: DialectDefinition) {
    this.name = definition.spec.name;
    this.definition = definition;
    const ops = new Map<string, OpDefinition>();
    for (const spec of definition.spec.ops) {
      const hooks = definition.hooks?.[spec.name.slice(this.name.length + 1)];
      const op = new OpDefinition(spec.name, withKnownForm(spec, definition), hooks);
      op.directives = definition.directives;
      ops.set(spec.name, op);
    }
    this.ops = ops;
    for (const [specs, hooks] of [
      [definition.spec.types, definition.typeHooks],
      [definition.spec.attrs, definition.attrHooks],
    ] as const) {
      for (const spec of specs) {
        const own = hooks?.[spec.mnemonic];
        if (own || spec.interfaces) setTypeHooks(spec, own ?? {});
      }
    }
  }
}

/** Without the functions behind its format an operation reads and prints in generic form. */
function withKnownForm(spec: OpSpec, { directives = {} }: DialectDefinition): OpSpec {
  if (!spec.format || knowsDirectives(spec.format, directives)) return spec;
  return { ...spec, format: undefined, hasCustomAssemblyFormat: true };
}

/** Thrown when text names a dialect that is known but not loaded yet: load it and start again. */
export class DialectNotLoaded extends Error {
  readonly dialect: string;

  constructor(dialect: string) {
    super(`dialect '${dialect}' is not loaded`);
    this.dialect = dialect;
  }
}

export type DialectLoader = () => Promise<DialectDefinition>;

/** The dialects in use and where diagnostics go. */
export class Context {
  allowUnregistered = false;
  /** Errors about an operation show it in a note. */
  showsOperations = false;
  private readonly loaders = new Map<string, DialectLoader>();
  private readonly dialects = new Map<string, Dialect>();
  private readonly unregistered = new Map<string, OpDefinition>();
  private readonly ops = new Map<string, OpDefinition>();
  /** Errors that were emitted so far. */
  errors = 0;
  private readonly handlers: DiagnosticHandler[] = [];

  /** Makes a dialect known by name; it is loaded when a text or a pass needs it. */
  registerLoader(name: string, load: DialectLoader): void {
    this.loaders.set(name, load);
  }

  /** Loads a dialect given as data, replacing one of the same name. */
  addDialect(definition: DialectDefinition): Dialect {
    const dialect = new Dialect(definition);
    this.dialects.set(dialect.name, dialect);
    for (const [name, op] of dialect.ops) this.ops.set(name, op);
    for (const [name, op] of this.unregistered) {
      if (op.dialect === dialect.name) this.unregistered.delete(name);
    }
    return dialect;
  }

  async load(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      if (this.dialects.has(name)) continue;
      const load = this.loaders.get(name);
      if (!load) throw new Error(`no dialect is named '${name}'`);
      this.addDialect(await load());
    }
  }

  get loadedDialects(): readonly Dialect[] {
    return [...this.dialects.values()];
  }

  get knownDialects(): readonly string[] {
    return [...new Set([...this.loaders.keys(), ...this.dialects.keys()])].sort();
  }

  /** The loaded dialect; throws DialectNotLoaded for one that is known but not loaded. */
  dialect(name: string): Dialect | undefined {
    const found = this.dialects.get(name);
    if (!found && this.loaders.has(name)) throw new DialectNotLoaded(name);
    return found;
  }

  /** The definition of a registered op; throws DialectNotLoaded as `dialect` does. */
  lookupOp(name: string): OpDefinition | undefined {
    const found = this.ops.get(name);
    if (found) return found;
    const dot = name.indexOf('.');
    if (dot > 0) this.dialect(name.slice(0, dot));
    return undefined;
  }

  /** The definition for a name, one for an unregistered op when there is none. */
  op(name: string): OpDefinition {
    const found = this.ops.get(name) ?? this.unregistered.get(name) ?? this.lookupOp(name);
    if (found) return found;
    const isUnknown = this.dialects.has(name.slice(0, Math.max(0, name.indexOf('.'))));
    const made = new OpDefinition(name, undefined, {}, false, isUnknown);
    this.unregistered.set(name, made);
    return made;
  }

  /** All loaded op definitions. */
  get loadedOps(): readonly OpDefinition[] {
    return [...this.ops.values()];
  }

  /** Adds a handler; the latest one receives the diagnostics. Returns what removes it. */
  onDiagnostic(handler: DiagnosticHandler): () => void {
    this.handlers.push(handler);
    return () => {
      const at = this.handlers.indexOf(handler);
      if (at >= 0) this.handlers.splice(at, 1);
    };
  }

  emit(diagnostic: Diagnostic): void {
    if (diagnostic.severity === 'error') this.errors++;
    this.handlers.at(-1)?.(diagnostic);
  }

  emitError(loc: Location, message: string, notes: readonly Diagnostic[] = []): void {
    this.emit({ severity: 'error', loc, message, notes });
  }
}
