import { stringAttr } from '../../dialects/common/index.js';
import { opNameOf } from '../../dialects/isa/index.js';
import { memToIsaPass } from '../../generated/lowering-passes.js';
import {
  ArrayAttr,
  Block,
  DenseArrayAttr,
  DiagnosticError,
  DictionaryAttr,
  IntegerAttr,
  isPart,
  type Location,
  type MemRefType,
  type NamedAttribute,
  NameLoc,
  OpBuilder,
  type Operation,
  RankedTensorType,
  StringAttr,
  SymbolRefAttr,
  sourceNames,
  TypeAttr,
  type Value,
} from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import { checkBlock, completeFields, type Engine, engineOf } from '../../target/index.js';
import {
  bufferBytes,
  ISA_LEVEL,
  isAtLevel,
  MEM_LEVEL,
  SRAM_BYTES_ATTR,
  sramLimitOf,
  targetOf,
} from '../common/index.js';
import { addressOf, instructionOfBlock, named, storageOf } from './instructions.js';

const ENGINES: readonly Engine[] = ['dma', 'mac', 'vec'];

/**
 * Blocks become machine instructions: buffers their addresses, constants symbols, tokens counts of
 * retired instructions. What the object tells beside its commands (places of inputs, outputs and
 * source operations, host calls) becomes operations of its own.
 */
export const memToIsa: Pass = {
  ...memToIsaPass,
  run(module, { context, error }) {
    const target = targetOf(module);
    const limit = sramLimitOf(module);
    // The body is made anew: what is not of the level would vanish.
    if (!isAtLevel(module, MEM_LEVEL, error, ': run --npu-to-mem first')) return;
    for (const fn of module.region().front.ops) {
      if (fn.name !== 'func.func' || fn.region().isEmpty) continue;
      const lowering = new Lowering(new OpBuilder(context), fn);
      for (const op of fn.region().front.ops) {
        const made = lowering.lower(op);
        if (!made) continue;
        const reason = checkBlock(target, made, limit);
        if (reason) error(op.loc, `'${op.name}' is no instruction of ${target.name}: ${reason}`);
      }
      lowering.finish(module);
    }
    isAtLevel(module, ISA_LEVEL, error);
  },
};

const number = (name: string, value: number): NamedAttribute => ({
  name,
  value: IntegerAttr.i64(value),
});
const string = (name: string, value: string): NamedAttribute => ({
  name,
  value: StringAttr.get(value),
});

/** A source operation on its way: its result's value and the last instruction that writes it. */
interface SourceOp {
  readonly name: string;
  readonly kind: string;
  engine: 'npu' | 'host' | 'none';
  value: Value | undefined;
  last: number | undefined;
  note: string | undefined;
}

class Lowering {
  private readonly builder: OpBuilder;
  private readonly fn: Operation;
  private readonly body = new Block();
  private readonly symbols = new Map<Operation, string>();
  private readonly issued: Record<Engine, number> = { dma: 0, mac: 0, vec: 0, sys: 0 } as Record<
    Engine,
    number
  >;
  /** Engine and number of the instruction behind each token. */
  private readonly tokens = new Map<Value, { engine: Engine; count: number }>();
  private readonly waited: Record<string, Record<string, number>> = {};
  private readonly sources = new Map<NameLoc, SourceOp>();
  private readonly boundary: {
    role: 'input' | 'output' | 'state';
    index: number;
    value: Value;
    name: string;
    fill: number | undefined;
  }[] = [];
  private readonly hostCalls: Operation[] = [];
  private instructions = 0;
  /** Number of the last instruction that wrote each buffer. */
  private readonly lastWrite = new Map<Operation, number>();
  private sramBytes = 0;

  constructor(builder: OpBuilder, fn: Operation) {
    this.builder = builder;
    this.fn = fn;
    builder.setToEnd(this.body);
  }

