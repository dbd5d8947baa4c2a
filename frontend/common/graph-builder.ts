import { type Elements, inferTypes, ShapeError } from '../../dialects/common/index.js';
import { NN_RULES } from '../../dialects/nn/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  ArrayAttr,
  Block,
  type Context,
  DenseResourceAttr,
  type Diagnostic,
  DictionaryAttr,
  FileLineColLoc,
  FunctionType,
  FusedLoc,
  type Location,
  type NamedAttribute,
  NameLoc,
  OpBuilder,
  type Operation,
  type RankedTensorType,
  Region,
  StringAttr,
  TypeAttr,
  type Value,
  verify,
  withDefaults,
} from '../../ir/index.js';
import { ImportError } from './import-error.js';
import { type ImportReport, type SourceOperator, Unsupported } from './report.js';

/** A tensor that the network takes or gives, under the name that the source has for it. */
export interface Port<T> {
  readonly name: string;
  readonly of: T;
  /** Its name in the signature of the model, where that has one. */
  readonly signature?: string;
}

/** What an operation may be given beside its operands. */
export interface OperationParts {
  readonly attributes?: readonly NamedAttribute[];
  /** Types of the results. Without them those of nn are inferred; the verifier checks given ones. */
  readonly types?: readonly (RankedTensorType | undefined)[];
  readonly regions?: readonly Region[];
}

/** Elements of one tensor: more is a damaged size, and would exhaust memory. */
const MAX_ELEMENTS = 2 ** 28;

/** Dialects that an imported module uses. */
const DIALECTS = ['builtin', 'func', 'nn', 'qnn', 'quant'];

/**
 * Builds a module with one function `main` from the operators of a source. An operation's location
 * names its source: `loc("conv"("CONV_2D"("net.tflite":3:1)))`, the first result, the kind, the number.
 */
export class GraphBuilder {
  readonly context: Context;
  private readonly file: string;
  private readonly module: Operation;
  private readonly fn: Operation;
  private readonly body: Block;
  private readonly builder: OpBuilder;
  /** Names in use, with the last number that was put behind each. */
  private readonly keys = new Map<string, number>();

  private constructor(context: Context, file: string, inputs: readonly Port<RankedTensorType>[]) {
    this.context = context;
    this.file = file;
    this.builder = new OpBuilder(context);
    const loc = FileLineColLoc.get(file, 0, 0);
    this.module = this.builder.create('builtin.module', { regions: 1, loc });
    const moduleBody = new Block();
    this.module.region().append(moduleBody);
    const types = inputs.map((i) => i.of);
    this.fn = this.builder.setToEnd(moduleBody).create('func.func', {
      regions: 1,
      loc,
      attributes: [
        { name: 'sym_name', value: StringAttr.get('main') },
        { name: 'function_type', value: TypeAttr.get(FunctionType.get(types, [])) },
        { name: 'arg_attrs', value: names(inputs) },
      ],
    });
    this.body = new Block(types);
    this.fn.region().append(this.body);
    inputs.forEach(({ name }, i) => {
      this.body.args[i].loc = NameLoc.get(name);
    });
    this.builder.setToEnd(this.body);
  }

  static async create(
    context: Context,
    file: string,
    inputs: readonly Port<RankedTensorType>[],
  ): Promise<GraphBuilder> {
    await context.load(...DIALECTS);
    return new GraphBuilder(context, file, inputs);
  }

  get inputs(): readonly Value[] {
    return this.body.args;
  }

  /** The location of what is built from now on. */
  at({ index, operator, name }: SourceOperator): void {
    const place = FileLineColLoc.get(this.file, index + 1, 1);
    this.builder.loc = NameLoc.get(name, NameLoc.get(operator, place));
  }

  /** The operation that was built last. */
  get last(): Operation | undefined {
    return this.builder.insertionBlock?.lastOp;
  }

  /**
   * Of the operations built behind `since` for one source operator, those that make its results get
   * their names; the others are parts.
   */
  nameResults(
    since: Operation | undefined,
    { index, operator }: SourceOperator,
    results: readonly Port<Value>[],
  ): void {
    const makers = new Map(results.map(({ name, of }) => [of.definingOp, name]));
    const place = FileLineColLoc.get(this.file, index + 1, 1);
    for (let op = this.last; op && op !== since; op = op.prev) {
      if (op.hasTrait('ConstantLike')) continue;
      const name = op.numResults === 1 ? makers.get(op) : undefined;
      if (name !== undefined) op.loc = NameLoc.get(name, NameLoc.get(operator, place));
      else if (!makers.has(op)) this.markPart(op);
    }
  }

  /** Says that an operation does a part of its source's work, and another one makes the result. */
  markPart(op: Operation): void {
    op.loc = FusedLoc.get([op.loc], StringAttr.get('part'));
  }

  /**
   * An operation. Throws Unsupported, with the sentence of the shape rule, where the operands do not fit.
   */
  op(name: string, operands: readonly Value[], parts: OperationParts = {}): Operation {
    const def = this.context.op(name);
    const attributes = withDefaults(this.context, def, parts.attributes ?? []);
    const resultTypes = this.resultTypes(name, operands, attributes, parts.types ?? []);
    const huge = resultTypes.find((t) => t.hasStaticShape && t.elementCount > MAX_ELEMENTS);
    if (huge) throw new Unsupported(`its result would be ${huge}, which is too large`);
    const { regions } = parts;
    return this.builder.create(name, { operands, attributes, resultTypes, regions });
  }

