/** The backend tests of the ONNX project: a model, inputs and the outputs that they must give. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { createContext } from '../../dialects/index.js';
import { evaluateOp, ImportError } from '../../driver/index.js';
import { Unsupported } from '../../frontend/common/index.js';
import {
  elementTypeOf,
  importOnnx,
  OnnxError,
  type OnnxGraph,
  readOnnx,
  readOnnxTensor,
  tensorBytes,
  tensorTypeOf,
} from '../../frontend/onnx/index.js';
import {
  InterpreterError,
  interfaceOf,
  interpret,
  type Tensor,
  viewBytes,
} from '../../interpreter/index.js';
import { DenseElementsAttr, type RankedTensorType } from '../../ir/index.js';

/** Where Debian's libonnx-testdata has them; elsewhere by environment. */
const FOLDER = process.env.ONNX_TESTDATA ?? '/usr/share/libonnx-testdata/data';

export interface OnnxCase {
  readonly name: string;
  readonly folder: string;
}

/** All cases with a model; none where the data is not on this machine. */
export function onnxCases(): OnnxCase[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .sort()
    .flatMap((group) =>
      readdirSync(join(FOLDER, group))
        .sort()
        .map((name) => ({ name: `${group}/${name}`, folder: join(FOLDER, group, name) })),
    )
    .filter(({ folder }) => existsSync(join(folder, 'model.onnx')));
}

interface Recorded {
  readonly type: RankedTensorType;
  readonly bytes: Uint8Array;
}

function recorded(file: string): Recorded {
  const tensor = readOnnxTensor(new Uint8Array(readFileSync(file)));
  const type = tensorTypeOf(tensor);
  return { type, bytes: tensorBytes(tensor, type) };
}

/** What a data set has under `input_0.pb` and so on, by number; undefined for what is no tensor. */
function files(folder: string, role: 'input' | 'output'): Recorded[] {
  return readdirSync(folder)
    .filter((f) => f.startsWith(`${role}_`))
    .sort(
      (a, b) =>
        Number.parseInt(a.slice(role.length + 1), 10) -
        Number.parseInt(b.slice(role.length + 1), 10),
    )
    .map((f) => recorded(join(folder, f)));
}

/** Some data sets have bfloat16 as the bits of uint16: what the model declares counts. */
function declared(
  list: OnnxGraph['input'],
  name: string | undefined,
  type: RankedTensorType,
): RankedTensorType {
  const code = list?.find((v) => v.name === name)?.type?.tensorType?.elemType;
  return type.elementType.toString() === 'ui16' && code !== undefined
    ? type.withElementType(elementTypeOf(code))
    : type;
}

const RTOL = 1e-3;
const ATOL = 1e-5;

/** Why an output is not what was recorded, or undefined. */
function difference(
  got: Tensor,
  type: RankedTensorType,
  wanted: Recorded,
  i: number,
): string | undefined {
  if (type.elementType !== wanted.type.elementType)
    return `output ${i} is of ${type.elementType}, not ${wanted.type.elementType}`;
  if (got.shape.join() !== wanted.type.shape.join())
    return `output ${i} has the shape [${got.shape}], not [${wanted.type.shape}]`;
  const expected = viewBytes(wanted.bytes, wanted.type.elementType);
  if (expected.length !== got.data.length)
    return `output ${i} has ${got.data.length} elements, not ${expected.length}`;
  for (let k = 0; k < expected.length; k++) {
    const [a, b] = [Number(got.data[k]), Number(expected[k])];
    const close =
      Object.is(a, b) ||
      a === b ||
      Math.abs(a - b) <= ATOL + RTOL * Math.abs(b) ||
      (Number.isNaN(a) && Number.isNaN(b));
    if (!close) return `output ${i} differs at element ${k}: ${a}, not ${b}`;
  }
  return undefined;
}

/** Imports and runs a case on each of its data sets; why it does not pass, or undefined. */
export async function runOnnxCase({ folder }: OnnxCase): Promise<string | undefined> {
  try {
    const model = readOnnx(new Uint8Array(readFileSync(join(folder, 'model.onnx'))));
    const own = new Set((model.graph!.initializer ?? []).map((t) => t.name));
    const names = (model.graph!.input ?? []).map((v) => v.name ?? '').filter((n) => !own.has(n));
    for (const set of readdirSync(folder)
      .filter((f) => f.startsWith('test_data_set_'))
      .sort()) {
      const inputs = files(join(folder, set), 'input');
      const outputs = files(join(folder, set), 'output');
      const bound = new Map(
        inputs.map(({ type, bytes }, i) => [
          names[i],
          DenseElementsAttr.get(declared(model.graph!.input, names[i], type), bytes),
        ]),
      );
      const readExternal = (location: string) => {
        const path = normalize(join(folder, location));
        return dirname(path) === folder && existsSync(path)
          ? new Uint8Array(readFileSync(path))
          : undefined;
      };
      const context = await createContext();
      const { module } = await importOnnx(context, model, 'model.onnx', {
        evaluate: evaluateOp,
        bound,
        readExternal,
      });
      const takes = interfaceOf(module).inputs;
      const tensors = inputs.map(({ type, bytes }, i) => ({
        shape: type.shape,
        data: viewBytes(bytes, takes[i].elementType),
      }));
      const results = interpret(module, tensors);
      const types = interfaceOf(module).outputs;
      if (results.length !== outputs.length)
        return `${results.length} outputs, not ${outputs.length}`;
      for (const [i, wanted] of outputs.entries()) {
        const type = declared(model.graph!.output, model.graph!.output![i].name, wanted.type);
        const why = difference(results[i], types[i], { ...wanted, type }, i);
        if (why !== undefined) return why;
      }
    }
    return undefined;
  } catch (error) {
    if (error instanceof Unsupported) return error.reason ?? 'not supported';
    if (
      error instanceof ImportError ||
      error instanceof InterpreterError ||
      error instanceof OnnxError
    )
      return error.message;
    throw error;
  }
}
