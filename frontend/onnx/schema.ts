// The messages of an .onnx file: their fields by number, and their types. Source: onnx.proto of the
// ONNX project, IR version 11. What a compiler has no use for is left out and skipped.

import type { MessageTable } from './wire.js';

const one = (message: string) => ({ one: message });
const many = (message: string) => ({ many: message });

export const MESSAGES = {
  Model: {
    1: ['irVersion', 'int'],
    2: ['producerName', 'string'],
    7: ['graph', one('Graph')],
    8: ['opsetImport', many('OperatorSetId')],
    25: ['functions', many('Function')],
  },
  OperatorSetId: { 1: ['domain', 'string'], 2: ['version', 'int'] },
  Graph: {
    1: ['node', many('Node')],
    2: ['name', 'string'],
    5: ['initializer', many('Tensor')],
    11: ['input', many('ValueInfo')],
    12: ['output', many('ValueInfo')],
    13: ['valueInfo', many('ValueInfo')],
    15: ['sparseInitializer', many('SparseTensor')],
  },
  Node: {
    1: ['input', 'strings'],
    2: ['output', 'strings'],
    3: ['name', 'string'],
    4: ['opType', 'string'],
    5: ['attribute', many('Attribute')],
    7: ['domain', 'string'],
    8: ['overload', 'string'],
  },
  Attribute: {
    1: ['name', 'string'],
    2: ['f', 'float'],
    3: ['i', 'int'],
    4: ['s', 'bytes'],
    5: ['t', one('Tensor')],
    6: ['g', one('Graph')],
    7: ['floats', 'floats'],
    8: ['ints', 'ints'],
    9: ['strings', 'bytesList'],
    20: ['type', 'int'],
    21: ['refAttrName', 'string'],
    22: ['sparseTensor', one('SparseTensor')],
  },
  ValueInfo: { 1: ['name', 'string'], 2: ['type', one('Type')] },
  Type: {
    1: ['tensorType', one('TensorType')],
    4: ['sequenceType', one('Opaque')],
    5: ['mapType', one('Opaque')],
    8: ['sparseTensorType', one('Opaque')],
    9: ['optionalType', one('Opaque')],
  },
  Opaque: {},
  TensorType: { 1: ['elemType', 'int'], 2: ['shape', one('TensorShape')] },
  TensorShape: { 1: ['dim', many('Dimension')] },
  Dimension: { 1: ['dimValue', 'int'], 2: ['dimParam', 'string'] },
  Tensor: {
    1: ['dims', 'ints'],
    2: ['dataType', 'int'],
    4: ['floatData', 'numbers'],
    5: ['int32Data', 'varints'],
    7: ['int64Data', 'varints'],
    8: ['name', 'string'],
    9: ['rawData', 'bytes'],
    10: ['doubleData', 'numbers'],
    11: ['uint64Data', 'varints'],
    13: ['externalData', many('StringStringEntry')],
    14: ['dataLocation', 'int'],
  },
  SparseTensor: {
    1: ['values', one('Tensor')],
    2: ['indices', one('Tensor')],
    3: ['dims', 'ints'],
  },
  StringStringEntry: { 1: ['key', 'string'], 2: ['value', 'string'] },
  Function: {
    1: ['name', 'string'],
    4: ['input', 'strings'],
    5: ['output', 'strings'],
    6: ['attribute', 'strings'],
    7: ['node', many('Node')],
    9: ['opsetImport', many('OperatorSetId')],
    10: ['domain', 'string'],
    11: ['attributeProto', many('Attribute')],
    13: ['overload', 'string'],
  },
} as const satisfies Record<string, MessageTable>;

type Repeated<T> = readonly T[] | undefined;

export interface OnnxModel {
  readonly irVersion?: number;
  readonly producerName?: string;
  readonly graph?: OnnxGraph;
  readonly opsetImport?: Repeated<OnnxOpset>;
  readonly functions?: Repeated<OnnxFunction>;
}

export interface OnnxOpset {
  readonly domain?: string;
  readonly version?: number;
}

export interface OnnxGraph {
  readonly node?: Repeated<OnnxNode>;
  readonly name?: string;
  readonly initializer?: Repeated<OnnxTensor>;
  readonly input?: Repeated<OnnxValueInfo>;
  readonly output?: Repeated<OnnxValueInfo>;
  readonly valueInfo?: Repeated<OnnxValueInfo>;
  readonly sparseInitializer?: Repeated<OnnxSparseTensor>;
}

export interface OnnxNode {
  readonly input?: Repeated<string>;
  readonly output?: Repeated<string>;
  readonly name?: string;
  readonly opType?: string;
  readonly attribute?: Repeated<OnnxAttribute>;
  readonly domain?: string;
  readonly overload?: string;
}

export interface OnnxAttribute {
  readonly name?: string;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly t?: OnnxTensor;
  readonly g?: OnnxGraph;
  readonly floats?: Repeated<number>;
  readonly ints?: Repeated<number>;
  readonly strings?: Repeated<Uint8Array>;
  readonly type?: number;
  readonly refAttrName?: string;
  readonly sparseTensor?: OnnxSparseTensor;
}

export interface OnnxValueInfo {
  readonly name?: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType?: number;
      readonly shape?: { readonly dim?: Repeated<OnnxDimension> };
    };
    readonly sequenceType?: object;
    readonly mapType?: object;
    readonly sparseTensorType?: object;
    readonly optionalType?: object;
  };
}

export interface OnnxDimension {
  readonly dimValue?: number;
  readonly dimParam?: string;
}

export interface OnnxTensor {
  readonly dims?: Repeated<number>;
  readonly dataType?: number;
  readonly floatData?: Repeated<Uint8Array>;
  readonly int32Data?: Repeated<Uint8Array>;
  readonly int64Data?: Repeated<Uint8Array>;
  readonly name?: string;
  readonly rawData?: Uint8Array;
  readonly doubleData?: Repeated<Uint8Array>;
  readonly uint64Data?: Repeated<Uint8Array>;
  readonly externalData?: Repeated<{ readonly key?: string; readonly value?: string }>;
  readonly dataLocation?: number;
}

export interface OnnxSparseTensor {
  readonly values?: OnnxTensor;
  readonly indices?: OnnxTensor;
  readonly dims?: Repeated<number>;
}

export interface OnnxFunction {
  readonly name?: string;
  readonly input?: Repeated<string>;
  readonly output?: Repeated<string>;
  readonly attribute?: Repeated<string>;
  readonly node?: Repeated<OnnxNode>;
  readonly opsetImport?: Repeated<OnnxOpset>;
  readonly domain?: string;
  readonly attributeProto?: Repeated<OnnxAttribute>;
  readonly overload?: string;
}
