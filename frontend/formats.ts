// Which formats there are, and how a file is known to be of one: by its content, never its name. What
// reads a format is loaded only when a file of it is met.

import type { ImportModel } from './common/index.js';

/** The models of a format, by the name that `npu-translate --import-<name>` has. */
export const IMPORT_HELP = {
  caffe: 'a Caffe network (.prototxt and .caffemodel)',
  darknet: 'a Darknet network (.cfg and .weights)',
  keras: 'a Keras model (.h5, .keras)',
  ncnn: 'an ncnn network (.param and .bin)',
  onnx: 'an ONNX model (.onnx)',
  tensorflow: 'a TensorFlow graph (frozen .pb, SavedModel)',
  tflite: 'a TensorFlow Lite model (.tflite)',
  torch: 'a PyTorch program (TorchScript .pt, exported .pt2)',
  tosa: 'MLIR text in TOSA',
} as const;
export type FormatName = keyof typeof IMPORT_HELP;
export const FORMAT_NAMES = Object.keys(IMPORT_HELP) as FormatName[];

/** A form of a format: one of its kinds of files. */
export interface FileForm {
  readonly format: FormatName;
  /** For people: `a Caffe network (.prototxt)`. */
  readonly what: string;
  readonly matches: (head: Head) => boolean;
  /** It is IR text as well, of a dialect above our levels. */
  readonly isIr?: boolean;
  /** What imports it; absent for those that the driver calls by their own functions. */
  readonly load?: () => Promise<ImportModel>;
}

/** A field of a protocol buffer: its number, its wire type, the offset behind its key. */
type PeekedField = readonly [number, number, number];

/** The first fields of a protocol buffer, up to one that is cut short; none where the bytes are no message. */
function peekFields(bytes: Uint8Array, most: number): readonly PeekedField[] {
  const found: PeekedField[] = [];
  let at = 0;
  const varint = () => {
    let [value, scale] = [0, 1];
    for (let i = 0; i < 10; i++, scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length && found.length < most) {
    const key = varint();
    const [wire, number] = [key % 8, Math.floor(key / 8)];
    if (!(number >= 1 && number < 2 ** 29)) return [];
    found.push([number, wire, at]);
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 2) {
      const size = varint();
      at += size;
    } else if (wire === 5) at += 4;
    else return [];
    if (Number.isNaN(at)) return [];
  }
  return found;
}