  /** Lowers one operation; gives the instruction it became. */
  lower(op: Operation): { mnemonic: string; fields: Readonly<Record<string, number>> } | undefined {
    this.builder.loc = op.loc;
    if (op.name === 'mem.buffer' || op.name === 'mem.view') {
      if (op.name === 'mem.buffer') this.noteExtent(op);
      this.noteBoundary(op);
      return undefined;
    }
    if (op.name === 'mem.host') return this.host(op);
    const block = instructionOfBlock(op);
    if (!block) return undefined;
    const engine = engineOf(block.mnemonic);
    const fields = completeFields(block.mnemonic, { ...block.fields, ...this.waits(op, engine) });
    const symbols = Object.entries(block.symbols).map(([field, value]) => ({
      name: field,
      value: SymbolRefAttr.get(this.symbolOf(storageOf(value))),
    }));
    this.instruction(block.mnemonic, fields, symbols, op.loc);
    this.tokens.set(op.result(), { engine, count: ++this.issued[engine] });
    this.noteSource(op, 'npu', writtenBy(op));
    return { mnemonic: block.mnemonic, fields };
  }

  private instruction(
    mnemonic: string,
    fields: Readonly<Record<string, number>>,
    symbols: readonly NamedAttribute[],
    loc: Location,
  ): void {
    const name = opNameOf(mnemonic);
    const known = this.builder.context.op(name).spec!.attributes;
    this.builder.create(name, {
      attributes: [
        ...known.filter((a) => a.name in fields).map((a) => number(a.name, fields[a.name])),
        ...(symbols.length > 0 ? [{ name: 'symbols', value: DictionaryAttr.get(symbols) }] : []),
      ],
      loc,
    });
    this.instructions++;
  }

  /** The counts that an instruction waits for; never below what its engine has waited for. */
  private waits(op: Operation, engine: Engine): Record<string, number> {
    this.waited[engine] ??= {};
    const known = this.waited[engine];
    for (const token of named(op, 'wait')) {
      const made = this.tokens.get(token);
      // A host call's token needs no wait: later instructions are issued when it has returned.
      if (made) known[made.engine] = Math.max(known[made.engine] ?? 0, made.count);
    }
    return Object.fromEntries(ENGINES.map((e) => [`wait_${e}`, known[e] ?? 0]));
  }

  private host(op: Operation): { mnemonic: string; fields: Readonly<Record<string, number>> } {
    const call = this.hostCalls.length;
    this.hostCalls.push(op);
    const fields = completeFields('sys.host', { call, ...this.waits(op, 'sys' as Engine) });
    this.instruction('sys.host', fields, [], op.loc);
    this.noteSource(op, 'host', named(op, 'outputs')[0]);
    return { mnemonic: 'sys.host', fields };
  }

  private symbolOf(constant: Operation): string {
    const known = this.symbols.get(constant);
    if (known) return known;
    const name = `c${this.symbols.size}`;
    this.symbols.set(constant, name);
    return name;
  }

  private noteExtent(op: Operation): void {
    const type = op.result().type as MemRefType;
    this.sramBytes = Math.max(this.sramBytes, addressOf(op.result()) + bufferBytes(type));
  }

  private noteBoundary(op: Operation): void {
    for (const role of ['input', 'output', 'state'] as const) {
      const index = op.attr(role);
      if (!(index instanceof IntegerAttr)) continue;
      const given = op.attr('output_name');
      const name =
        role === 'output' && given instanceof StringAttr
          ? given.value
          : (sourceNames(op.loc).at(-1) ?? `${role}${index.value}`);
      const fill = op.attr('fill');
      this.boundary.push({
        role,
        index: index.number,
        value: op.result(),
        name,
        fill: fill instanceof IntegerAttr ? fill.number : undefined,
      });
    }
    if (op.name === 'mem.view' && op.attr('tensor')) this.noteSource(op, 'none', op.result());
  }

  /** Every source name of a location; the last one owns the result. */
  private noteSource(op: Operation, engine: SourceOp['engine'], value: Value | undefined): void {
    const parts = sourceLocations(op.loc);
    // A part of a source operation's work leaves its result to another.
    if (isPart(op.loc)) return;
    parts.forEach((part, i) => {
      const owner = i === parts.length - 1;
      const entry: SourceOp = this.sources.get(part) ?? {
        name: part.name,
        kind: part.child instanceof NameLoc ? part.child.name : op.name,
        engine,
        value: undefined,
        last: undefined,
        note: undefined,
      };
      if (owner) {
        entry.value = value ?? entry.value;
        if (engine !== 'none') {
          entry.last = this.instructions - 1;
          if (value) this.lastWrite.set(storageOf(value), entry.last);
        } else if (value) {
          // A view of an input is whole before the first instruction.
          entry.last = this.lastWrite.get(storageOf(value)) ?? 0;
        }
      } else {
        entry.note = `fused into ${parts[parts.length - 1].name}`;
      }
      this.sources.set(part, entry);
    });
  }

