/** What the emission of one task shares with the others: buffers for values, constants, the target. */
import {
  type Elements,
  elementsAttr,
  elementsBytes,
  isElements,
} from '../../dialects/common/index.js';
import { TokenType } from '../../dialects/mem/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  type Attribute,
  DenseArrayAttr,
  DenseResourceAttr,
  DiagnosticError,
  IntegerAttr,
  IntegerType,
  type Location,
  MemRefType,
  type NamedAttribute,
  NameLoc,
  type OpBuilder,
  type Operation,
  RankedTensorType,
  StringAttr,
  symbolName,
  type Type,
  TypeAttr,
  type Value,
} from '../../ir/index.js';
import type { TargetSpec } from '../../target/index.js';

const I8 = IntegerType.get(8);
const SRAM = StringAttr.get('sram');
const FLASH = StringAttr.get('flash');

/** The type of stored elements. */
function storage(type: Type): Type {
  return type instanceof UniformQuantizedType ? type.storage : type;
}

export class Emitter {
  readonly builder: OpBuilder;
  readonly target: TargetSpec;
  private readonly buffers = new Map<Value, Value>();
  private readonly views = new Map<Value, Map<string, Value>>();
  private readonly constants = new Map<Attribute, Value>();
  private streams = 0;
  private readonly states = new Map<Operation, Value>();

  constructor(builder: OpBuilder, target: TargetSpec) {
    this.builder = builder;
    this.target = target;
  }

  /** A new on-chip buffer for a tensor. */
  newBuffer(type: RankedTensorType, loc: Location, extra: readonly NamedAttribute[] = []): Value {
    const op = this.builder.create('mem.buffer', {
      attributes: [{ name: 'tensor', value: TypeAttr.get(type) }, ...extra],
      resultTypes: [MemRefType.get(type.shape, storage(type.elementType), undefined, SRAM)],
      loc,
    });
    return op.result();
  }

  /** The buffer that keeps what a variable holds. Throws DiagnosticError where it starts unevenly. */
  state(variable: Operation): Value {
    const known = this.states.get(variable);
    if (known) return known;
    const type = (variable.attr('type') as TypeAttr).type as RankedTensorType;
    const bytes = elementsBytes(elementsAttr(variable, 'value'));
    const fill = bytes[0] ?? 0;
    if (bytes.some((b) => b !== fill)) {
      throw new DiagnosticError(
        variable.loc,
        'the variable starts with different bytes; an object fills its state with one',
      );
    }
    const buffer = this.newBuffer(type, NameLoc.get(symbolName(variable)!), [
      { name: 'state', value: IntegerAttr.i64(this.states.size) },
      { name: 'fill', value: IntegerAttr.i64((fill << 24) >> 24) },
    ]);
    this.states.set(variable, buffer);
    return buffer;
  }

  bind(value: Value, buffer: Value): void {
    this.buffers.set(value, buffer);
  }

  /** The buffer of a tensor value; made when first asked for, a constant is copied in. */
  buffer(value: Value): Value {
    const known = this.buffers.get(value);
    if (known) return known;
    const op = value.definingOp;
    const buffer = this.newBuffer(value.type as RankedTensorType, op?.loc ?? this.builder.loc!);
    this.buffers.set(value, buffer);
    if (op?.hasTrait('ConstantLike')) this.copyIn(op, buffer);
    return buffer;
  }

  /** The copy belongs to the operation that needs the constant: a constant is no source operation. */
  private copyIn(op: Operation, buffer: Value): void {
    const { shape } = buffer.type as MemRefType;
    const bytes = this.constantOf(op.attr('value') as Elements, shape, op.loc);
    this.copyWhole(this.builder.loc!, bytes, buffer);
  }

  /** A copy of all of a buffer, on behalf of what a location names. */
  copyWhole(loc: Location, source: Value, target: Value): void {
    const { shape } = target.type as MemRefType;
    const zeros = DenseArrayAttr.i64(shape.map(() => 0));
    this.block(
      'mem.copy',
      { loc },
      {
        operands: [source, target],
        attributes: [
          { name: 'source_offset', value: zeros },
          { name: 'target_offset', value: zeros },
          { name: 'size', value: DenseArrayAttr.i64(shape) },
          { name: 'perm', value: DenseArrayAttr.i64(shape.map((_, i) => i)) },
        ],
      },
    );
  }

  /** The buffer of a tensor value read as a picture n, h, w, c. */
  asPicture(value: Value, shape: readonly number[]): Value {
    return this.reshaped(this.buffer(value), shape);
  }

  /** A buffer under another shape. */
  reshaped(buffer: Value, shape: readonly number[]): Value {
    const type = buffer.type as MemRefType;
    if (String(type.shape) === String(shape)) return buffer;
    const views = this.views.get(buffer) ?? new Map<string, Value>();
    this.views.set(buffer, views);
    const known = views.get(String(shape));
    if (known) return known;
    const view = this.builder
      .create('mem.view', {
        operands: [buffer],
        resultTypes: [MemRefType.get(shape, type.elementType, type.layout, type.memorySpace)],
        loc: buffer.definingOp!.loc,
      })
      .result();
    views.set(String(shape), view);
    return view;
  }

  /** Off-chip bytes of an attribute (a table), once. */
  constant(attr: Attribute, what: string): Value {
    const known = this.constants.get(attr);
    if (known) return known;
    if (!isElements(attr)) throw new Error(`the ${what} is no elements attribute`);
    const made = this.constantOf(attr, attr.type.shape!, this.builder.loc!);
    this.constants.set(attr, made);
    return made;
  }

  private constantOf(attr: Elements, shape: readonly number[], loc: Location): Value {
    const type = MemRefType.get(shape, attr.type.elementType, undefined, FLASH);
    return this.builder
      .create('mem.constant', {
        attributes: [{ name: 'value', value: attr }],
        resultTypes: [type],
        loc,
      })
      .result();
  }

  /** Off-chip bytes of a packed weight stream. */
  stream(bytes: Uint8Array, op: Operation): Value {
    const shape = [bytes.length];
    const value = DenseResourceAttr.get(RankedTensorType.get(shape, I8), {
      key: `stream_${this.streams++}`,
      alignment: 16,
      bytes,
    });
    return this.constantOf(value, shape, op.loc);
  }

  /** An engine block of a task; the tokens it waits for come later. */
  block(
    name: string,
    { loc }: { readonly loc: Location },
    args: { readonly operands: readonly Value[]; readonly attributes: readonly NamedAttribute[] },
  ): void {
    this.builder.create(name, { ...args, resultTypes: [TokenType.get()], loc });
  }
}
