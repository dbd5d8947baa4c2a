import {
  ArrayAttr,
  DictionaryAttr,
  isPart,
  NameLoc,
  type Operation,
  type RankedTensorType,
  StringAttr,
  sourceNames,
  type Type,
} from '../../ir/index.js';
import type { Port, PortType, Runnable } from './runnable.js';

/**
 * A verified module: of the level isa on the board, above it in the interpreter. Throws
 * InterpreterError, ObjectError or SimulatorFault.
 */
export async function runnableModule(module: Operation): Promise<Runnable> {
  const { levelOf } = await import('../compile.js');
  const level = levelOf(module);
  const { encodeModule } = await import('../encode.js');
  if (level === 'isa')
    return (await import('./object.js')).runnableObject(encodeModule(module, 'module'));
  const { entryFunction, interfaceOf, prepareProgram, storedBytes, storedType, viewBytes } =
    await import('../../interpreter/index.js');
  const { inputs, outputs } = interfaceOf(module);
  const fn = entryFunction(module);
  const ports = (role: 'input' | 'output', types: readonly RankedTensorType[]) =>
    types.map((type, i) => port(portName(fn, role, i), type));
  const sources =
    level === 'nn' || level === 'qnn'
      ? fn
          .region()
          .front.ops.filter(
            (op) => op.numResults > 0 && !op.hasTrait('ConstantLike') && !isPart(op.loc),
          )
      : undefined;
  const numberOf = new Map(sources?.map((op, i) => [op, i]));
  const program = prepareProgram(module);
  return {
    inputs: ports('input', inputs),
    outputs: ports('output', outputs),
    ops: sources?.map((op) => {
      const name = sourceNames(op.loc).at(-1) ?? op.name;
      return {
        name,
        output: port(name, op.result().type as RankedTensorType),
        note: undefined,
      };
    }),
    board: undefined,
    run: (given, { onOpOutput, keepState } = {}) => {
      const tensors = given.map((bytes, i) => ({
        shape: inputs[i].shape,
        data: viewBytes(bytes, storedType(inputs[i].elementType)),
      }));
      const results = program.run(
        tensors,
        (op, [first]) => {
          const number = numberOf.get(op);
          if (number === undefined || !onOpOutput) return;
          const { elementType } = op.result().type as RankedTensorType;
          onOpOutput(number, storedBytes(first.data, storedType(elementType)).slice());
        },
        { keepState },
      );
      return results.map(({ data }, i) => storedBytes(data, storedType(outputs[i].elementType)));
    },
  };

  function port(name: string, type: RankedTensorType): Port {
    return { name, type: portType(storedType(type.elementType)), shape: type.shape };
  }
}

const PORT_TYPES: Readonly<Record<string, PortType>> = {
  i1: 'bool',
  i8: 'int8',
  si8: 'int8',
  ui8: 'uint8',
  i16: 'int16',
  ui16: 'uint16',
  i32: 'int32',
  ui32: 'uint32',
  i64: 'int64',
  si64: 'int64',
  ui64: 'uint64',
  f16: 'float16',
  f32: 'float32',
  f64: 'float64',
};

function portType(type: Type): PortType {
  const found = PORT_TYPES[type.toString()];
  if (!found) throw new UnrunnableError(`arrays of ${type} cannot be put in or taken out`);
  return found;
}

/** A module that is well formed but cannot be run: one sentence for people. */
export class UnrunnableError extends Error {}

/** The source's name of an input or output; `input0` and so on where it is lost. */
function portName(fn: Operation, role: 'input' | 'output', index: number): string {
  const list = fn.attr(role === 'input' ? 'arg_attrs' : 'res_attrs');
  const entry = list instanceof ArrayAttr ? list.elements[index] : undefined;
  const name = entry instanceof DictionaryAttr ? entry.get('nn.name') : undefined;
  if (name instanceof StringAttr) return name.value;
  const buffer = fn.region().front.ops.find((op) => {
    const at = op.def.dialect === 'mem' ? op.attr(role) : undefined;
    return at !== undefined && 'number' in at && at.number === index;
  });
  const given = role === 'output' ? buffer?.attr('output_name') : undefined;
  if (given instanceof StringAttr) return given.value;
  const loc = role === 'input' ? (buffer?.loc ?? fn.region().front.args[index]?.loc) : buffer?.loc;
  return loc instanceof NameLoc ? (sourceNames(loc).at(-1) ?? loc.name) : `${role}${index}`;
}