  /** Ends the program and replaces the function's body. */
  finish(module: Operation): void {
    this.builder.loc = this.fn.loc;
    this.instruction('sys.end', completeFields('sys.end', {}), [], this.fn.loc);
    this.hostCalls.forEach((op, i) => {
      this.describeHostCall(op, i);
    });
    for (const role of ['input', 'output', 'state']) {
      const ports = this.boundary.filter((b) => b.role === role).sort((a, b) => a.index - b.index);
      if (ports.some(({ index }, i) => index !== i)) {
        throw new DiagnosticError(
          this.fn.loc,
          `the ${role}s must be numbered from 0 to ${ports.length - 1}, each once`,
        );
      }
      for (const { index, value, name, fill } of ports) {
        this.place(role, index, name, value, fill === undefined ? [] : [number('fill', fill)]);
      }
    }
    [...this.sources.values()].forEach((s, i) => {
      this.place('op', i, s.name, s.value, [
        string('kind', s.kind),
        string('engine', s.engine),
        ...(s.last === undefined ? [] : [number('last', s.last)]),
        ...(s.note === undefined ? [] : [string('note', s.note)]),
      ]);
    });
    this.builder.create('func.return');
    const constants = [...this.symbols].map(([op, name]) => ({
      name,
      value: op.attr('value')!,
      loc: op.loc,
    }));
    this.fn.setAttr(SRAM_BYTES_ATTR, IntegerAttr.i64(this.sramBytes));
    const region = this.fn.region();
    for (const block of [...region.blocks]) block.erase();
    region.append(this.body);
    const top = new OpBuilder(this.builder.context).setToEnd(module.region().front);
    for (const { name, value, loc } of constants) {
      top.create('isa.constant', {
        attributes: [string('sym_name', name), { name: 'value', value }],
        loc,
      });
    }
  }

  private place(
    role: string,
    index: number,
    name: string,
    value: Value | undefined,
    extra: readonly NamedAttribute[],
  ): void {
    const located = value && storageOf(value).name === 'mem.buffer' ? value : undefined;
    this.builder.create('isa.place', {
      attributes: [
        string('role', role),
        number('index', index),
        string('tensor_name', name),
        ...(located
          ? [
              number('address', addressOf(located)),
              { name: 'tensor', value: TypeAttr.get(tensorOf(located)) },
            ]
          : []),
        ...extra,
      ],
    });
  }

  private describeHostCall(op: Operation, index: number): void {
    const group = (name: string): NamedAttribute[] => {
      const values = named(op, name);
      const single = name.slice(0, -1);
      return [
        { name, value: DenseArrayAttr.i64(values.map(addressOf)) },
        {
          name: `${single}_types`,
          value: ArrayAttr.get(values.map((v) => TypeAttr.get(tensorOf(v)))),
        },
      ];
    };
    this.builder.create('isa.host_call', {
      attributes: [
        number('index', index),
        string('kernel', stringAttr(op, 'kernel')),
        string('reason', stringAttr(op, 'reason')),
        ...group('inputs'),
        ...group('outputs'),
        { name: 'attributes', value: op.attr('attributes') ?? DictionaryAttr.get([]) },
      ],
      loc: op.loc,
    });
  }
}

/** The named parts of a location, in order. */
function sourceLocations(loc: Location): NameLoc[] {
  if (loc instanceof NameLoc) return [loc];
  return 'locations' in loc ? (loc.locations as Location[]).flatMap(sourceLocations) : [];
}

/** The buffer that a block writes. */
function writtenBy(op: Operation): Value | undefined {
  const name = ['ofm', 'output', 'target'].find((n) =>
    op.def.spec!.operands.some((o) => o.name === n),
  );
  return name ? named(op, name)[0] : undefined;
}

/** The tensor that a buffer holds. */
function tensorOf(value: Value): RankedTensorType {
  for (let op = value.definingOp!; ; op = op.operand(0).definingOp!) {
    const attr = op.attr('tensor');
    if (attr instanceof TypeAttr) return attr.type as RankedTensorType;
    if (op.name !== 'mem.view') break;
  }
  const type = value.type as MemRefType;
  return RankedTensorType.get(type.shape, type.elementType);
}