/** What is asked of a file to find out what it is. */
class Head {
  readonly bytes: Uint8Array;
  private asText: string | undefined;
  private asFields: readonly PeekedField[] | undefined;
  private names: string | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  startsWith(text: string, at = 0): boolean {
    for (let i = 0; i < text.length; i++) {
      if (this.bytes[at + i] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  /** The first 64 KiB as text without comments and blanks in front; '' for what is no text. */
  get text(): string {
    if (this.asText === undefined) {
      const head = this.bytes.subarray(0, 1 << 16);
      const isText = !head.some((b) => b < 9 || (b > 13 && b < 32));
      const all = isText ? Buffer.from(head).toString('latin1') : '';
      this.asText = all.replace(/^(\s+|([#;]|\/\/)[^\n]*\n)+/, '');
    }
    return this.asText;
  }

  /** The first bytes, one char each. */
  get latin1(): string {
    return Buffer.from(this.bytes.subarray(0, 64)).toString('latin1');
  }

  /** The first fields of a protocol buffer: number, wire type, offset behind the key. */
  get fields(): readonly PeekedField[] {
    this.asFields ??= peekFields(this.bytes, 64);
    return this.asFields;
  }

  /** Of a zip archive: its directory as text, in which the names of its files stand. */
  get directory(): string {
    this.names ??= this.startsWith('PK\x03\x04')
      ? Buffer.from(this.bytes.subarray(-(1 << 20))).toString('latin1')
      : '';
    return this.names;
  }

  /** Number and wire type of the first field inside the message behind field `number`. */
  firstInside(number: number): readonly [number, number] | undefined {
    const field = this.fields.find(([n, wire]) => n === number && wire === 2);
    if (!field) return undefined;
    let at = field[2];
    while (this.bytes[at] >= 128) at++;
    return [this.bytes[at + 1] >> 3, this.bytes[at + 1] & 7];
  }
}

/** Whether the file is a message that has only fields of these numbers and wire types. */
function isMessage(head: Head, wires: Readonly<Record<number, number>>): boolean {
  return head.fields.length > 0 && head.fields.every(([n, wire]) => wires[n] === wire);
}

const ONNX = { 1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2 };

/** An ONNX model has the version of its format and a graph. */
function isOnnx(head: Head): boolean {
  const has = (number: number) => head.fields.some(([n]) => n === number);
  return isMessage(head, ONNX) && has(1) && has(7);
}

const CAFFEMODEL = { 1: 2, 2: 2, 3: 2, 4: 0, 5: 0, 6: 2, 7: 0, 8: 2, 100: 2 };

function isCaffemodel(head: Head): boolean {
  if (!isMessage(head, CAFFEMODEL)) return false;
  const v1 = head.firstInside(2)?.[0] ?? 0;
  return head.firstInside(100)?.[0] === 1 || (v1 >= 1 && v1 <= 5);
}

/** A node of a GraphDef begins with its name; a SavedModel with the version of its schema. */
const isGraphDef = (head: Head) =>
  isMessage(head, { 1: 2, 2: 2, 3: 0, 4: 2, 5: 2 }) && head.firstInside(1)?.join() === '1,2';
const isSavedModel = (head: Head) =>
  isMessage(head, { 1: 0, 2: 2 }) && head.fields.some(([n]) => n === 2);

/** The more telling forms come first. */
const FORMS: readonly FileForm[] = [
  {
    format: 'tflite',
    what: 'a TensorFlow Lite model (.tflite)',
    matches: (h) => h.startsWith('TFL3', 4),
  },
  { format: 'onnx', what: 'an ONNX model (.onnx)', matches: isOnnx },
  {
    format: 'keras',
    what: 'a Keras model (.h5)',
    matches: (h) => h.startsWith('\x89HDF\r\n\x1a\n'),
    load: async () => (await import('./keras/index.js')).importH5,
  },
  {
    format: 'keras',
    what: 'a Keras archive (.keras)',
    matches: (h) => h.directory.includes('model.weights.h5'),
    load: async () => (await import('./keras/index.js')).importKeras,
  },
  {
    format: 'torch',
    what: 'an exported PyTorch program (.pt2)',
    matches: (h) => /serialized_exported_program\.json|models\/model\.json/.test(h.directory),
    load: async () => (await import('./torch/index.js')).importExported,
  },
  {
    format: 'torch',
    what: 'a TorchScript program (.pt)',
    matches: (h) => h.directory.includes('data.pkl'),
    load: async () => (await import('./torch/index.js')).importScript,
  },
  {
    format: 'torch',
    what: 'trained numbers of PyTorch',
    matches: (h) => h.startsWith('\x80\x02\x8a\x0a') || /^.{8}\{"/s.test(h.latin1),
    load: async () => (await import('./torch/index.js')).refuseWeights,
  },
  {
    format: 'ncnn',
    what: 'an ncnn network (.param)',
    matches: (h) => h.startsWith('7767517'),
    load: async () => (await import('./ncnn/index.js')).importNcnn,
  },
  {
    format: 'darknet',
    what: 'a Darknet network (.cfg)',
    matches: (h) => /^\[(net|network)\]/.test(h.text),
    load: async () => (await import('./darknet/index.js')).importDarknet,
  },
  {
    format: 'caffe',
    what: 'a Caffe network (.prototxt)',
    matches: (h) =>
      /^(name|input|input_dim|input_shape|layers?|force_backward|state)\s*[:{]/.test(h.text) &&
      /\blayers?\s*\{/.test(h.text),
    load: async () => (await import('./caffe/index.js')).importCaffe,
  },
  {
    format: 'tosa',
    what: 'MLIR text in TOSA',
    isIr: true,
    matches: (h) => /(^|[\s=])"?tosa\.[a-z]/.test(h.text) && /\bfunc\b/.test(h.text),
    load: async () => (await import('./tosa/index.js')).importTosa,
  },
  {
    format: 'caffe',
    what: "a Caffe network's .caffemodel",
    matches: isCaffemodel,
    load: async () => (await import('./caffe/index.js')).importCaffemodel,
  },
  {
    format: 'tensorflow',
    what: 'a TensorFlow SavedModel (saved_model.pb)',
    matches: isSavedModel,
    load: async () => (await import('./tensorflow/index.js')).importSavedModel,
  },
  {
    format: 'tensorflow',
    what: 'a frozen TensorFlow graph (.pb)',
    matches: isGraphDef,
    load: async () => (await import('./tensorflow/index.js')).importGraphDef,
  },
];

/** The form of a file, or undefined. */
export function formOf(bytes: Uint8Array): FileForm | undefined {
  const head = new Head(bytes);
  return FORMS.find((form) => form.matches(head));
}

/** What a format's files are called, for messages. */
export function formsOf(format: FormatName): readonly FileForm[] {
  return FORMS.filter((form) => form.format === format);
}
