// .tflite file → TfliteModel. Everything that a later stage would index or multiply with is checked
// here, so that past this door a model holds no dangling index, NaN or size that does not fit.

import { CheckedFile, type CheckedTable, DAMAGED, TfliteError } from './checked-table.js';
import type {
  TfliteModel,
  TfliteOperator,
  TfliteOperatorCode,
  TfliteQuantization,
  TfliteSignature,
  TfliteSignatureTensor,
  TfliteSubgraph,
  TfliteTensor,
} from './model.js';
import { readOptions, tensorType } from './options.js';
import { OPCODES, OPERATORS, OPTION_TABLE_NAMES, TENSOR_TYPES, type TensorType } from './schema.js';

export { TfliteError } from './checked-table.js';
export type * from './model.js';

const IDENTIFIER = 'TFL3';
const SCHEMA_VERSION = 3;
const MAX_ELEMENTS = 2 ** 31;
/** No operator of the format takes more dimensions than 8. */
const MAX_RANK = 8;

/** The zero points that each quantized type can hold; others only need to be int32. */
const ZERO_POINT_RANGE: Partial<Record<TensorType, readonly [number, number]>> = {
  INT8: [-128, 127],
  UINT8: [0, 255],
  INT16: [-32768, 32767],
  INT4: [-8, 7],
};

type Buffers = readonly (Uint8Array | undefined)[];

/**
 * Reads a .tflite file. Tensor data stays in `bytes` (views). Throws TfliteError, and nothing else,
 * on a file that is not a sound TensorFlow Lite model.
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const file = new CheckedFile(bytes);
  file.require('header', 0, 8);
  const identifier = String.fromCharCode(...bytes.subarray(4, 8));
  if (identifier !== IDENTIFIER) {
    throw new TfliteError(
      'header',
      4,
      `found the identifier ${JSON.stringify(identifier)}, expected "${IDENTIFIER}"`,
      'this is not a TensorFlow Lite model, so convert it to one first',
    );
  }
  const root = file.tableAt('model', 0);
  const version = root.uint32(0, 'version');
  if (version !== SCHEMA_VERSION) {
    root.fail(
      'version',
      `found schema version ${version}, expected ${SCHEMA_VERSION}`,
      'convert the model with a current TensorFlow Lite converter',
    );
  }
  const operatorCodes = root.tables(1, 'operator_codes', readOperatorCode);
  const buffers = root.tables(4, 'buffers', readBuffer);
  const subgraphs = root.tables(2, 'subgraphs', (t) => readSubgraph(t, buffers, operatorCodes));
  if (subgraphs.length === 0) {
    root.fail('subgraphs', 'found no subgraph, expected at least one', DAMAGED);
  }
  return {
    version,
    description: root.string(3, 'description'),
    operatorCodes,
    subgraphs,
    signatures: root.tables(7, 'signature_defs', (t) => readSignature(t, subgraphs)),
    metadata: root.tables(6, 'metadata', (t) => ({
      name: t.string(0, 'name'),
      data: buffers[index(t, 'buffer', t.uint32(1, 'buffer'), buffers.length, 'buffers')],
    })),
  };
}

/** Checks an index into a list of `count` and returns it. */
function index(
  table: CheckedTable,
  name: string,
  value: number,
  count: number,
  list: string,
): number {
  if (value < 0 || value >= count) {
    table.fail(name, `found index ${value}, expected one of the ${count} ${list}`, DAMAGED);
  }
  return value;
}

function readOperatorCode(table: CheckedTable): TfliteOperatorCode {
  // Codes above 127 only fit the newer field; older files only have the older one.
  const code = Math.max(table.int8(0, 'deprecated_builtin_code'), table.int32(3, 'builtin_code'));
  const opcode =
    OPCODES[code] ??
    table.fail(
      'builtin_code',
      `found operator code ${code}, expected 0 to ${OPCODES.length - 1}`,
      'this reader does not know the operator, so export the model for an older TensorFlow Lite',
    );
  const version = table.int32(2, 'version', 1);
  if (opcode !== 'CUSTOM') return { opcode, version };
  return { opcode, version, customName: table.string(1, 'custom_code') };
}