  /** A region of `nn.if` or `nn.while`: `build` makes the values that it yields of its arguments. */
  region(
    types: readonly RankedTensorType[],
    build: (args: readonly Value[]) => readonly Value[],
  ): Region {
    const { loc } = this.builder;
    const outer = this.builder.insertionBlock!;
    const block = new Block(types);
    const region = new Region();
    region.append(block);
    this.builder.setToEnd(block);
    try {
      this.builder.create('nn.yield', { operands: build(block.args), loc });
    } finally {
      this.builder.setToEnd(outer);
      this.builder.loc = loc;
    }
    return region;
  }

  /** A variable that stays between runs, with what it holds before the first; its symbol. */
  variable(name: string, type: RankedTensorType, value: Elements): string {
    const symbol = this.key(name);
    const before = this.builder.insertionBlock!;
    const { loc } = this.builder;
    this.builder.setBefore(this.fn).create('nn.variable', {
      attributes: [
        { name: 'sym_name', value: StringAttr.get(symbol) },
        { name: 'type', value: TypeAttr.get(type) },
        { name: 'value', value },
      ],
      loc: NameLoc.get(name),
    });
    this.builder.setToEnd(before);
    this.builder.loc = loc;
    return symbol;
  }

  /** The only result of an operation. */
  value(name: string, operands: readonly Value[], parts: OperationParts = {}): Value {
    return this.op(name, operands, parts).result();
  }

  private resultTypes(
    name: string,
    operands: readonly Value[],
    attributes: readonly NamedAttribute[],
    declared: readonly (RankedTensorType | undefined)[],
  ): RankedTensorType[] {
    const rule = name.startsWith('nn.')
      ? NN_RULES[name.slice(3) as keyof typeof NN_RULES]
      : undefined;
    const areGiven = declared.length > 0 && declared.every((t) => t !== undefined);
    if (!rule || areGiven) return declared as RankedTensorType[];
    try {
      return inferTypes(rule, {
        operands: operands.map((v) => v.type as RankedTensorType),
        attr: (key) => attributes.find((a) => a.name === key)?.value,
        declared,
      });
    } catch (error) {
      if (error instanceof ShapeError) throw new Unsupported(`'${name}' ${error.message}`);
      throw error;
    }
  }

  /**
   * A constant over bytes, which are kept and not copied. A quantized type has its stored form; its
   * constant is of qnn, as is one of integers with `isQuantized` (the bias of a quantized operator).
   */
  constant(name: string, type: RankedTensorType, bytes: Uint8Array, isQuantized = false): Value {
    const element = type.elementType;
    const isStored = element instanceof UniformQuantizedType;
    const stored = isStored ? type.withElementType(element.storage) : type;
    const value = DenseResourceAttr.get(stored, { key: this.key(name), alignment: 16, bytes });
    const made = this.builder.create(isStored || isQuantized ? 'qnn.constant' : 'nn.constant', {
      attributes: [{ name: 'value', value }],
      resultTypes: [type],
      loc: NameLoc.get(name),
    });
    return made.result();
  }

  private key(name: string): string {
    const wanted = name || 'constant';
    let next = this.keys.get(wanted) ?? 0;
    let key = wanted;
    while (this.keys.has(key)) key = `${wanted}_${++next}`;
    this.keys.set(wanted, next);
    this.keys.set(key, this.keys.get(key) ?? 0);
    return key;
  }

  /** Ends the function. Throws ImportError where the module does not verify: the model is at fault. */
  finish(outputs: readonly Port<Value>[], report: ImportReport): Operation {
    const values = outputs.map((o) => o.of);
    this.builder.create('func.return', {
      operands: values,
      loc: FileLineColLoc.get(this.file, 0, 0),
    });
    const inputTypes = this.body.args.map((a) => a.type);
    const type = FunctionType.get(
      inputTypes,
      values.map((v) => v.type),
    );
    this.fn.setAttr('function_type', TypeAttr.get(type));
    this.fn.setAttr('res_attrs', names(outputs));
    this.removeUnused();
    this.verify(report);
    return this.module;
  }

  /** What nothing uses: mostly constants that served to find an attribute, and what led to them. */
  private removeUnused(): void {
    for (let op = this.body.lastOp; op; ) {
      const before = op.prev;
      if (op.numResults > 0 && op.hasTrait('Pure') && op.results.every((r) => !r.hasUses))
        op.erase();
      op = before;
    }
  }

  private verify(report: ImportReport): void {
    const describe = (loc: Location) => (loc instanceof NameLoc ? `'${loc.name}'` : String(loc));
    const found: string[] = [];
    const stop = this.context.onDiagnostic((d: Diagnostic) => {
      found.push(`operator ${describe(d.loc)}: ${d.message}`);
    });
    const ok = verify(this.context, this.module);
    stop();
    if (!ok) throw new ImportError(found, report.operators);
  }
}

function names(ports: readonly Port<unknown>[]): ArrayAttr {
  return ArrayAttr.get(
    ports.map(({ name, signature }) => {
      const entries = [{ name: 'nn.name', value: StringAttr.get(name) }];
      if (signature !== undefined) {
        entries.push({ name: 'nn.signature', value: StringAttr.get(signature) });
      }
      return DictionaryAttr.get(entries);
    }),
  );
}
