// Writes a small int8 network as a .tflite file, with the flatbuffers library.
import { Builder } from 'flatbuffers';

const TYPE = { int8: 9, int32: 2 };
const CODE = { CONV_2D: 3, FULLY_CONNECTED: 9, MAX_POOL_2D: 17, RESHAPE: 22, SOFTMAX: 25 };
const RELU = 1;

/** Fields of a table by their numbers in the schema: [number, how to add it, value]. */
function table(b, fields) {
  const size = Math.max(...fields.map(([id]) => id)) + 1;
  b.startObject(size);
  for (const [id, kind, value] of fields) {
    if (kind === 'offset') b.addFieldOffset(id, value, 0);
    else if (kind === 'int8') b.addFieldInt8(id, value, 0);
    else if (kind === 'int32') b.addFieldInt32(id, value, 0);
    else b.addFieldFloat32(id, value, 0);
  }
  return b.endObject();
}

const vector = (b, size, list, add) => {
  b.startVector(size, list.length, size);
  for (const value of [...list].reverse()) add(value);
  return b.endVector();
};
const offsets = (b, list) => vector(b, 4, list, (v) => b.addOffset(v));
const int32s = (b, list) => vector(b, 4, list, (v) => b.addInt32(v));

/** The options table of an operator: its number in the schema's union, and its fields. */
function options(b, op) {
  const relu = op.relu ? RELU : 0;
  switch (op.kind) {
    case 'CONV_2D':
      return [
        1,
        table(b, [
          [1, 'int32', op.stride],
          [2, 'int32', op.stride],
          [3, 'int8', relu],
        ]),
      ];
    case 'MAX_POOL_2D':
      return [
        5,
        table(b, [
          [0, 'int8', 1],
          [1, 'int32', 2],
          [2, 'int32', 2],
          [3, 'int32', 2],
          [4, 'int32', 2],
        ]),
      ];
    case 'FULLY_CONNECTED':
      return [8, table(b, [[0, 'int8', relu]])];
    case 'SOFTMAX':
      return [9, table(b, [[0, 'float', 1]])];
    default:
      return [17, table(b, [[0, 'offset', int32s(b, op.shape)]])];
  }
}

/**
 * `tensors`: {name, type, shape, scales, zeroPoint, axis?, data?}; `operators`: {kind, inputs,
 * outputs, …}; the network takes tensor 0 and gives the last one. Returns the file's bytes.
 */
export function writeTflite({ name, tensors, operators }) {
  const b = new Builder(1024);
  const buffers = [new Uint8Array(0)];
  const tensorTables = tensors.map((t) => {
    let buffer = 0;
    if (t.data)
      buffer =
        buffers.push(new Uint8Array(t.data.buffer, t.data.byteOffset, t.data.byteLength)) - 1;
    const scale = vector(b, 4, t.scales, (v) => b.addFloat32(v));
    const zero = vector(
      b,
      8,
      t.scales.map(() => BigInt(t.zeroPoint ?? 0)),
      (v) => b.addInt64(v),
    );
    const quantization = table(b, [
      [2, 'offset', scale],
      [3, 'offset', zero],
      [6, 'int32', t.axis ?? 0],
    ]);
    const [shape, label] = [int32s(b, t.shape), b.createString(t.name)];
    return table(b, [
      [0, 'offset', shape],
      [1, 'int8', TYPE[t.type]],
      [2, 'int32', buffer],
      [3, 'offset', label],
      [4, 'offset', quantization],
    ]);
  });
  const kinds = [...new Set(operators.map((o) => o.kind))];
  const operatorTables = operators.map((op) => {
    const [kind, table0] = options(b, op);
    const [inputs, outputs] = [int32s(b, op.inputs), int32s(b, op.outputs)];
    return table(b, [
      [0, 'int32', kinds.indexOf(op.kind)],
      [1, 'offset', inputs],
      [2, 'offset', outputs],
      [3, 'int8', kind],
      [4, 'offset', table0],
    ]);
  });
  const parts = [
    offsets(b, tensorTables),
    int32s(b, [0]),
    int32s(b, [tensors.length - 1]),
    offsets(b, operatorTables),
    b.createString(name),
  ];
  const graph = table(
    b,
    parts.map((p, id) => [id, 'offset', p]),
  );
  const codes = offsets(
    b,
    kinds.map((k) =>
      table(b, [
        [0, 'int8', CODE[k]],
        [2, 'int32', 1],
        [3, 'int32', CODE[k]],
      ]),
    ),
  );
  const graphs = offsets(b, [graph]);
  const data = offsets(
    b,
    buffers.map((bytes) => {
      const content = vector(b, 1, [...bytes], (v) => b.addInt8(v));
      return table(b, [[0, 'offset', content]]);
    }),
  );
  const description = b.createString(name);
  const model = table(b, [
    [0, 'int32', 3],
    [1, 'offset', codes],
    [2, 'offset', graphs],
    [3, 'offset', description],
    [4, 'offset', data],
  ]);
  b.finish(model, 'TFL3');
  return b.asUint8Array();
}