/** A buffer's bytes; undefined where it has none. Files over 2 GiB keep them behind the tables. */
function readBuffer(table: CheckedTable): Uint8Array | undefined {
  const offset = table.uint64(1, 'offset');
  if (offset > 1) {
    const size = table.uint64(2, 'size');
    table.file.require(table.path('offset'), offset, size);
    return table.file.bytes.subarray(offset, offset + size);
  }
  return table.byteView(0, 'data');
}

function readSubgraph(
  table: CheckedTable,
  buffers: Buffers,
  codes: readonly TfliteOperatorCode[],
): TfliteSubgraph {
  const tensors = table.tables(0, 'tensors', (t) => readTensor(t, buffers));
  return {
    name: table.string(4, 'name'),
    tensors,
    inputs: tensorIndices(table, 1, 'inputs', tensors.length, 0),
    outputs: tensorIndices(table, 2, 'outputs', tensors.length, 0),
    operators: table.tables(3, 'operators', (t) => readOperator(t, tensors.length, codes)),
  };
}

/** A list of tensor indices, each from `lowest` (-1 where absent ones are allowed). */
function tensorIndices(
  table: CheckedTable,
  id: number,
  name: string,
  count: number,
  lowest: 0 | -1,
): number[] {
  const indices = table.int32s(id, name);
  for (const [i, value] of indices.entries()) {
    const isAbsent = value === -1 && lowest === -1;
    if (!isAbsent) index(table, `${name}[${i}]`, value, count, 'tensors');
  }
  return indices;
}

function readTensor(table: CheckedTable, buffers: Buffers): TfliteTensor {
  const type = tensorType(table, 'type', table.int8(1, 'type'));
  const shape = table.int32s(0, 'shape');
  const elements = checkedElements(table, shape);
  const shapeSignature = table.int32s(7, 'shape_signature');
  for (const [d, size] of shapeSignature.entries()) {
    if (size < -1) {
      table.fail(`shape_signature[${d}]`, `found ${size}, expected -1 or a size`, DAMAGED);
    }
  }
  const isSparse = table.table(6, 'sparsity') !== undefined;
  const bufferIndex = table.uint32(2, 'buffer');
  // Buffer 0 is the empty one by convention; a file without any has only activations.
  const data =
    bufferIndex === 0
      ? undefined
      : buffers[index(table, 'buffer', bufferIndex, buffers.length, 'buffers')];
  const quantization = readQuantization(table, shape, type);
  return {
    name: table.string(3, 'name'),
    shape,
    ...(shapeSignature.length > 0 && { shapeSignature }),
    type,
    buffer: tensorData(table, data, type, elements, isSparse),
    isVariable: table.bool(5, 'is_variable'),
    ...(quantization && { quantization }),
    isSparse,
  };
}

/** Number of elements of a shape of non-negative sizes, below 2^31. */
function checkedElements(table: CheckedTable, shape: readonly number[]): number {
  if (shape.length > MAX_RANK) {
    table.fail('shape', `found ${shape.length} dimensions, expected at most ${MAX_RANK}`, DAMAGED);
  }
  let elements = 1;
  for (const [d, size] of shape.entries()) {
    if (size < 0) {
      table.fail(
        `shape[${d}]`,
        `found size ${size}, expected 0 or more`,
        'give the model fixed input shapes before the conversion',
      );
    }
    elements *= size;
    // Not after the product: a later 0 must not hide it, and it must stay exact.
    if (elements >= MAX_ELEMENTS) {
      table.fail('shape', `found [${shape}], expected fewer than 2^31 elements`, DAMAGED);
    }
  }
  return elements;
}

/** The part of a buffer that a tensor of this type and size takes; undefined for no data. */
function tensorData(
  table: CheckedTable,
  data: Uint8Array | undefined,
  type: TensorType,
  elements: number,
  isSparse: boolean,
): Uint8Array | undefined {
  if (data === undefined) return undefined;
  const bits = TENSOR_TYPES.find((t) => t.name === type)?.bits ?? 0;
  if (bits === 0 || isSparse) return data.length > 0 ? data : undefined;
  const size = Math.ceil((elements * bits) / 8);
  // An empty vector is how exporters write "no data" too.
  if (data.length === 0 && size > 0) return undefined;
  if (data.length < size) {
    table.fail(
      'buffer',
      `found ${data.length} bytes of data, expected ${size} for ${elements} elements of ${type}`,
      DAMAGED,
    );
  }
  return data.subarray(0, size);
}

