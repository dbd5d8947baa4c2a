import { elementsBytes } from '../../dialects/common/index.js';
import {
  DenseElementsAttr,
  DenseResourceAttr,
  type Operation,
  parseSource,
  RankedTensorType,
  sourceNames,
  sourceText,
  symbolsOf,
  type Value,
} from '../../ir/index.js';
import {
  buildModule,
  Constants,
  ImportError,
  type ImportModel,
  type Net,
  type Port,
  rowOf,
  Unsupported,
} from '../common/index.js';
import { OPERATORS, TosaSource } from './operators.js';

/** Dialects that a text in TOSA may use beside it. */
const DIALECTS = ['arith', 'func', 'tosa'];

/**
 * Imports MLIR text in TOSA: its function `main`, or its only one. Throws DiagnosticError for text that
 * cannot be read, ImportError.
 */
export const importTosa: ImportModel = async (context, files, settings) => {
  await context.load(...DIALECTS);
  const module = parseSource(context, sourceText(files.bytes), files.name);
  const fn = entry(module);
  const body = fn.region().front;
  const inputs = body.args.map((arg, i): Port<RankedTensorType> => {
    const { type } = arg;
    if (!(type instanceof RankedTensorType) || !type.hasStaticShape) {
      throw new ImportError([`argument ${i} is ${type}; a network takes tensors of static shape`]);
    }
    return { name: sourceNames(arg.loc).at(-1) ?? `arg${i}`, of: type };
  });
  return buildModule(context, files.name, inputs, ({ net, report }) => {
    const constants = new Constants(settings);
    const values = new Map<Value, Value | undefined>();
    body.args.forEach((arg, i) => {
      values.set(arg, net.graph.inputs[i]);
    });
    let outputs: Port<Value>[] = [];
    [...body.ops].forEach((op, index) => {
      const [, operator = op.name] = op.name.split('.');
      if (op.name === 'func.return') {
        outputs = op.operands.map((v, i) => ({ name: `output${i}`, of: values.get(v)! }));
        return;
      }
      const name = sourceNames(op.loc).at(-1) ?? `${operator}_${index}`;
      if (op.hasTrait('ConstantLike')) {
        values.set(op.result(), constant(op, net, name));
        return;
      }
      report.operator({ index, operator: op.name, name }, () => {
        const row = op.name.startsWith('tosa.') ? rowOf(OPERATORS, operator) : undefined;
        if (!row) throw new Unsupported('this operation is not supported');
        const given = op.operands.map((v) => values.get(v));
        if (given.some((v) => v === undefined)) throw new Unsupported(undefined);
        const source = new TosaSource(op, net, constants, given as Value[]);
        const made = net.build(
          { index, operator: op.name, name },
          () => row.build(source) as Value,
        );
        refuseOther(made, op);
        values.set(op.result(), made);
        return row.becomes;
      });
    });
    return outputs;
  });
};

function entry(module: Operation): Operation {
  const functions = [...symbolsOf(module).values()].filter(
    (op) => op.name === 'func.func' && op.regions.length > 0 && !op.region().isEmpty,
  );
  const main = functions.find((f) => f.attr('sym_name')?.toString() === '"main"');
  const found = main ?? (functions.length === 1 ? functions[0] : undefined);
  if (!found)
    throw new ImportError([`the module has ${functions.length} functions and none is 'main'`]);
  return found;
}

function constant(op: Operation, net: Net, name: string): Value | undefined {
  const value = op.attr('value');
  const { type } = op.result();
  const isTensor = value instanceof DenseElementsAttr || value instanceof DenseResourceAttr;
  if (!isTensor || !(type instanceof RankedTensorType)) return undefined;
  return net.weights(name, { type, bytes: elementsBytes(value) });
}

/** The text declares what every result is; another one would be a mistake of the table. */
function refuseOther(made: Value, op: Operation): void {
  const declared = op.result().type;
  if (declared instanceof RankedTensorType && declared.hasStaticShape && made.type !== declared) {
    throw new Unsupported(`its result would be ${made.type}, the text says ${declared}`);
  }
}