function readQuantization(
  tensor: CheckedTable,
  shape: readonly number[],
  type: TensorType,
): TfliteQuantization | undefined {
  const table = tensor.table(4, 'quantization');
  if (table === undefined) return undefined;
  if (table.uint8(4, 'details_type') !== 0) {
    table.fail(
      'details',
      'found a custom quantization, expected scales and zero points',
      'convert the model with plain integer quantization',
    );
  }
  const scales = table.float32s(2, 'scale');
  if (scales.length === 0) return undefined;
  for (const [c, scale] of scales.entries()) {
    if (!(Number.isFinite(scale) && scale >= 0)) {
      table.fail(
        `scale[${c}]`,
        `found ${scale}, expected a finite number from 0`,
        'quantize the model again with representative data',
      );
    }
  }
  const zeroPoints = readZeroPoints(table, scales.length, type);
  const quantizedDimension = table.int32(6, 'quantized_dimension');
  if (scales.length > 1 && shape[quantizedDimension] !== scales.length) {
    table.fail(
      'scale',
      `found ${scales.length} scales along dimension ${quantizedDimension}, expected as many as shape [${shape}] has there`,
      DAMAGED,
    );
  }
  return { scales, zeroPoints, quantizedDimension };
}

/** Zero points, one a scale; none at all means zeros, one means the same for all. */
function readZeroPoints(table: CheckedTable, count: number, type: TensorType): number[] {
  const stored = table.int64s(3, 'zero_point');
  if (stored.length > 1 && stored.length !== count) {
    table.fail(
      'zero_point',
      `found ${stored.length} zero points, expected ${count}, as many as scales`,
      DAMAGED,
    );
  }
  const [low, high] = ZERO_POINT_RANGE[type] ?? [-(2 ** 31), 2 ** 31 - 1];
  const values = stored.map((value, c) => {
    if (value < BigInt(low) || value > BigInt(high)) {
      table.fail(
        `zero_point[${c}]`,
        `found ${value}, expected ${low} to ${high} for ${type}`,
        DAMAGED,
      );
    }
    return Number(value);
  });
  if (values.length === count) return values;
  return new Array<number>(count).fill(values[0] ?? 0);
}

function readOperator(
  table: CheckedTable,
  tensors: number,
  codes: readonly TfliteOperatorCode[],
): TfliteOperator {
  const code =
    codes[
      index(table, 'opcode_index', table.uint32(0, 'opcode_index'), codes.length, 'operator codes')
    ];
  const expected = OPERATORS[code.opcode];
  const tag = table.uint8(3, 'builtin_options_type');
  const found = OPTION_TABLE_NAMES[tag - 1];
  if (expected !== undefined && tag !== 0 && found !== expected) {
    table.fail(
      'builtin_options',
      `found ${found ?? `options of kind ${tag}`} on ${code.opcode}, expected ${expected}`,
      DAMAGED,
    );
  }
  const optionsTable =
    expected !== undefined && tag !== 0 ? table.table(4, 'builtin_options') : undefined;
  const customOptions = code.opcode === 'CUSTOM' ? table.byteView(5, 'custom_options') : undefined;
  // One cast: the opcode decides the option table, which a union over 200 opcodes cannot follow.
  return {
    ...code,
    inputs: tensorIndices(table, 1, 'inputs', tensors, -1),
    outputs: tensorIndices(table, 2, 'outputs', tensors, -1),
    intermediates: tensorIndices(table, 8, 'intermediates', tensors, -1),
    options: expected === undefined ? {} : readOptions(expected, optionsTable),
    ...(customOptions && { customOptions }),
  } as unknown as TfliteOperator;
}

function readSignature(table: CheckedTable, subgraphs: readonly TfliteSubgraph[]): TfliteSignature {
  const subgraph = index(
    table,
    'subgraph_index',
    table.uint32(4, 'subgraph_index'),
    subgraphs.length,
    'subgraphs',
  );
  const count = subgraphs[subgraph].tensors.length;
  const readTensorMap = (t: CheckedTable): TfliteSignatureTensor => ({
    name: t.string(0, 'name'),
    tensor: index(t, 'tensor_index', t.uint32(1, 'tensor_index'), count, 'tensors'),
  });
  return {
    key: table.string(2, 'signature_key'),
    subgraph,
    inputs: table.tables(0, 'inputs', readTensorMap),
    outputs: table.tables(1, 'outputs', readTensorMap),
  };
}
